using System.Globalization;
using System.Text;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Planning;

/// <summary>
/// Plans as Markdown for a pull request: the total, a table of the connectors that change, and the details of each
/// connector in an element that readers unfold.
/// </summary>
public static class PlanMarkdown
{
    // A policy with a thousand topics is no reading for a review, and longer than a comment may be.
    private const int LongestCell = 2_000;

    /// <summary>The text, which ends with a line break.</summary>
    /// <param name="plans">The plans, in the order of the text.</param>
    /// <param name="warnings">The warnings of a connector's spec; null for none.</param>
    /// <param name="changesOnly">Whether connectors without changes are counted only.</param>
    public static string Render(
        IReadOnlyList<ConnectorPlan> plans,
        Func<ConnectorPlan, IReadOnlyList<string>>? warnings = null,
        bool changesOnly = false)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {PlanTotal.Of(plans)}\n\n");
        var all = plans.Select(p => (Plan: p, Warnings: warnings?.Invoke(p) ?? [])).ToList();
        var changed = all.Where(p => p.Plan.HasChanges).ToList();
        if (changed.Count > 0)
            AppendSummary(text, changed);
        var same = all.Where(p => !p.Plan.HasChanges).ToList();
        if (same.Count > 0 && !changesOnly)
            text.Append("Unchanged: ").AppendJoin(", ", same.Select(p => Markdown.Code(p.Plan.ConnectorName))).Append("\n\n");
        foreach (var (plan, told) in all)
        {
            if (plan.HasChanges || (!changesOnly && (told.Count > 0 || plan.AcceptedFindings.Count > 0 || plan.Resources.Any(r => r.Note is not null))))
                AppendDetails(text, plan, told);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendSummary(
        StringBuilder text, IEnumerable<(ConnectorPlan Plan, IReadOnlyList<string> Warnings)> plans)
    {
        text.Append("| Connector | Region | Action | Resources | Warnings |\n|---|---|---|---|---|\n");
        foreach (var (plan, warnings) in plans)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Markdown.Code(plan.ConnectorName)} | {Markdown.Text(plan.Region)} | {Word(PlanTotal.ActionOf(plan))} | {PlanTotal.OfResources(plan)} | {(warnings.Count == 0 ? "" : warnings.Count)} |\n");
        }

        text.Append('\n');
    }

    private static void AppendDetails(StringBuilder text, ConnectorPlan plan, IReadOnlyList<string> warnings)
    {
        // Markdown is not read within a summary.
        text.Append(
            CultureInfo.InvariantCulture,
            $"<details>\n<summary><b>{Html(plan.ConnectorName)}</b> in {Html(plan.Region)}: {PlanTotal.OfResources(plan)}</summary>\n\n");
        foreach (var warning in warnings)
            text.Append("> **Warning:** ").Append(Markdown.Text(warning)).Append("\n\n");
        foreach (var finding in plan.AcceptedFindings)
        {
            text.Append("> **Accepted:** ").Append(Markdown.Text(finding.Message)).Append(" [").Append(Markdown.Text(finding.Rule))
                .Append("]\n> **Reason:** ").Append(Markdown.Text(finding.AcceptedBecause ?? "")).Append("\n\n");
        }

        foreach (var resource in plan.Resources.Where(r => r.Action != PlanAction.None || r.Note is not null))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"### {(resource.Action == PlanAction.None ? "Unchanged" : resource.Action)}: {Markdown.Text(resource.Kind)} {Markdown.Code(resource.Name)}\n\n");
            if (resource.Note is { } note)
                text.Append(Markdown.Text(note)).Append(".\n\n");
            AppendProperties(text, resource);
            StatementMarkdown.Append(text, resource.Changes.Where(IsPolicy));
        }

        text.Append("</details>\n\n");
    }

    private static void AppendProperties(StringBuilder text, ResourcePlan resource)
    {
        var changes = resource.Changes.Where(c => !IsPolicy(c)).ToList();
        if (changes.Count == 0)
            return;
        // Nothing that is created had a value, or is changed in place.
        var (isNew, isReplaced) = (resource.Action == PlanAction.Create, resource.Action == PlanAction.Replace);
        text.Append(isNew ? "| Property | Value | Because |\n|---|---|---|\n"
            : isReplaced ? "| Property | Current | Desired | Forces replacement | Because |\n|---|---|---|---|---|\n"
            : "| Property | Current | Desired | Because |\n|---|---|---|---|\n");
        foreach (var change in changes)
        {
            text.Append("| ").Append(Markdown.Code(change.Property));
            if (!isNew)
                text.Append(" | ").Append(Cell(change, change.Current));
            text.Append(" | ").Append(Cell(change, change.Desired));
            if (isReplaced)
                text.Append(" | ").Append(change.InPlace ? "" : "yes");
            text.Append(" | ").Append(Markdown.Text(change.Reason ?? "")).Append(" |\n");
        }

        text.Append('\n');
    }

    private static bool IsPolicy(PropertyChange change) =>
        (change.CurrentStatements ?? change.DesiredStatements) is not null;

    private static string Word(PlanAction action) => action switch
    {
        PlanAction.Create => "create",
        PlanAction.Replace => "replace",
        PlanAction.Delete => "remove",
        PlanAction.Update => "change",
        _ => "",
    };

    private static string Html(string text) => ForeignText.OneLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Cell(PropertyChange change, string? value) => value is not null && change.IsAccess
        ? Cell(value.Replace(AccessChanges.Separator, "; ", StringComparison.Ordinal))
        : Cell(value);

    private static string Cell(string? value) => value switch
    {
        null => "(none)",
        "" => "(empty)",
        { Length: > LongestCell } => $"{Markdown.Code(value[..LongestCell] + "…")} ({value.Length} characters)",
        _ => Markdown.Code(value),
    };
}
