using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Planning;

/// <summary>
/// Plans as texts for programs and reviews. The plan's values are used as they are: secrets are already masked.
/// </summary>
public static class PlanRenderings
{
    // Read by people too: letters beyond ASCII and quotes stay as they are.
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A policy with a thousand topics is no reading for a review, and longer than a comment may be.
    private const int LongestCell = 2_000;

    /// <summary>The plan as JSON, in the plan's order; equal plans give equal texts, with <c>\n</c> on every system.</summary>
    /// <param name="plan">The plan.</param>
    public static string ToJson(this ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            writer.WriteStartObject();
            WriteProperties(writer, plan);
            writer.WriteEndObject();
        }

        return ForeignText.Json(Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n"));
    }

    /// <summary>The plan as Markdown for a pull request: a heading a resource that changes, a row a property.</summary>
    /// <param name="plan">The plan.</param>
    public static string ToMarkdown(this ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {Markdown.Code(plan.ConnectorName)} in {Markdown.Text(plan.Region)}\n\n");
        if (!plan.HasChanges)
            text.Append("No changes.\n\n");
        foreach (var resource in plan.Resources.Where(r => r.Action != PlanAction.None || r.Note is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {resource.Action}: {resource.Kind} {Markdown.Code(resource.Name)}\n\n");
            if (resource.Note is { } note)
                text.Append(Markdown.Text(note)).Append(".\n\n");
            if (resource.Changes.Count == 0)
                continue;
            text.Append("| Property | Current | Desired | In place | Because |\n|---|---|---|---|---|\n");
            foreach (var change in resource.Changes)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Markdown.Code(change.Property)} | {Cell(change, change.Current)} | {Cell(change, change.Desired)} | {(change.InPlace ? "yes" : "no")} | {Markdown.Text(change.Reason ?? "")} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Writes the plan's properties into an object that is open.</summary>
    internal static void WriteProperties(Utf8JsonWriter writer, ConnectorPlan plan)
    {
        writer.WriteString("connectorName", plan.ConnectorName);
        writer.WriteString("region", plan.Region);
        writer.WriteString("accountId", plan.AccountId);
        writer.WriteBoolean("hasChanges", plan.HasChanges);
        writer.WriteStartArray("resources");
        foreach (var resource in plan.Resources)
            Write(writer, resource);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ResourcePlan resource)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", resource.Kind);
        writer.WriteString("name", resource.Name);
        writer.WriteString("identifier", resource.Identifier);
        writer.WriteString("action", resource.Action.ToString());
        writer.WriteString("note", resource.Note);
        writer.WriteStartArray("changes");
        foreach (var change in resource.Changes)
        {
            writer.WriteStartObject();
            writer.WriteString("property", change.Property);
            writer.WriteString("current", change.Current);
            writer.WriteString("desired", change.Desired);
            writer.WriteBoolean("inPlace", change.InPlace);
            if (change.Reason is { } reason)
                writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

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
