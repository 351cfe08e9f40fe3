using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>Writes saved plans, and computes their checksum.</summary>
internal static class SavedPlanWriter
{
    /// <summary>What the file says it is.</summary>
    public const string Format = "Kraken.MskConnect saved plan";

    /// <summary>The version of the form; one that an older module cannot read correctly has another.</summary>
    public const int FormatVersion = 1;

    /// <summary>The property of the checksum.</summary>
    public const string Checksum = "checksum";

    // Read by people too, in a pull request for example.
    private static readonly JsonWriterOptions _readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text.</summary>
    public static string Write(SavedPlan saved, PlanDigest digest, IReadOnlyList<SavedConnector> connectors)
    {
        var content = Json(default, writer =>
        {
            writer.WriteStartObject();
            Content(writer, saved, digest, connectors);
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(content);
        var text = Json(_readable, writer =>
        {
            writer.WriteStartObject();
            Content(writer, saved, digest, connectors);
            writer.WriteString(Checksum, ChecksumOf(document.RootElement));
            writer.WriteEndObject();
        });
        return ForeignText.Json(Encoding.UTF8.GetString(text).ReplaceLineEndings("\n")) + "\n";
    }

    /// <summary>
    /// The checksum of all but the checksum itself. Of the content and not of the text: white space does not matter, since
    /// version control and editors change it.
    /// </summary>
    public static string ChecksumOf(JsonElement root)
    {
        var content = Json(default, writer =>
        {
            writer.WriteStartObject();
            foreach (var property in root.EnumerateObject().Where(p => p.Name != Checksum))
                property.WriteTo(writer);
            writer.WriteEndObject();
        });
        return "sha256:" + Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
    }

    private static void Content(
        Utf8JsonWriter writer, SavedPlan saved, PlanDigest digest, IReadOnlyList<SavedConnector> connectors)
    {
        writer.WriteString("format", Format);
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("moduleVersion", saved.ModuleVersion);
        writer.WriteString("createdAt", saved.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        writer.WriteStartObject("digest");
        writer.WriteString("algorithm", PlanDigest.Algorithm);
        writer.WriteNumber("iterations", digest.Iterations);
        writer.WriteBase64String("salt", digest.Salt);
        writer.WriteEndObject();
        writer.WriteStartArray("plans");
        foreach (var connector in connectors)
        {
            writer.WriteStartObject();
            PlanRenderings.WriteProperties(writer, connector.Plan);
            writer.WriteStartObject("switches");
            writer.WriteBoolean("allowReplacement", connector.Switches.AllowReplacement);
            writer.WriteBoolean("keepOffsets", connector.Switches.KeepOffsets);
            writer.WriteBoolean("adopt", connector.Switches.Adopt);
            writer.WriteBoolean("skipHealthCheck", connector.Switches.SkipHealthCheck);
            writer.WriteBoolean("pruneTags", connector.Switches.PruneTags);
            if (connector.Switches.Fleet is { } fleet)
                writer.WriteString("fleet", fleet);
            writer.WriteEndObject();
            writer.WriteString("desiredDigest", connector.DesiredDigest);
            writer.WriteString("observedDigest", connector.ObservedDigest);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();

        // An older module does not know it, and removes nothing.
        if (saved.Removals is not { } removals)
            return;
        writer.WriteStartObject("removals");
        writer.WriteString("fleet", removals.Fleet);
        writer.WriteStartArray("connectors");
        foreach (var (name, region) in removals.Connectors)
        {
            writer.WriteStartObject();
            writer.WriteString("connectorName", name);
            writer.WriteString("region", region);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static byte[] Json(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            write(writer);
        return buffer.ToArray();
    }
}
