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

    /// <summary>The plan as Markdown for a pull request, as <see cref="PlanMarkdown.Render"/> writes it.</summary>
    /// <param name="plan">The plan.</param>
    public static string ToMarkdown(this ConnectorPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PlanMarkdown.Render([plan]);
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
        writer.WriteStartArray("accepted");
        foreach (var finding in plan.AcceptedFindings)
        {
            writer.WriteStartObject();
            writer.WriteString("rule", finding.Rule);
            writer.WriteString("field", finding.Field);
            writer.WriteString("message", finding.Message);
            writer.WriteString("reason", finding.AcceptedBecause);
            writer.WriteEndObject();
        }

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
}
