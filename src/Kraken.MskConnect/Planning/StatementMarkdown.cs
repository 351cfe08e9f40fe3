using System.Text;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Planning;

/// <summary>The statements of changed policies as a Markdown table: what comes and what goes, a row each.</summary>
internal static class StatementMarkdown
{
    private const int MostValues = 20;

    /// <summary>Appends the table; nothing where there is no statement.</summary>
    /// <param name="text">What it is appended to.</param>
    /// <param name="changes">The changes whose values are statements.</param>
    public static void Append(StringBuilder text, IEnumerable<PropertyChange> changes)
    {
        var any = false;
        foreach (var change in changes)
        {
            if (!any)
                text.Append("| Policy | | Actions | Resources | Conditions | Because |\n|---|---|---|---|---|---|\n");
            any = true;
            foreach (var statement in change.CurrentStatements ?? [])
                AppendRow(text, change.Property, "removed", statement, change.Desired is null ? change.Reason : null);
            foreach (var statement in change.DesiredStatements ?? [])
                AppendRow(text, change.Property, "added", statement, change.Reason);
        }

        if (any)
            text.Append('\n');
    }

    private static void AppendRow(
        StringBuilder text, string property, string what, PolicyStatement statement, string? reason)
    {
        text.Append("| ").Append(Markdown.Code(property)).Append(" | ").Append(what)
            .Append(statement.Effect == PolicyEffect.Deny ? " denial" : "")
            .Append(" | ").Append(Values([.. statement.Actions, .. statement.NotActions.Select(a => "all but " + a)]))
            .Append(" | ").Append(Values(
            [
                .. statement.Resources,
                .. statement.NotResources.Select(r => "all but " + r),
                .. statement.Principals.SelectMany(p => p.Value).Select(p => "by " + p),
                .. statement.NotPrincipals.SelectMany(p => p.Value).Select(p => "by all but " + p),
            ]))
            .Append(" | ").Append(Values(
                [.. statement.Conditions.Select(c => c.ToString())]))
            .Append(" | ").Append(Markdown.Text(reason ?? "")).Append(" |\n");
    }

    private static string Values(IReadOnlyList<string> values)
    {
        var shown = values.Take(MostValues).Select(v => Markdown.Code(BoundedText.Of(v)));
        return string.Join("<br>", values.Count > MostValues ? shown.Append($"… and {values.Count - MostValues} more") : shown);
    }
}
