namespace Kraken.MskConnect.Reconciling;

/// <summary>A reference to a resource of a connector.</summary>
/// <param name="Identifiers">The names, IDs or ARNs with which it refers to that kind.</param>
/// <param name="Adopt">Whether the resource may be taken over although it does not have the module's tags yet.</param>
/// <param name="IsByConnector">
/// Whether an existing connector refers to it, which AWS cannot change: if the resource was deleted, it is created
/// again. Otherwise, the tags of the remaining resources refer to it.
/// </param>
internal sealed record ResourceReference(IReadOnlyList<string> Identifiers, bool Adopt, bool IsByConnector);
