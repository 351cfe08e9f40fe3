using System.Globalization;
using System.Text;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A plan as a person reads it: grouped by resource, with a mark for what is done and a line a property. Lines are
/// broken at words and continue under their beginning.
/// </summary>
public static class PlanText
{
    private const string Indent = "     ";

    /// <summary>The plan's text.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="color">True with ANSI colours.</param>
    /// <param name="width">The columns of a line; 0 for those of the screen.</param>
    /// <param name="changesOnly">Whether resources without changes are left out.</param>
    public static string Render(ConnectorPlan plan, bool color = false, int width = 0, bool changesOnly = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (width <= 0)
            width = ScreenWidth.Current;
        var text = new StringBuilder(Header(plan));

        // Of a connector that is as it should be, one line says so.
        foreach (var resource in plan.Resources)
        {
            if (resource.Action != PlanAction.None || resource.Note is not null || (plan.HasChanges && !changesOnly))
                Append(text, resource, color, width);
        }

        if (!changesOnly || plan.HasChanges)
            AppendAccepted(text, plan, color, width);
        return text.ToString();
    }

    /// <summary>
    /// The text of several plans: each plan with changes in order, the other connectors in one line, and the total.
    /// </summary>
    /// <param name="plans">The plans.</param>
    /// <param name="width">The columns of a line; 0 for those of the screen.</param>
    /// <param name="changesOnly">Whether what does not change is counted only.</param>
    public static string Render(IReadOnlyList<ConnectorPlan> plans, int width = 0, bool changesOnly = false)
    {
        ArgumentNullException.ThrowIfNull(plans);
        if (width <= 0)
            width = ScreenWidth.Current;
        if (plans.Count == 1 && (plans[0].HasChanges || !changesOnly))
            return Render(plans[0], width: width, changesOnly: changesOnly);
        var parts = plans
            .Where(p => p.HasChanges || (!changesOnly && (p.AcceptedFindings.Count > 0 || p.Resources.Any(r => r.Note is not null))))
            .Select(p => Render(p, width: width, changesOnly: changesOnly)).ToList();
        var same = plans.Where(p => !p.HasChanges).Select(p => Safe(p.ConnectorName)).ToList();
        if (same.Count > 0 && !changesOnly)
            parts.Add($"Unchanged: {string.Join(Environment.NewLine + "  ", WordWrap.Lines(string.Join(", ", same), width - 11, width - 2))}");
        parts.Add($"{PlanTotal.Of(plans)}");
        return string.Join(Environment.NewLine + Environment.NewLine, parts);
    }

    /// <summary>What the plan does, counted, for example <c>3 to create, 1 unchanged</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Summary(ConnectorPlan plan) => PlanTotal.OfResources(plan);

    // Plans hold what was made harmless; one that a script has made, or read from a file, need not.
    private static string Safe(string text) => ForeignText.OneLine(text);

    private static string Header(ConnectorPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Safe(plan.ConnectorName)} in {Safe(plan.Region)}{(plan.AccountId.Length == 0 ? "" : $" ({plan.AccountId})")}: {Summary(plan)}");

    private static void Append(StringBuilder text, ResourcePlan resource, bool color, int width)
    {
        var (mark, paint) = Mark(resource.Action);
        var title = $"{mark,-3}{Safe(resource.Kind)} {Safe(resource.Name)}";
        text.AppendLine().Append("  ").Append(Ansi.Painted(title, color ? paint : ""));
        var column = 2 + title.Length;
        if (resource.Identifier is { } id && id != resource.Name)
            AppendPart(text, Safe(id), color ? Ansi.Dim : "", width, ref column);
        if (resource.Note is { } note)
            AppendPart(text, $"({Safe(note)})", "", width, ref column);
        if (resource.Action != PlanAction.Delete)
            PlanChangeText.Append(text, resource, color, width);
    }

    /// <summary>The warnings that the spec accepts: what is wrong, and why that is accepted.</summary>
    private static void AppendAccepted(StringBuilder text, ConnectorPlan plan, bool color, int width)
    {
        if (plan.AcceptedFindings.Count > 0)
            text.AppendLine().Append("  Accepted:");
        foreach (var finding in plan.AcceptedFindings)
        {
            var words = $"{Safe(finding.Message)} [{Safe(finding.Rule)}] Reason: {Safe(finding.AcceptedBecause ?? "")}";
            foreach (var (i, line) in WordWrap.Lines(words, width - Indent.Length, width - Indent.Length - 2).Select((l, i) => (i, l)))
                text.AppendLine().Append(Indent).Append(i == 0 ? "" : "  ").Append(Ansi.Painted(line, color ? Ansi.Dim : ""));
        }
    }

    /// <summary>Beside what is there already where it fits, else below it.</summary>
    private static void AppendPart(StringBuilder text, string part, string paint, int width, ref int column)
    {
        if (column + 2 + part.Length <= width)
        {
            text.Append("  ").Append(Ansi.Painted(part, paint));
            column += 2 + part.Length;
            return;
        }

        foreach (var line in WordWrap.Lines(part, width - Indent.Length, width - Indent.Length))
        {
            text.AppendLine().Append(Indent).Append(Ansi.Painted(line, paint));
            column = Indent.Length + line.Length;
        }
    }

    private static (string Mark, string Paint) Mark(PlanAction action) => action switch
    {
        PlanAction.Create => ("+", Ansi.Green),
        PlanAction.Update => ("~", Ansi.Yellow),
        PlanAction.Replace => ("-/+", Ansi.Red),
        PlanAction.Delete => ("-", Ansi.Red),
        _ => ("=", Ansi.Dim),
    };
}
