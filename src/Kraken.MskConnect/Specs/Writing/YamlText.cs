using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Writing;

/// <summary>Writes specs as YAML that readers of YAML 1.1 and 1.2 understand alike.</summary>
internal static partial class YamlText
{
    internal static string Of(IReadOnlyList<WrittenSpec> specs)
    {
        var text = new StringBuilder();
        if (specs.Count == 1)
        {
            Write(text, specs[0], "", "");
        }
        else
        {
            text.Append(WrittenSpec.Connectors).Append(":\n");
            foreach (var spec in specs)
                Write(text, spec, "  - ", "    ");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, WrittenSpec spec, string first, string indent)
    {
        var before = first;
        foreach (var (field, value) in spec.Fields)
        {
            text.Append(before).Append(field.TerraformName).Append(':');
            before = indent;
            switch (value)
            {
                case IReadOnlyList<string> { Count: 0 }:
                    text.Append(" []\n");
                    break;
                case IReadOnlyList<string> list:
                    text.Append('\n');
                    foreach (var item in list)
                        text.Append(indent).Append("  - ").Append(Scalar(item)).Append('\n');
                    break;
                case IReadOnlyDictionary<string, string> map:
                    text.Append('\n');
                    foreach (var (key, item) in map)
                        text.Append(indent).Append("  ").Append(Scalar(key)).Append(": ").Append(Scalar(item)).Append('\n');
                    break;
                case IReadOnlyList<SpecObject> objects:
                    Write(text, new SpecList([.. objects.Select(o => o.ToNode(withFileNames: true))]), indent + "  ");
                    break;
                case string item:
                    text.Append(' ').Append(Scalar(item)).Append('\n');
                    break;
                case bool flag:
                    text.Append(flag ? " true\n" : " false\n");
                    break;
                default:
                    text.Append(' ').Append(CultureInfo.InvariantCulture, $"{value}").Append('\n');
                    break;
            }
        }

        if (spec.Fields.Count == 0)
            text.Append(first).Append("{}\n");
    }

    /// <summary>What comes after the colon of a key, or the dash of an entry; the indent is that of the lines below.</summary>
    private static void Write(StringBuilder text, SpecNode node, string indent)
    {
        switch (node)
        {
            case SpecList list:
                text.Append('\n');
                foreach (var item in list.Items)
                {
                    text.Append(indent).Append('-');
                    Write(text, item, indent + "  ");
                }

                break;
            case SpecMap map:
                // The first key stands beside the dash.
                var before = text[^1] == '-' ? " " : "\n" + indent;
                foreach (var (key, value) in map.Entries)
                {
                    text.Append(before).Append(Scalar(key)).Append(':');
                    Write(text, value, indent + "  ");
                    before = indent;
                }

                break;
            case SpecPlain plain:
                text.Append(' ').Append(plain.Text).Append('\n');
                break;
            case SpecText item:
                text.Append(' ').Append(Scalar(item.Value)).Append('\n');
                break;
        }
    }

    /// <summary>Plain where nobody can take it for something else; else quoted as JSON, which YAML reads too.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) && !Word().IsMatch(text)
        ? text
        : ForeignText.Json($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./@+\-]*(:[A-Za-z0-9_./@+\-]+|:(?=:))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <summary>Plain words that are a boolean or null. Source: YAML 1.1, types bool and null; YAML 1.2, core schema.</summary>
    [GeneratedRegex(@"^(y|yes|n|no|true|false|on|off|null)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
