using System.Globalization;
using System.Text;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A plan as a person reads it: grouped by resource, with a mark for what is done and a line a property.</summary>
public static class PlanText
{
    private const int LongestValue = 160;
    private const int MostLines = 20;

    /// <summary>What is there or not, and has no value that could become another.</summary>
    private static readonly string[] _takenAway =
        ["Egress", "Ingress", "AttachedPolicy", "InlinePolicy", AccessChanges.Principal];

    /// <summary>The plan's text.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(ConnectorPlan plan, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Safe(plan.ConnectorName)} in {Safe(plan.Region)}{(plan.AccountId.Length == 0 ? "" : $" ({plan.AccountId})")}: {Summary(plan)}");
        foreach (var resource in plan.Resources)
            Append(text, resource, color);
        return text.ToString();
    }

    // Plans hold what was made harmless; one that a script has made, or read from a file, need not.
    private static string Safe(string text) => ForeignText.OneLine(text);

    /// <summary>What the plan does, counted, for example <c>3 to create, 1 unchanged</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Summary(ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.HasChanges)
            return "no changes";
        var counts =
            from resource in plan.Resources
            group resource by resource.Action into actions
            orderby actions.Key == PlanAction.None, actions.Key
            select $"{actions.Count()} {Word(actions.Key)}";
        return string.Join(", ", counts);
    }

    private static void Append(StringBuilder text, ResourcePlan resource, bool color)
    {
        var (mark, paint) = Mark(resource.Action);
        text.AppendLine().Append("  ")
            .Append(Painted($"{mark,-3}{Safe(resource.Kind)} {Safe(resource.Name)}", color ? paint : ""));
        if (resource.Identifier is { } id && id != resource.Name)
            text.Append("  ").Append(Painted(Safe(id), color ? Ansi.Dim : ""));
        if (resource.Note is { } note)
            text.Append("  (").Append(Safe(note)).Append(')');
        if (resource.Action == PlanAction.Delete)
            return;

        var width = resource.Changes.Select(c => Safe(c.Property).Length).DefaultIfEmpty().Max();
        foreach (var change in resource.Changes)
        {
            text.AppendLine()
                .Append("       ").Append(Safe(change.Property).PadRight(width)).Append("  ").Append(Values(change, width));
            if (Reason(change) is { } reason)
                AppendReason(text, reason, width, HasLines(change), color);
            if (!change.InPlace && resource.Action == PlanAction.Replace)
                text.Append("  ").Append(Painted("(forces replacement)", color ? Ansi.Red : ""));
        }
    }

    // Behind a value of several lines it would seem to be the last one's.
    private static void AppendReason(StringBuilder text, string reason, int width, bool isOfLines, bool color) =>
        (isOfLines ? text.AppendLine().Append(' ', 7 + width + 2) : text.Append("  "))
            .Append(Painted($"# {Safe(reason)}", color ? Ansi.Dim : ""));

    private static bool HasLines(PropertyChange change) =>
        change.IsAccess || (change.CurrentStatements ?? change.DesiredStatements) is not null;

    private static string Values(PropertyChange change, int width)
    {
        // What stands on further lines is set under the value.
        var indent = Environment.NewLine + new string(' ', 7 + width + 2);
        if (change.IsAccess)
            return string.Join(indent, Few((change.Current ?? change.Desired)!.Split('\n')));
        if (change is { Current: not null, Desired: not null }
            && Lines(change.CurrentStatements) is { } before && Lines(change.DesiredStatements) is { } after
            && !before.ToHashSet(StringComparer.Ordinal).SetEquals(after))
        {
            return string.Join(indent, [
                .. Few([.. before.Except(after, StringComparer.Ordinal)]).Select(l => "- " + Safe(l)),
                .. Few([.. after.Except(before, StringComparer.Ordinal)]).Select(l => "+ " + Safe(l))]);
        }

        var (current, desired) = (
            Shown(change.Current, change.CurrentStatements, indent), Shown(change.Desired, change.DesiredStatements, indent));
        if (change.Desired is null && _takenAway.Contains(change.Name.Field))
            return current is { Length: > 0 } what ? what + ", removed" : "removed";
        if (current is null || desired is null)
            return desired ?? current + " -> (none)";
        var arrow = current.Contains(indent, StringComparison.Ordinal) ? indent + "-> " : " -> ";
        return current + arrow + desired;
    }

    /// <summary>Why it is wanted, where the value does not say that itself, as the description of a rule does.</summary>
    private static string? Reason(PropertyChange change) => change.Reason == change.Desired ? null : change.Reason;

    private static IReadOnlyList<string>? Lines(IReadOnlyList<PolicyStatement>? statements) =>
        statements is null ? null : [.. statements.SelectMany(StatementText.Lines)];

    private static string? Shown(string? value, IReadOnlyList<PolicyStatement>? statements, string indent)
    {
        if (value is null)
            return null;
        if (Lines(statements) is { } lines)
            return string.Join(indent, Few(lines).Select(Safe));
        var line = Safe(value.ReplaceLineEndings(" "));
        return line.Length <= LongestValue ? line : string.Concat(line.AsSpan(0, LongestValue - 1), "…");
    }

    /// <summary>As many lines as one reads; the plan itself has them all.</summary>
    private static IEnumerable<string> Few(IReadOnlyList<string> lines) =>
        lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), $"… and {lines.Count - MostLines + 1} more"];

    private static (string Mark, string Paint) Mark(PlanAction action) => action switch
    {
        PlanAction.Create => ("+", Ansi.Green),
        PlanAction.Update => ("~", Ansi.Yellow),
        PlanAction.Replace => ("-/+", Ansi.Red),
        PlanAction.Delete => ("-", Ansi.Red),
        _ => ("=", Ansi.Dim),
    };

    private static string Word(PlanAction action) => action switch
    {
        PlanAction.Create => "to create",
        PlanAction.Update => "to update",
        PlanAction.Replace => "to replace",
        PlanAction.Delete => "to delete",
        _ => "unchanged",
    };

    private static string Painted(string text, string paint) => paint.Length == 0 ? text : paint + text + Ansi.Reset;
}
