using System.Text;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The changes of a resource as lines: the property's name, its values beside it, and why.</summary>
internal static class PlanChangeText
{
    private const int Indent = 7;
    private const int LongestValue = 160;
    private const int MostLines = 20;

    /// <summary>What is there or not, and has no value that could become another.</summary>
    private static readonly string[] _takenAway =
        ["Egress", "Ingress", "AttachedPolicy", "InlinePolicy", AccessChanges.Principal];

    /// <summary>Appends the lines, each after a line break.</summary>
    /// <param name="text">What they are appended to.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="color">True with ANSI colours.</param>
    /// <param name="width">The columns of a line.</param>
    public static void Append(StringBuilder text, ResourcePlan resource, bool color, int width)
    {
        // A longer name has a line of its own, so that its values keep most of a narrow screen.
        var names = Math.Min(
            resource.Changes.Select(c => Safe(c.Property).Length).DefaultIfEmpty().Max(), width * 2 / 5);
        var left = Indent + names + 2;
        var room = width - left;
        foreach (var change in resource.Changes)
        {
            var name = Safe(change.Property);
            text.AppendLine().Append(' ', Indent).Append(name);
            if (name.Length > names)
                text.AppendLine().Append(' ', left);
            else
                text.Append(' ', names - name.Length + 2);

            var lines = Values(change).SelectMany(l => WordWrap.Lines(l, room, room - 2).Select((p, i) => i == 0 ? p : "  " + p))
                .ToList();
            text.AppendJoin(Environment.NewLine + new string(' ', left), lines);
            var column = HasLines(change) ? width : left + lines[^1].Length;
            if (Reason(change) is { } reason)
                AppendRemark(text, "# " + Safe(reason), color ? Ansi.Dim : "", left, width, ref column);
            if (!change.InPlace && resource.Action == PlanAction.Replace)
                AppendRemark(text, "(forces replacement)", color ? Ansi.Red : "", left, width, ref column);
        }
    }

    // Behind a value of several lines it would seem to be the last one's.
    private static void AppendRemark(StringBuilder text, string remark, string paint, int left, int width, ref int column)
    {
        if (column + 2 + remark.Length <= width)
        {
            text.Append("  ").Append(Ansi.Painted(remark, paint));
            column += 2 + remark.Length;
            return;
        }

        var first = true;
        foreach (var line in WordWrap.Lines(remark, width - left, width - left - 2))
        {
            text.AppendLine().Append(' ', first ? left : left + 2).Append(Ansi.Painted(line, paint));
            column = (first ? left : left + 2) + line.Length;
            first = false;
        }
    }

    private static bool HasLines(PropertyChange change) =>
        change.IsAccess || (change.CurrentStatements ?? change.DesiredStatements) is not null;

    private static List<string> Values(PropertyChange change)
    {
        if (change.IsAccess)
            return [.. Few((change.Current ?? change.Desired)!.Split('\n'))];
        if (change is { Current: not null, Desired: not null }
            && Lines(change.CurrentStatements) is { } before && Lines(change.DesiredStatements) is { } after
            && !before.ToHashSet(StringComparer.Ordinal).SetEquals(after))
        {
            return
            [
                .. Few([.. before.Except(after, StringComparer.Ordinal)]).Select(l => "- " + Safe(l)),
                .. Few([.. after.Except(before, StringComparer.Ordinal)]).Select(l => "+ " + Safe(l)),
            ];
        }

        var (current, desired) = (
            Shown(change.Current, change.CurrentStatements), Shown(change.Desired, change.DesiredStatements));
        if (change.Desired is null && _takenAway.Contains(change.Name.Field))
            return current is [.., { Length: > 0 } last] ? [.. current[..^1], last + ", removed"] : ["removed"];
        if (desired is null)
            return [.. current![..^1], current[^1] + " -> (none)"];
        if (current is null)
            return desired;
        return current.Count > 1 ? [.. current, "-> " + desired[0], .. desired[1..]]
            : [current[0] + " -> " + desired[0], .. desired[1..]];
    }

    /// <summary>Why it is wanted, where the value does not say that itself, as the description of a rule does.</summary>
    private static string? Reason(PropertyChange change) => change.Reason == change.Desired ? null : change.Reason;

    private static IReadOnlyList<string>? Lines(IReadOnlyList<PolicyStatement>? statements) =>
        statements is null ? null : [.. statements.SelectMany(StatementText.Lines)];

    private static List<string>? Shown(string? value, IReadOnlyList<PolicyStatement>? statements)
    {
        if (value is null)
            return null;
        if (Lines(statements) is { Count: > 0 } lines)
            return [.. Few(lines).Select(Safe)];
        var line = Safe(value.ReplaceLineEndings(" "));
        return [line.Length <= LongestValue ? line : string.Concat(line.AsSpan(0, LongestValue - 1), "…")];
    }

    /// <summary>As many lines as one reads; the plan itself has them all.</summary>
    private static IEnumerable<string> Few(IReadOnlyList<string> lines) =>
        lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), $"… and {lines.Count - MostLines + 1} more"];

    private static string Safe(string text) => ForeignText.OneLine(text);
}
