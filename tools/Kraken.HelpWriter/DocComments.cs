using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kraken.HelpWriter;

/// <summary>The compiler's documentation file, and what is missing in it.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _members;
    private readonly List<string> _gaps = [];

    public DocComments(string path)
    {
        _members = XDocument.Load(path).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    /// <summary>What a cmdlet's help lacks.</summary>
    public IReadOnlyList<string> Gaps => _gaps;

    /// <summary>The summary as one paragraph.</summary>
    public string Summary(MemberInfo member) => Text(Element(member)?.Element("summary")) is { Length: > 0 } text
        ? text
        : Gap(member, "has no summary");

    /// <summary>The paragraphs of the remarks.</summary>
    public IReadOnlyList<string> Remarks(MemberInfo member)
    {
        var paragraphs = Element(member)?.Element("remarks")?.Elements("para").Select(Text).ToList() ?? [];
        if (paragraphs.Count == 0)
            Gap(member, "has no remarks with paragraphs; they are the help's description");
        return paragraphs;
    }

    /// <summary>Each example's code and explanation.</summary>
    public IReadOnlyList<(string Code, string Explanation)> Examples(MemberInfo member)
    {
        var examples = Element(member)?.Elements("example")
            .Select(e => (e.Element("code")?.Value.Trim() ?? "", Text(e.Element("para"))))
            .ToList() ?? [];
        if (examples.Count < 2)
            Gap(member, "has fewer than two examples");
        return examples;
    }

    private XElement? Element(MemberInfo member)
    {
        var element = _members.GetValueOrDefault(Id(member));
        return element?.Element("inheritdoc")?.Attribute("cref") is { } source
            ? _members.GetValueOrDefault(source.Value)
            : element;
    }

    private static string Id(MemberInfo member) => member is Type type
        ? "T:" + type.FullName
        : $"P:{member.DeclaringType!.FullName}.{member.Name}";

    private static string Text(XElement? element) =>
        element is null ? "" : WhiteSpace().Replace(element.Value, " ").Trim();

    private string Gap(MemberInfo member, string what)
    {
        _gaps.Add($"{Id(member)} {what}.");
        return "";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
