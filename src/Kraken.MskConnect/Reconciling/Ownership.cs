using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Reconciling;

/// <summary>Distinguishes the module's resources from others by their tags.</summary>
internal static class Ownership
{
    /// <summary>Whether the tags say that this module made the resource, and for this connector.</summary>
    public static bool IsOurs(IReadOnlyDictionary<string, string> tags, string connectorName) =>
        tags.GetValueOrDefault(ResourceNames.ManagedByTag) == ResourceNames.ManagedBy
        && tags.GetValueOrDefault(ResourceNames.ConnectorTag) == connectorName;
}
