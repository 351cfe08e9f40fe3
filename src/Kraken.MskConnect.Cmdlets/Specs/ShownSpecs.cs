using System.Runtime.CompilerServices;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Keeps secrets and terminal control characters out of the specs that cmdlets return: formatters and serializers see
/// masks and escapes. The original spec is kept beside the returned one, and is found again when the returned one is
/// piped.
/// </summary>
internal static class ShownSpecs
{
    private static readonly ConditionalWeakTable<ConnectorSpec, ConnectorSpec> _originals = [];

    /// <summary>The spec as a cmdlet returns it.</summary>
    public static ConnectorSpec Show(ConnectorSpec spec)
    {
        var shown = WithoutHarm(WithoutSecrets(spec));
        if (!ReferenceEquals(shown, spec))
            _originals.Add(shown, spec);
        return shown;
    }

    /// <summary>
    /// The original of a returned spec, with the entries that the user has since set, added or removed in the returned
    /// configuration.
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

    /// <summary>
    /// An error for each value that is a mask, as in a returned spec that went through a file or another process.
    /// </summary>
    public static IEnumerable<SpecFinding> LostSecrets(ConnectorSpec spec) =>
        from entry in spec.ConnectorConfiguration
            .Select(c => (Field: SpecFinding.ConfigurationField(c.Key), c.Value))
            .Concat(spec.CommonTag.Select(t => (Field: $"{nameof(ConnectorSpec.CommonTag)}[{t.Key}]", t.Value)))
            .Append((Field: nameof(ConnectorSpec.Description), Value: spec.Description ?? ""))
        where entry.Value.Contains(Redaction.Mask, StringComparison.Ordinal)
        select new SpecFinding(
            FindingSeverity.Error,
            entry.Field,
            "SecretLost",
            Redaction.Mask,
            $"{entry.Field} is '{Redaction.Mask}', which replaces a secret that was not written.",
            "Give the value, or preferably a config provider's reference such as ${secretsmanager:orders/database:password}.");

    private static ConnectorSpec WithoutSecrets(ConnectorSpec spec)
    {
        if (!spec.ConnectorConfiguration.Any(p => Redaction.IsSecret(p.Key, p.Value))
            && !spec.CommonTag.Any(t => Redaction.IsSecret(t.Key, t.Value))
            && Redaction.Scrub(spec.Description) == (spec.Description ?? ""))
        {
            return spec;
        }

        return spec with
        {
            ConnectorConfiguration = Map(spec.ConnectorConfiguration, Redaction.Value),
            Description = spec.Description is null ? null : Redaction.Scrub(spec.Description, spec.ConnectorConfiguration),
            CommonTag = Map(
                spec.CommonTag, (key, value) => Redaction.Value(key, Redaction.Scrub(value, spec.ConnectorConfiguration))),
        };
    }

    /// <summary>Escapes every text that could control a terminal or a CI system; line breaks are kept.</summary>
    private static ConnectorSpec WithoutHarm(ConnectorSpec spec)
    {
        foreach (var field in SpecFields.All)
        {
            switch (field.Value(spec))
            {
                case string text when ForeignText.IsHarmful(text):
                    spec = field.With(spec, Safe(text));
                    break;
                case IReadOnlyList<string> list when list.Any(ForeignText.IsHarmful):
                    spec = field.With(spec, list.Select(Safe).ToList());
                    break;
                case IReadOnlyList<SpecObject> objects when objects.Any(o => o.Texts().Any(t => ForeignText.IsHarmful(t.Text))):
                    spec = field.With(spec, field.Objects!.ToList(objects.Select(o => o.WithTexts(Safe))));
                    break;
                case IReadOnlyDictionary<string, string> map
                    when map.Any(e => ForeignText.IsHarmful(e.Key) || ForeignText.IsHarmful(e.Value)):
                    var safe = new Dictionary<string, string>(StringComparer.Ordinal);
                    foreach (var (key, value) in map)
                        safe[Safe(key)] = Safe(value);
                    spec = field.With(spec, safe);
                    break;
            }
        }

        return spec;
    }

    private static string Safe(string text) => ForeignText.IsHarmful(text) ? ForeignText.OneLine(text) : text;

    private static Dictionary<string, string> Map(
        IReadOnlyDictionary<string, string> map, Func<string, string, string?> shown) =>
        map.ToDictionary(p => p.Key, p => shown(p.Key, p.Value) ?? "", StringComparer.Ordinal);
}
