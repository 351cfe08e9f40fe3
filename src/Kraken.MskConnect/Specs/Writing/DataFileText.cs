using System.Globalization;
using System.Text;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Writing;

/// <summary>Writes specs as a PowerShell data file of literals.</summary>
internal static class DataFileText
{
    internal static string Of(IReadOnlyList<WrittenSpec> specs)
    {
        var text = new StringBuilder();
        if (specs.Count == 1)
        {
            Write(text, specs[0], "");
            return text.Append('\n').ToString();
        }

        text.Append("@{\n    ").Append(WrittenSpec.Connectors).Append(" = @(\n");
        foreach (var spec in specs)
        {
            text.Append("        ");
            Write(text, spec, "        ");
            text.Append('\n');
        }

        return text.Append("    )\n}\n").ToString();
    }

    private static void Write(StringBuilder text, WrittenSpec spec, string indent)
    {
        text.Append("@{\n");
        var inner = indent + "    ";
        foreach (var (field, value) in spec.Fields)
        {
            text.Append(inner).Append(field.Name).Append(" = ");
            switch (value)
            {
                case IReadOnlyList<string> list:
                    text.Append("@(").AppendJoin(", ", list.Select(Quoted)).Append(')');
                    break;
                case IReadOnlyDictionary<string, string> map:
                    Write(text, spec, field, map, inner);
                    break;
                case IReadOnlyList<SpecObject> objects:
                    Write(text, new SpecList([.. objects.Select(o => o.ToNode(withFileNames: false))]), inner);
                    break;
                case string item:
                    text.Append(Quoted(item));
                    break;
                case bool flag:
                    text.Append(flag ? "$true" : "$false");
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"{value}");
                    break;
            }

            text.Append('\n');
        }

        text.Append(indent).Append('}');
    }

    private static void Write(
        StringBuilder text, WrittenSpec spec, SpecField field, IReadOnlyDictionary<string, string> map, string indent)
    {
        var same = map.Keys.GroupBy(k => k, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (same is not null)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"{field.Name} of '{spec.Name}' has keys that differ only in case, {BoundedText.List(same)}; "
                + "a PowerShell data file treats them as one.",
                "Write a .json or .yaml file.")
            {
                ConnectorName = spec.Name,
            };
        }

        text.Append("@{\n");
        foreach (var (key, item) in map)
            text.Append(indent).Append("    ").Append(Quoted(key)).Append(" = ").Append(Quoted(item)).Append('\n');
        text.Append(indent).Append('}');
    }

    private static void Write(StringBuilder text, SpecNode node, string indent)
    {
        var inner = indent + "    ";
        switch (node)
        {
            case SpecList { Items: var items } when items.All(i => i is SpecText):
                text.Append("@(").AppendJoin(", ", items.Select(i => Quoted(((SpecText)i).Value))).Append(')');
                break;
            case SpecList list:
                text.Append("@(\n");
                foreach (var item in list.Items)
                {
                    text.Append(inner);
                    Write(text, item, inner);
                    text.Append('\n');
                }

                text.Append(indent).Append(')');
                break;
            case SpecMap map:
                text.Append("@{\n");
                foreach (var (key, value) in map.Entries)
                {
                    text.Append(inner).Append(Quoted(key)).Append(" = ");
                    Write(text, value, inner);
                    text.Append('\n');
                }

                text.Append(indent).Append('}');
                break;
            case SpecPlain { IsNumber: false } flag:
                text.Append('$').Append(flag.Text);
                break;
            case SpecPlain number:
                text.Append(number.Text);
                break;
            case SpecText item:
                text.Append(Quoted(item.Value));
                break;
        }
    }

    /// <summary>
    /// In single quotes, where PowerShell reads everything as it stands but the quote itself; the typographic ones
    /// count as quotes too. Source: about_Quoting_Rules.
    /// </summary>
    private static string Quoted(string text)
    {
        if (ForeignText.IsHarmful(text))
            return Escaped(text);
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            quoted.Append(c);
            if (c is '\'' or '‘' or '’' or '‚' or '‛')
                quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>In double quotes, with every character beyond letters and digits escaped. Source: about_Special_Characters.</summary>
    private static string Escaped(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or ',' or '-' or '/' or '=')
                quoted.Append(c);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"`u{{{(int)c:x}}}");
        }

        return quoted.Append('"').ToString();
    }
}
