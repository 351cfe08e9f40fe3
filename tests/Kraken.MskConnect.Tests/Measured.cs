namespace Kraken.MskConnect.Tests;

/// <summary>Tests that measure time: nothing else runs beside them, or the other tests would be measured too.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;
