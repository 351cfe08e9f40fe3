using System.Globalization;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Sets a spec's fields from named values and reports every name and type that does not fit.</summary>
internal static class SpecBinder
{
    /// <summary>The rule of a name that is no field's.</summary>
    internal const string UnknownField = "UnknownField";

    internal static SpecReading Bind(SpecMap map, ConnectorSpec spec, string source)
    {
        var findings = new List<SpecFinding>();
        var given = new HashSet<string>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, node) in map.Entries)
        {
            if (name == SpecFile.Schema)
                continue;
            var before = findings.Count;
            Note(lines, name, node);
            if (SpecFields.Find(name) is not { } field)
            {
                findings.Add(Unknown(name));
            }
            else if (!given.Add(field.Name))
            {
                findings.Add(new SpecFinding(
                    FindingSeverity.Error, field.Name, "GivenTwice", null,
                    $"{field.Name} is given twice, the second time as {BoundedText.Of(name)}.",
                    "Give it once."));
            }
            else if (IsBlank(field, node))
            {
                spec = field.Reset(spec);
            }
            else if (node is not SpecNull && Value(field, node, findings) is { } value)
            {
                spec = field.Set(spec, value);
            }

            for (var i = before; i < findings.Count; i++)
                findings[i] = findings[i] with { Line = LineOf(lines, findings[i].Field) ?? LineOf(node) };
        }

        return new SpecReading(spec, findings, source) { Line = LineOf(map), Lines = lines };
    }

    /// <summary>The line of a node; null where it is not known.</summary>
    internal static int? LineOf(SpecNode node) => node.Line > 0 ? node.Line : null;

    private static int? LineOf(Dictionary<string, int> lines, string field) => lines.TryGetValue(field, out var line) ? line : null;

    private static void Note(Dictionary<string, int> lines, string name, SpecNode node)
    {
        if (LineOf(node) is not { } line || SpecFields.Find(name) is not { } field)
            return;
        lines.TryAdd(field.Name, line);
        foreach (var (key, value) in (node as SpecMap)?.Entries ?? [])
        {
            if (LineOf(value) is { } at)
                lines.TryAdd($"{field.Name}[{key}]", at);
        }
    }

    /// <summary>A blank text says no more than null; one that is required stays, and is reported as missing.</summary>
    private static bool IsBlank(SpecField field, SpecNode node) =>
        field is { Kind: SpecFieldKind.Text, IsRequired: false }
        && node is SpecText text && string.IsNullOrWhiteSpace(text.Value);

    private static object? Value(SpecField field, SpecNode node, List<SpecFinding> findings) => field.Kind switch
    {
        SpecFieldKind.WholeNumber => WholeNumber(field.Name, field.Greatest, node, findings),
        SpecFieldKind.TextList => List(field.Name, node, findings),
        SpecFieldKind.TextMap => Map(field, node, findings),
        SpecFieldKind.Boolean => Boolean(field.Name, node, findings),
        SpecFieldKind.ObjectList => ObjectBinder.Bind(field, node, findings),
        _ => Text(field.Name, field.Name, node, "a text", findings),
    };

    internal static long? WholeNumber(string name, long greatest, SpecNode node, List<SpecFinding> findings)
    {
        var text = node switch
        {
            SpecPlain { IsNumber: true } plain => plain.Text,
            SpecText given => given.Value,
            _ => null,
        };

        // TryParse passes over NULs at the end, whatever the style.
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text?.Contains('\0', StringComparison.Ordinal) == false
            && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number && Math.Abs(number) <= greatest)
        {
            return (long)number;
        }

        findings.Add(WrongType(name, name, node, "a whole number"));
        return null;
    }

    internal static bool? Boolean(string name, SpecNode node, List<SpecFinding> findings)
    {
        var text = node switch
        {
            SpecPlain { IsNumber: false } plain => plain.Text,
            SpecText given => given.Value,
            _ => null,
        };

        // bool.TryParse passes over blanks and NULs around the word.
        if (string.Equals(text, bool.TrueString, StringComparison.OrdinalIgnoreCase))
            return true;
        if (string.Equals(text, bool.FalseString, StringComparison.OrdinalIgnoreCase))
            return false;
        findings.Add(WrongType(name, name, node, "true or false"));
        return null;
    }

    internal static List<string>? List(string name, SpecNode node, List<SpecFinding> findings)
    {
        // PowerShell makes a single value of a list with one item.
        var items = node switch
        {
            SpecList list => list.Items,
            SpecText or SpecPlain => [node],
            _ => null,
        };
        if (items is null)
        {
            findings.Add(WrongType(name, name, node, "a list of texts"));
            return null;
        }

        var texts = items.Select(item => Text(name, name, item, "a list of texts", findings)).ToList();
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    private static Dictionary<string, string>? Map(SpecField field, SpecNode node, List<SpecFinding> findings)
    {
        if (node is not SpecMap map)
        {
            // What stands here is a map gone wrong, whose text may hold a secret.
            findings.Add(WrongType(field.Name, field.Name, node, "a map of texts", field.MayHoldSecrets));
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            var name = $"{field.Name}[{key}]";
            if (!keys.Add(key))
            {
                findings.Add(new SpecFinding(
                    FindingSeverity.Error, name, "GivenTwice", null, $"{BoundedText.Of(name)} is given twice.", "Give it once."));
            }
            else if (value is not SpecNull && Text(name, key, value, "a text, number or boolean", findings) is { } text)
            {
                values[key] = text;
            }
        }

        return values;
    }

    internal static string? Text(string name, string key, SpecNode node, string wanted, List<SpecFinding> findings)
    {
        switch (node)
        {
            case SpecText text:
                return text.Value;
            case SpecPlain plain:
                return plain.Text;
            case SpecLocalTime:
                findings.AddRange(LostTime(name));
                return null;
            default:
                findings.Add(WrongType(name, key, node, wanted));
                return null;
        }
    }

    /// <summary>
    /// A warning of the cause, which usually lies in the command before, and the error that keeps the value from being
    /// used.
    /// </summary>
    private static SpecFinding[] LostTime(string name) =>
    [
        new(
            FindingSeverity.Warning, name, "TimeFromJson", null,
            $"{BoundedText.Of(name)} is a time in this machine's time zone: ConvertFrom-Json converts a text with an "
            + "offset to such a time, and the original text is lost.",
            "Read the file with Import-KrakenConnectorSpec, or with ConvertFrom-Json -DateKind String, which requires PowerShell 7.5 "
            + "or later."),
        new(
            FindingSeverity.Error, name, "TimeNotText", null,
            $"{BoundedText.Of(name)} is a local time, not a text: its text would differ from machine to machine.",
            "Give the text itself, for example '2024-01-02T03:04:05+02:00'."),
    ];

    internal static SpecFinding WrongType(string name, string key, SpecNode node, string wanted, bool isSecret = false)
    {
        var given = node switch
        {
            SpecText text => text.Value,
            SpecPlain plain => plain.Text,
            _ => null,
        };
        var shown = given is null ? null : isSecret ? Redaction.Mask : Redaction.Value(key, given);
        var subject = shown is null ? BoundedText.Of(name) : $"{BoundedText.Of(name)} '{BoundedText.Of(shown)}'";
        return new SpecFinding(
            FindingSeverity.Error, name, "WrongType", shown, $"{subject} is {node.Kind}, not {wanted}.",
            $"Give {wanted}.");
    }

    private static SpecFinding Unknown(string name) => new(
        FindingSeverity.Error, name, UnknownField, null, $"{BoundedText.Of(name)} is not a field of a spec.",
        SpecFields.Suggest(name) is { } near
            ? $"Did you mean {(name.Contains('_', StringComparison.Ordinal) ? near.TerraformName : near.Name)}?"
            : "Remove it, or see the list of fields with Get-Help New-KrakenConnectorSpec.");
}
