namespace Kraken.MskConnect.Reconciling;

/// <summary>Takes every event and does nothing with it.</summary>
internal sealed class SilentObserver : IProvisioningObserver
{
    public static SilentObserver Instance { get; } = new();

    public void Report(ProvisioningEvent happened)
    {
    }
}
