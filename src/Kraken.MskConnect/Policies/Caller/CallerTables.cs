using System.Globalization;
using System.Text;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>What the caller needs as Markdown: for some specs, and for any in the documentation.</summary>
public static class CallerTables
{
    /// <summary>The policy as Markdown: a row a statement.</summary>
    /// <param name="policy">The policy.</param>
    public static string ToMarkdown(CallerPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Who runs {policy.For} on {string.Join(", ", policy.ConnectorName.Select(Markdown.Code))}\n\n");
        text.Append("| Statement | Allows | On | If | Because |\n|---|---|---|---|---|\n");
        foreach (var s in policy.Statements)
        {
            text.Append("| ").AppendJoin(
                " | ",
                Markdown.Text(s.Statement.Sid ?? ""),
                Codes(s.Statement.Actions),
                Codes(s.Statement.Resources),
                Codes([.. s.Statement.Conditions.Select(c => c.ToString())]),
                string.Join("<br>", s.Because.Select(Markdown.Text))).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>The rows of the documentation: for each purpose, what is needed, on what and why.</summary>
    internal static string Documentation()
    {
        var text = new StringBuilder();
        var all = Enum.GetValues<CallerPurpose>()
            .Select(p => (Switches: "-For " + p, Runs: CallerPolicyBuilder.RunsOf(p)))
            .Append(("-AllowReplacement", CallerRun.Replace));
        foreach (var (switches, runs) in all)
        {
            var permissions = CallerPermissions.All.Where(p => (p.Runs & runs) != 0);
            foreach (var row in permissions.GroupBy(p => (p.Reason, p.When, p.Resource, p.Source)))
            {
                text.Append("| ").AppendJoin(
                    " | ",
                    Markdown.Code(switches),
                    string.Join(", ", row.Select(p => Markdown.Code(p.Action)).Distinct()),
                    NameOf(row.Key.Resource),
                    Markdown.Text(row.Key.Reason + (CallerConditions.TextOf(row.Key.When) is { } when ? $"; {when}" : "")),
                    Markdown.Text(row.Key.Source ?? "")).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string NameOf(CallerResource resource) => resource switch
    {
        CallerResource.Any => "`*`",
        CallerResource.Connector => "the connector",
        CallerResource.AnyConnector => "all connectors of the region",
        CallerResource.ConnectorOperation => "the operations on the connector",
        CallerResource.CustomPlugin => "its plugin",
        CallerResource.WorkerConfiguration => "its worker configuration",
        CallerResource.OffsetsConfiguration => "`worker-configuration/msk-connect-offsets-*`",
        CallerResource.Role => "its role",
        CallerResource.ManagedPolicy => "its role's managed policies",
        CallerResource.ServiceLinkedRole => "MSK Connect's service-linked role",
        CallerResource.SecurityGroup => "its security group, by its tag",
        CallerResource.Vpc => "the VPC",
        CallerResource.LogGroup => "its log group",
        CallerResource.LogBucket => "the bucket",
        CallerResource.LogStream => "the stream",
        _ => "log delivery's service-linked role",
    };

    private static string Codes(IReadOnlyList<string> values) => string.Join("<br>", values.Select(Markdown.Code));
}
