using System.Runtime.CompilerServices;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Keeps secrets out of the specs that cmdlets return: whatever formats or serializes such a spec sees masks. The
/// spec itself is kept beside the shown one and found again when the shown one comes down a pipeline.
/// </summary>
internal static class ShownSpecs
{
    private static readonly ConditionalWeakTable<ConnectorSpec, ConnectorSpec> _originals = [];

    /// <summary>The spec as a cmdlet returns it.</summary>
    public static ConnectorSpec Show(ConnectorSpec spec)
    {
        if (!spec.ConnectorConfiguration.Any(p => Redaction.IsSecret(p.Key, p.Value)))
            return spec;
        var shown = spec with
        {
            ConnectorConfiguration = spec.ConnectorConfiguration.ToDictionary(
                p => p.Key, p => Redaction.Value(p.Key, p.Value) ?? "", StringComparer.Ordinal),
        };
        _originals.Add(shown, spec);
        return shown;
    }

    /// <summary>
    /// The spec that a returned one stands for. What the user has set, added or removed in the shown configuration since
    /// counts.
    /// </summary>
    public static ConnectorSpec Original(ConnectorSpec shown) => !_originals.TryGetValue(shown, out var original)
        ? shown
        : original with
        {
            ConnectorConfiguration = shown.ConnectorConfiguration.ToDictionary(
                p => p.Key, p => Unmasked(original, p.Key, p.Value), StringComparer.Ordinal),
        };

    private static string Unmasked(ConnectorSpec original, string key, string shown) =>
        original.ConnectorConfiguration.TryGetValue(key, out var value) && Redaction.Value(key, value) == shown
            ? value
            : shown;

    /// <summary>An error for each value that is a mask: a shown spec that went through a file or another process.</summary>
    public static IEnumerable<SpecFinding> LostSecrets(ConnectorSpec spec) =>
        from entry in spec.ConnectorConfiguration
        where entry.Value.Contains(Redaction.Mask, StringComparison.Ordinal)
        let field = $"{nameof(ConnectorSpec.ConnectorConfiguration)}[{entry.Key}]"
        select new SpecFinding(
            FindingSeverity.Error,
            field,
            "SecretLost",
            Redaction.Mask,
            $"{field} is '{Redaction.Mask}', which stands in place of a secret that was not written out.",
            "Give the value, or better a config provider's reference such as ${secretsmanager:orders/database:password}.");
}
