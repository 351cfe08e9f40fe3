using System.Text.Json;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>Reads saved plans, and distinguishes a damaged plan from another kind of file.</summary>
/// <param name="source">Where the text comes from, for errors.</param>
internal sealed class SavedPlanReader(string source)
{
    // More would let a file keep the reader busy for long; less was never written.
    private const int MostIterations = 10_000_000;

    /// <summary>Reads the text.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.PlanInvalid"/>.</exception>
    public SavedPlan Read(string text)
    {
        JsonDocument document;
        text = text.TrimStart('\uFEFF');
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            if (!text.Contains(SavedPlanWriter.Format, StringComparison.Ordinal))
                throw NoPlan(e);
            var place = JsonPlace.Of(e, text);
            throw Damaged($"its JSON is incomplete or invalid in line {place.Line}, column {place.Column}", e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != SavedPlanWriter.Format)
                throw NoPlan();
            try
            {
                var version = root.GetProperty("formatVersion").GetInt32();
                if (version > SavedPlanWriter.FormatVersion)
                    throw Newer(version, Text(root, "moduleVersion"));
                if (Text(root, SavedPlanWriter.Checksum) is not { } checksum)
                    throw Damaged("it has no checksum");
                if (checksum != SavedPlanWriter.ChecksumOf(root))
                    throw Damaged("its checksum does not match its content");
                return Read(root);
            }
            catch (Exception e) when (
                e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw Damaged("a property is missing or has another type", e);
            }
        }
    }

    private SavedPlan Read(JsonElement root)
    {
        var digest = root.GetProperty("digest");
        var iterations = digest.GetProperty("iterations").GetInt32();
        if (String(digest, "algorithm") != PlanDigest.Algorithm || iterations is < 1 or > MostIterations)
            throw Damaged("its digests have a format that this module does not support");
        return new SavedPlan(
            String(root, "moduleVersion"),
            root.GetProperty("createdAt").GetDateTimeOffset(),
            new PlanDigest(digest.GetProperty("salt").GetBytesFromBase64(), iterations),
            [.. root.GetProperty("plans").EnumerateArray().Select(Connector)])
        {
            Removals = root.TryGetProperty("removals", out var removals) ? Removals(removals) : null,
        };
    }

    private static SavedRemovals Removals(JsonElement json) => new(
        String(json, "fleet"),
        [.. json.GetProperty("connectors").EnumerateArray().Select(c => (String(c, "connectorName"), String(c, "region")))]);

    private static SavedConnector Connector(JsonElement json)
    {
        var switches = json.GetProperty("switches");
        return new SavedConnector(
            new ConnectorPlan(
                String(json, "connectorName"),
                String(json, "region"),
                String(json, "accountId"),
                [.. json.GetProperty("resources").EnumerateArray().Select(Resource)])
            {
                // An earlier version of the module did not write them.
                AcceptedFindings = json.TryGetProperty("accepted", out var accepted) ? [.. accepted.EnumerateArray().Select(Accepted)] : [],
            },
            new PlanSwitches(
                switches.GetProperty("allowReplacement").GetBoolean(),
                switches.GetProperty("keepOffsets").GetBoolean(),
                switches.GetProperty("adopt").GetBoolean(),
                // An earlier version of the module did not write it.
                switches.TryGetProperty("skipHealthCheck", out var skips) && skips.GetBoolean(),
                switches.TryGetProperty("pruneTags", out var prunes) && prunes.GetBoolean(),
                switches.TryGetProperty("fleet", out var fleet) ? fleet.GetString() : null),
            String(json, "desiredDigest"),
            String(json, "observedDigest"));
    }

    private static SpecFinding Accepted(JsonElement json) => new(
        FindingSeverity.Information, String(json, "field"), String(json, "rule"), null, String(json, "message"), "")
    {
        AcceptedBecause = String(json, "reason"),
    };

    private static ResourcePlan Resource(JsonElement json) => new(
        String(json, "kind"),
        String(json, "name"),
        json.GetProperty("identifier").GetString(),
        Enum.Parse<PlanAction>(String(json, "action")),
        [
            .. json.GetProperty("changes").EnumerateArray().Select(c => new PropertyChange(
                String(c, "property"),
                c.GetProperty("current").GetString(),
                c.GetProperty("desired").GetString(),
                c.GetProperty("inPlace").GetBoolean())
            {
                Reason = Text(c, "reason"),
            }),
        ])
    {
        Note = json.GetProperty("note").GetString(),
    };

    private static string String(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private KrakenException NoPlan(Exception? inner = null) => new(
        KrakenErrorKind.PlanInvalid,
        $"The file '{source}' is not a saved plan. Nothing was changed.",
        "Give the file that Compare-KrakenMskConnector -OutFile wrote.",
        inner);

    private KrakenException Damaged(string how, Exception? inner = null) => new(
        KrakenErrorKind.PlanInvalid,
        $"The plan file '{source}' is damaged or was edited: {how}. Nothing was changed.",
        "Use the file as it was written, or create a new plan with Compare-KrakenMskConnector -OutFile.",
        inner);

    private KrakenException Newer(int version, string? module) => new(
        KrakenErrorKind.PlanInvalid,
        $"The plan file '{source}' is of format {version}, written by version {module ?? "?"} of the module; this is version "
        + $"{SavedPlan.ThisVersion}, which reads format {SavedPlanWriter.FormatVersion}. Nothing was changed.",
        "Apply the plan with the version of the module that created it, or create a new plan with this one.");
}
