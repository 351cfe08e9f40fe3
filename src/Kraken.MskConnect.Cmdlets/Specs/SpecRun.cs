using System.Runtime.CompilerServices;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// The run of a cmdlet that specs came from. Who gets these specs can tell whether that run has left some out: an error of
/// it does not end the pipeline.
/// </summary>
internal sealed class SpecRun
{
    private static readonly ConditionalWeakTable<ConnectorSpec, SpecRun> _runs = [];

    /// <summary>Whether the run had errors, known when it has ended.</summary>
    public bool HasFailures { get; set; }

    /// <summary>The run that returned a spec; null where it was made otherwise.</summary>
    public static SpecRun? Find(ConnectorSpec spec) => _runs.TryGetValue(spec, out var run) ? run : null;

    /// <summary>The spec, which this run returns.</summary>
    public ConnectorSpec Of(ConnectorSpec spec)
    {
        _runs.AddOrUpdate(spec, this);
        return spec;
    }
}
