using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kraken.LocalAws;
using Kraken.LocalAws.State;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// All that an embedded AWS holds, without what differs from run to run: ids, times, logs and history; the topics that
/// connectors leave behind are history too.
/// </summary>
internal static partial class EndState
{
    /// <summary>One line a resource, sorted, so that equal texts mean equal worlds and a difference names itself.</summary>
    public static string Of(LocalCloud cloud)
    {
        var services = JsonNode.Parse(CloudState.Write(cloud))!["services"]!.AsObject();
        var lines =
            from service in services
            from store in service.Value!.AsObject()
            where store.Value is JsonObject
            from item in store.Value!.AsObject()
            select $"{service.Key} {store.Key}: {Ids().Replace(Canonical(item.Value), "<id>")}";
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map
            .Where(p => p.Key is not (
                "Operations" or "Streams" or "PrivateIp" or "Topics" or "Versions" or "DefaultVersion" or "LastVersion"))
            .Select(p => $"{p.Key}:{Canonical(p.Value)}")
            // Of a managed policy what counts: how often it was changed is history.
            .Concat(map["DefaultVersion"] is { } version
                ? [$"Text:{map["Versions"]!.AsArray().Single(v => (int)v!["Number"]! == (int)version)!["Text"]}"]
                : [])
            .Order(StringComparer.Ordinal)) + "}",

        // Rules and the like: their order is that of their ids or of their making.
        JsonArray list => "[" + string.Join(',', list
            .Select(i => Ids().Replace(Canonical(i), "<id>"))
            .Order(StringComparer.Ordinal)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };

    // EC2's and IAM's ids, UUIDs with MSK Connect's digit, versions, times.
    [GeneratedRegex(
        @"\b(sg|sgr|eni)-0[0-9a-f]{16}\b|\bA(RO|NP)A[A-Z2-7]{17}\b|\bK[A-Z2-7]{13}\b"
        + @"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\d)?|\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|\\u002B00:00|Z)")]
    private static partial Regex Ids();
}
