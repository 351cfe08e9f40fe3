using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>The summary of a property's documentation comment.</summary>
internal sealed class Documentation
{
    private static readonly Regex _whiteSpace = new(@"\s+", RegexOptions.CultureInvariant);

    private readonly XElement _summary;

    private Documentation(XElement summary)
    {
        _summary = summary;
    }

    /// <summary>As plain text, in one line.</summary>
    public string Text => Line(_summary.Value);

    /// <summary>As the content of a summary in another comment, in one line.</summary>
    public string Xml => Line(string.Concat(_summary.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))));

    /// <summary>Reads the comment before a property.</summary>
    public static Documentation Of(SyntaxNode property, string name)
    {
        // From the text, since a compilation without a documentation file takes such comments for any others.
        var text = new StringBuilder("<comment>");
        foreach (var line in property.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("///", StringComparison.Ordinal))
                text.Append(line, 3, line.Length - 3).Append('\n');
        }

        try
        {
            var summary = XElement.Parse(text.Append("</comment>").ToString(), LoadOptions.PreserveWhitespace).Element("summary");
            if (summary is null || string.IsNullOrWhiteSpace(summary.Value))
                throw new InputException(name, "has no summary, which is the parameter's help");

            // A parameter cannot refer to what the core alone sees.
            foreach (var reference in summary.Descendants("see").ToList())
            {
                var target = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? "";
                reference.ReplaceWith(target.Substring(target.LastIndexOf('.') + 1));
            }

            return new Documentation(summary);
        }
        catch (XmlException e)
        {
            throw new InputException(name, $"has a documentation comment that is not XML: {e.Message}");
        }
    }

    private static string Line(string text) => _whiteSpace.Replace(text, " ").Trim();
}
