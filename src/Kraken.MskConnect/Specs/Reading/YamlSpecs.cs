using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Reads YAML; plain scalars mean what the core schema of YAML 1.2 says.</summary>
internal static partial class YamlSpecs
{
    private const string TextTag = "tag:yaml.org,2002:str";

    internal static SpecNode Parse(string text, string source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            // The exception itself is left out: its message can quote the text.
            throw Unreadable.At(source, "YAML", e.Start.Line, e.Start.Column, SyntaxFault.OfYaml(e.Message));
        }

        var budget = Unreadable.MostValues;
        var documents = stream.Documents.Select(document => Convert(document.RootNode, 0)).ToList();
        return documents.Count switch
        {
            0 => new SpecNull(),
            1 => documents[0],
            _ => new SpecList([.. documents.SelectMany(d => d is SpecList list ? list.Items : [d])]),
        };

        SpecNode Convert(YamlNode node, int depth)
        {
            // An alias may name what it stands in.
            if (depth > Unreadable.DeepestNesting || --budget < 0)
                throw Unreadable.TooLarge(source);
            SpecNode value = node switch
            {
                YamlMappingNode map => new SpecMap([.. map.Children.Select(child => KeyValuePair.Create(
                    child.Key is YamlScalarNode { Value: { } key }
                        ? key
                        : throw Unreadable.At(source, "YAML", child.Key.Start.Line, child.Key.Start.Column, "a key is no text"),
                    Convert(child.Value, depth + 1) with { Line = (int)child.Key.Start.Line }))]),
                YamlSequenceNode list => new SpecList([.. list.Children.Select(child => Convert(child, depth + 1))]),
                YamlScalarNode scalar => Scalar(scalar),
                _ => throw Unreadable.At(source, "YAML", node.Start.Line, node.Start.Column),
            };

            // A tag of the file's own, !Ref say, gives the value a meaning that is not known here.
            var meant = !node.Tag.IsEmpty && node.Tag.Value is ['!', _, ..] and var tag ? new SpecExpression(tag, value) : value;
            return meant with { Line = (int)node.Start.Line };
        }
    }

    private static SpecNode Scalar(YamlScalarNode scalar)
    {
        var value = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == TextTag))
            return new SpecText(value);
        return value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new SpecNull(),
            "true" or "True" or "TRUE" => new SpecPlain("true", IsNumber: false),
            "false" or "False" or "FALSE" => new SpecPlain("false", IsNumber: false),

            // The text stays as written: an account id may begin with zeros.
            _ when Number().IsMatch(value) => new SpecPlain(value, IsNumber: true),
            _ => new SpecText(value),
        };
    }

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
