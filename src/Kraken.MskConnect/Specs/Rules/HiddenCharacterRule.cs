using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// No text has in it what nobody sees: a line break that a command's output ended with, a control character, a mark that
/// turns the direction of writing. AWS would refuse it later, or take it for a part of the name.
/// </summary>
/// <remarks>
/// A value of the connector's configuration may have several lines, as a query or a certificate has, and may be a
/// separator. A single line with a break at its end is none of them.
/// </remarks>
internal sealed class HiddenCharacterRule : ISpecRule
{
    internal const string Name = "HiddenCharacter";

    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            switch (field.Get(check.Spec))
            {
                case string text:
                    One(check, field.Name, null, text);
                    break;
                case IReadOnlyList<string> list:
                    foreach (var entry in list)
                        One(check, field.Name, null, entry);
                    break;
                case IReadOnlyList<SpecObject> objects:
                    foreach (var (entry, text) in objects.SelectMany((o, i) => o.Texts().Select(t => ($"{field.Name}[{i}].{t.Member}", t.Text))))
                        One(check, entry, null, text);
                    break;
                case IReadOnlyDictionary<string, string> map:
                    foreach (var (key, value) in map)
                        Entry(check, field.Name, key, value);
                    break;
            }
        }
    }

    private static void Entry(SpecCheck check, string field, string key, string value)
    {
        var name = $"{field}[{key}]";
        if (Find(key) is { } inKey)
            check.Error(name, Name, null, $"has {What(key, inKey)} in its key", "Write the key without it.");
        else if (field == nameof(ConnectorSpec.ConnectorConfiguration) && !IsSeparator(key) && FindInValue(value) is { } at)
            check.OnKey(FindingSeverity.Error, key, Name, $"has {Where(value, at)}", "Write the value without it.");
        else if (field != nameof(ConnectorSpec.ConnectorConfiguration))
            One(check, name, key, value);
    }

    private static void One(SpecCheck check, string field, string? key, string text)
    {
        if (Find(text) is { } at)
        {
            check.Error(
                field, Name, key is null ? text : Redaction.Value(key, text), $"has {Where(text, at)}",
                "Write the value without it.");
        }
    }

    private static int? Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (BoundedText.IsHidden(text, i))
                return i;
        }

        return null;
    }

    /// <summary>
    /// The same, but tabs and line breaks may stand between what is seen; in a text of several lines also around it, as
    /// YAML's blocks and certificates end with one.
    /// </summary>
    private static int? FindInValue(string text)
    {
        var seen = text.AsSpan().Trim();
        var isText = seen.Contains('\n');
        var first = text.Length - text.AsSpan().TrimStart().Length;
        for (var i = 0; i < text.Length; i++)
        {
            var mayStand = text[i] is '\t' or '\n' or '\r' && (isText || (i > first && i < first + seen.Length));
            if (!mayStand && BoundedText.IsHidden(text, i))
                return i;
        }

        return null;
    }

    /// <summary>Keys whose value may be a line break itself. Source: Confluent, format.bytearray.separator.</summary>
    private static bool IsSeparator(string key) =>
        key.EndsWith("separator", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith("delimiter", StringComparison.OrdinalIgnoreCase);

    private static string Where(string text, int at) =>
        $"{What(text, at)} {(at >= text.TrimEnd().Length ? "at its end" : $"at character {at + 1}")}";

    private static string What(string text, int at) => text[at] switch
    {
        '\n' or '\r' => "a line break",
        '\t' => "a tab",
        var c => $"the invisible character U+{(int)c:X4}",
    };
}
