namespace Kraken.MskConnect.Reconciling;

/// <summary>What refers to a resource of a connector.</summary>
/// <param name="Identifiers">What it names: names, ids or ARNs, as it refers to that kind.</param>
/// <param name="Adopt">Whether the resource may be taken although it does not carry our tags yet.</param>
/// <param name="IsByConnector">
/// Whether a connector that exists names it, which AWS cannot change: where somebody deleted it, it is made again. Else the
/// tags of what is left of one do.
/// </param>
internal sealed record ResourceReference(IReadOnlyList<string> Identifiers, bool Adopt, bool IsByConnector);
