using System.Text;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>Worker configurations.</content>
internal sealed partial class KafkaConnectService
{
    // Source: Amazon MSK developer guide, MSK Connect quotas.
    private const int MaxWorkerConfigurations = 100;
    private const string WorkerConfigurationGone = nameof(WorkerConfigurationGone);

    // MSK Connect sets these itself. Source: Amazon MSK developer guide, supported worker configuration properties.
    private static readonly string[] _reservedPrefixes =
    [
        "access.control.", "admin.", "bootstrap.servers", "client.", "config.storage.", "connect.", "connections.max.idle.ms",
        "connector.client.config.override.policy", "group.id", "inter.worker.", "internal.", "listeners", "metric.reporters",
        "metrics.", "plugin.path", "receive.buffer.bytes", "response.http.headers.config", "rest.", "sasl.",
        "scheduled.rebalance.max.delay.ms", "security.", "send.buffer.bytes", "socket.", "ssl.", "status.storage.",
        "topic.tracking.", "worker.",
    ];

    internal void Add(WorkerConfiguration configuration) => _workerConfigurations.Add(configuration.Arn, configuration);

    /// <summary>The configuration of that ARN, or null.</summary>
    internal WorkerConfiguration? FindWorkerConfiguration(string? arn) =>
        arn is null ? null : _workerConfigurations.GetValueOrDefault(arn);

    private Structure CreateWorkerConfiguration(Call call)
    {
        var name = call.Input.Required("name");
        if (_workerConfigurations.Values.Any(w => w.Name == name))
            throw Taken("worker configuration", name);
        if (_workerConfigurations.Count == MaxWorkerConfigurations)
            throw LimitReached(
                $"The account's limit of {MaxWorkerConfigurations} worker configurations would be exceeded.");
        var content = call.Input.Required("propertiesFileContent");
        CheckProperties(content);
        var configuration = new WorkerConfiguration
        {
            Arn = NewArn("worker-configuration", name),
            Name = name,
            Created = call.Now,
            Description = call.Input.Text("description"),
            Content = content,
            Tags = call.Input.TextMap("tags"),
        };
        _workerConfigurations.Add(configuration.Arn, configuration);
        return WriteSummary(configuration);
    }

    private Structure DescribeWorkerConfiguration(Call call)
    {
        var configuration = GetWorkerConfiguration(call.Input.Required("workerConfigurationArn"));
        var written = WriteSummary(configuration);
        var revision = WriteRevision(configuration);
        revision["propertiesFileContent"] = configuration.Content;
        written["latestRevision"] = revision;
        return written;
    }

    private Structure ListWorkerConfigurations(Call call)
    {
        var prefix = call.Input.Text("namePrefix") ?? "";
        return Listed(
            call, "workerConfigurations",
            _workerConfigurations.Values.Where(w => w.Name.StartsWith(prefix, StringComparison.Ordinal)),
            w => w.Name, WriteSummary);
    }

    private Structure DeleteWorkerConfiguration(Call call)
    {
        var configuration = GetWorkerConfiguration(call.Input.Required("workerConfigurationArn"));
        if (_connectors.Values.FirstOrDefault(
            c => c.WorkerConfiguration?.Text("workerConfigurationArn") == configuration.Arn) is { } user)
            throw Bad($"The worker configuration is in use by the connector {user.Name}.");
        configuration.State = "DELETING";
        Cloud.Schedule.At(call.Now + Cloud.Options.ConnectorTransition, WorkerConfigurationGone, configuration.Arn);
        return new Structure
        {
            ["workerConfigurationArn"] = configuration.Arn,
            ["workerConfigurationState"] = configuration.State,
        };
    }

    private static void CheckProperties(string content)
    {
        var bytes = new byte[content.Length];
        if (!Convert.TryFromBase64String(content, bytes, out var length))
            throw Bad("The propertiesFileContent must be base64-encoded.");
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, length).Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var key = line.Split('=', ':')[0].Trim();
            if (line[0] is not ('#' or '!') && _reservedPrefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal)))
                throw Bad($"The property {key} can't be set in a worker configuration.");
        }
    }

    private WorkerConfiguration GetWorkerConfiguration(string arn) =>
        _workerConfigurations.GetValueOrDefault(arn) ?? throw NotFound("worker configuration", arn);

    private static Structure WriteSummary(WorkerConfiguration configuration) => new()
    {
        ["creationTime"] = configuration.Created,
        ["description"] = configuration.Description,
        ["name"] = configuration.Name,
        ["workerConfigurationArn"] = configuration.Arn,
        ["workerConfigurationState"] = configuration.State,
        ["latestRevision"] = WriteRevision(configuration),
    };

    private static Structure WriteRevision(WorkerConfiguration configuration) => new()
    {
        ["creationTime"] = configuration.Created,
        ["description"] = configuration.Description,
        ["revision"] = 1L,
    };
}
