using System.Collections;

namespace Kraken.MskConnect.Specs;

/// <summary>How specs are read from a file.</summary>
public sealed record SpecReadOptions
{
    /// <summary>
    /// Values by name for what a file does not say; maps are merged key by key. Default: none.
    /// </summary>
    public IDictionary Defaults { get; init; } = new Hashtable();

    /// <summary>
    /// Whether an unknown variable in a <c>.tfvars.json</c> file is an error and not a warning. Default false: such a file may
    /// also hold the variables of other modules.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the cluster is asked for the bootstrap servers later on. Default false.</summary>
    public bool ResolvesCluster { get; init; }
}
