using System.Globalization;
using System.Text;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Policies;

/// <summary>A row of a policy's table: one grant, and why it is there.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Statement">The statement's id.</param>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Condition">Under which condition; null for none.</param>
/// <param name="Need">What the connector needs it for.</param>
/// <param name="Because">The spec fields and configuration keys that ask for it.</param>
public sealed record PolicyGrant(
    string ConnectorName,
    string Statement,
    string Action,
    string Resource,
    string? Condition,
    string Need,
    string Because)
{
    /// <summary>Allow; Deny for a limit of all other grants.</summary>
    public PolicyEffect Effect { get; init; }
}

/// <summary>Policies as tables, for people and for pull requests.</summary>
public static class PolicyTables
{
    /// <summary>Each action on each resource as a row of its own.</summary>
    /// <param name="policy">The policy.</param>
    public static IReadOnlyList<PolicyGrant> Grants(ConnectorPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            .. from s in policy.Statements
               from resource in Resources(s.Statement)
               from action in s.Statement.Actions
               select new PolicyGrant(
                   policy.ConnectorName, s.Statement.Sid ?? "", action, resource, Conditions(s.Statement), s.Need,
                   string.Join(", ", s.Because))
               {
                   Effect = s.Statement.Effect,
               },
        ];
    }

    /// <summary>The policy as Markdown: a row a statement, and who may assume the role.</summary>
    /// <param name="policy">The policy.</param>
    public static string ToMarkdown(ConnectorPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Policy of {Markdown.Code(policy.ConnectorName)}\n\n");
        text.Append("| Statement | Allows | On | If | Because |\n|---|---|---|---|---|\n");
        foreach (var s in policy.Statements)
        {
            Row(
                text, Markdown.Text(s.Statement.Sid ?? ""),
                (s.Statement.Effect == PolicyEffect.Deny ? "denies " : "") + Codes(s.Statement.Actions),
                Codes([.. Resources(s.Statement)]),
                Conditions(s.Statement) is { } conditions ? Codes([conditions]) : "",
                $"{Markdown.Text(s.Need)}: {string.Join(", ", s.Because.Select(Markdown.Text))}");
        }

        foreach (var statement in policy.Trust.Statements)
        {
            Row(
                text, "Trust", Codes(statement.Actions), Codes([.. statement.Principals.SelectMany(p => p.Value)]),
                Conditions(statement) is { } conditions ? Codes([conditions]) : "", "who may assume the role");
        }

        foreach (var finding in policy.Findings)
        {
            var next = finding.AcceptedBecause is { } reason ? $"Accepted: {reason}" : finding.Remedy;
            text.Append(CultureInfo.InvariantCulture, $"\n> {Markdown.Text(finding.Message)} {Markdown.Text(next)} [{finding.Rule}]\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Resources(PolicyStatement statement) =>
        statement.NotResources.Count > 0
            ? [$"all but {string.Join(", ", statement.NotResources)}"]
            : statement.Resources;

    private static void Row(StringBuilder text, params string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Codes(IReadOnlyList<string> values) =>
        string.Join("<br>", values.Select(Markdown.Code));

    private static string? Conditions(PolicyStatement statement) => statement.Conditions.Count == 0
        ? null
        : string.Join(
            " and ", statement.Conditions.Select(c => c.ToString()));
}
