using System.Globalization;
using System.Text;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The ACL bindings of a connector as a person reads them.</summary>
public static class AclText
{
    /// <summary>A line for each binding, and one below it where it allows more than the connector needs.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="acls">Its bindings.</param>
    public static string Render(string connectorName, IReadOnlyList<KafkaAcl> acls)
    {
        ArgumentNullException.ThrowIfNull(acls);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"ACLs of {ForeignText.OneLine(connectorName)}: {acls.Count}");
        foreach (var acl in acls)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"  {ForeignText.OneLine(acl.Principal)}  {acl.Operation,-15}  {acl.ResourceType,-15}  {ForeignText.OneLine(Name(acl))}");
            if (acl.Beyond is not null)
                text.AppendLine().Append("      ").Append(ForeignText.OneLine(acl.Beyond));
        }

        return text.ToString();
    }

    /// <summary>The bindings as Markdown, for a pull request.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="acls">Its bindings.</param>
    public static string ToMarkdown(string connectorName, IReadOnlyList<KafkaAcl> acls)
    {
        ArgumentNullException.ThrowIfNull(acls);
        var text = new StringBuilder($"### ACLs of {Markdown.Code(connectorName)}").AppendLine().AppendLine();
        text.AppendLine("| Principal | Operation | On | Name | Need |").AppendLine("|---|---|---|---|---|");
        foreach (var acl in acls)
        {
            var beyond = acl.Beyond is null ? "" : $" ({Markdown.Text(acl.Beyond)})";
            text.AppendLine(
                $"| {Markdown.Code(acl.Principal)} | {acl.Operation} | {acl.ResourceType} | {Markdown.Code(Name(acl))} | {Markdown.Text(acl.Need)}{beyond} |");
        }

        return text.ToString();
    }

    private static string Name(KafkaAcl acl) => acl.PatternType == "Prefixed" ? acl.ResourceName + "*" : acl.ResourceName;
}
