using System.Text.Json.Nodes;
using Kraken.AwsClients.Tests;
using Kraken.Tests.Shared;
using Kraken.TrimModels;

namespace Kraken.Contract.Tests.Models;

/// <summary>Our service models against what AWS's clients for JavaScript have.</summary>
public class NewestModelTests
{
    private static readonly string[] _folders = ["src/Kraken.AwsClients/models", "src/Kraken.LocalAws/models"];

    [FactIf(typeof(NpmClients))]
    public void Of_the_operations_that_we_have_we_lack_no_member_and_no_enum_value()
    {
        var lacking = new List<string>();
        foreach (var (folder, service, model) in Models())
        {
            var operations = model["operations"]!.AsObject().Select(o => o.Key).ToList();
            lacking.AddRange(ModelUpdate.Apply(model, NpmClients.Read(service), operations).Select(l => $"{folder}/{service}.json: {l}"));
        }

        Assert.True(
            lacking.Count == 0,
            "Name the newest packages in tools/trim-models/sources.json and run the tool:\n" + string.Join('\n', lacking));
    }

    [FactIf(typeof(NpmClients))]
    public void Of_MSK_Connect_we_lack_no_operation() =>
        Assert.Empty(NpmClients.Read("kafkaconnect").Operations.Keys.Except(Models()
            .Where(m => m.Service == "kafkaconnect").SelectMany(m => m.Model["operations"]!.AsObject().Select(o => o.Key))));

    [FactIf(typeof(NpmClients))]
    public void Our_operations_have_the_methods_and_paths_that_the_packages_have()
    {
        foreach (var (folder, service, model) in Models())
        {
            // Of S3, whose model has the bucket in the path, the package puts it into the host.
            var theirs = NpmClients.Read(service).Operations;
            foreach (var (name, operation) in model["operations"]!.AsObject().Where(_ => service != "s3"))
            {
                var (method, uri, _) = theirs[name].Http;
                var http = operation!["http"]!;
                Assert.Equal(
                    $"{folder}/{service} {name}: {method} {Placeholders(uri)}",
                    $"{folder}/{service} {name}: {http["method"]} {Placeholders((string)http["requestUri"]!)}");
            }
        }
    }

    [FactIf(typeof(NpmClients))]
    public void What_is_taken_away_is_found()
    {
        var model = Read(_folders[0], "kafkaconnect");
        model["operations"]!.AsObject().Remove("PauseConnector");
        model["shapes"]!["UpdateConnectorRequest"]!["members"]!.AsObject().Remove("skipHealthValidation");
        model["shapes"]!["WorkerSetting"]!["members"]!.AsObject().Remove("plugins");
        var states = model["shapes"]!["ConnectorState"]!["enum"]!.AsArray();
        states.Remove(states.Single(s => (string)s! == "PAUSED"));

        var lacking = ModelUpdate.Apply(
            model, NpmClients.Read("kafkaconnect"),
            ["DescribeConnector", "DescribeConnectorOperation", "PauseConnector", "UpdateConnector"]);

        Assert.Equal(
            ["ConnectorState=PAUSED", "PauseConnector", "UpdateConnectorRequest.skipHealthValidation", "WorkerSetting.plugins"],
            lacking.Order(StringComparer.Ordinal));
        Assert.True(JsonNode.DeepEquals(
            Read(_folders[0], "kafkaconnect")["operations"]!["PauseConnector"], model["operations"]!["PauseConnector"]));
    }

    // Only the names in a path differ: the packages call them as the members, ours as the wire.
    private static string Placeholders(string uri) =>
        System.Text.RegularExpressions.Regex.Replace(uri, @"\{\w", m => m.Value.ToUpperInvariant());

    private static IEnumerable<(string Folder, string Service, JsonObject Model)> Models() =>
        from folder in _folders
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.json").Order(StringComparer.Ordinal)
        let service = Path.GetFileNameWithoutExtension(file)
        select (folder, service, Read(folder, service));

    private static JsonObject Read(string folder, string service) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, folder, service + ".json")))!.AsObject();
}
