using System.Text;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <summary>The states of a connector. Source: the service model of November 2026, ConnectorState.</summary>
internal static class ConnectorStates
{
    internal const string Creating = "CREATING";
    internal const string Running = "RUNNING";
    internal const string Updating = "UPDATING";
    internal const string Deleting = "DELETING";
    internal const string Failed = "FAILED";
    internal const string Pausing = "PAUSING";
    internal const string Paused = "PAUSED";
    internal const string Resuming = "RESUMING";
    internal const string Restarting = "RESTARTING";

    /// <summary>Whether an operation is in progress.</summary>
    internal static bool IsChanging(string state) => state is Updating or Pausing or Resuming or Restarting;
}

/// <summary>A connector.</summary>
internal sealed class Connector
{
    internal required string Arn { get; init; }

    internal required string Name { get; init; }

    /// <summary>The last part of the ARN, which the names of its internal topics end in.</summary>
    internal required string Id { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal string? Description { get; init; }

    /// <summary>The request's kafkaCluster, which a description repeats.</summary>
    internal required Structure KafkaCluster { get; init; }

    internal required string Authentication { get; init; }

    internal required string Encryption { get; init; }

    internal required string KafkaConnectVersion { get; init; }

    internal Structure? LogDelivery { get; init; }

    internal required string NetworkType { get; init; }

    internal required IReadOnlyList<object?> Plugins { get; set; }

    internal required string RoleArn { get; init; }

    /// <summary>The worker configuration with its revision, or null for MSK Connect's default one.</summary>
    internal Structure? WorkerConfiguration { get; set; }

    internal Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);

    internal string State { get; set; } = ConnectorStates.Creating;

    internal StateDescription? StateDescription { get; set; }

    internal required string Version { get; set; }

    internal required Structure Capacity { get; set; }

    internal required Dictionary<string, string> Configuration { get; set; }

    internal List<ConnectorOperation> Operations { get; } = [];

    /// <summary>Whether the tasks have died and were not restarted.</summary>
    internal bool HasDeadTasks { get; set; }

    /// <summary>Whether it was updated while it was paused, so that it starts with what is new when it resumes.</summary>
    internal bool IsChangedWhilePaused { get; set; }

    internal string BootstrapServers => Apache.Required("bootstrapServers");

    internal IEnumerable<string> SubnetIds => Apache.Child("vpc")!.Texts("subnets");

    internal IEnumerable<string> SecurityGroupIds => Apache.Child("vpc")!.Texts("securityGroups");

    /// <summary>The log group that worker logs go to, or null.</summary>
    internal string? LogGroup => LogDestination("cloudWatchLogs", "logGroup");

    /// <summary>The name of a destination of the worker logs; null where it is not enabled.</summary>
    /// <param name="destination">The destination, as the API calls it.</param>
    /// <param name="name">What the API calls its name.</param>
    internal string? LogDestination(string destination, string name) =>
        LogDelivery?.Child("workerLogDelivery")?.Child(destination) is { } delivery && delivery.Flag("enabled")
            ? delivery.Text(name)
            : null;

    private Structure Apache => KafkaCluster.Child("apacheKafkaCluster")!;
}

/// <summary>Why a connector is in its state.</summary>
internal sealed record StateDescription(string Code, string Message)
{
    internal Structure Write() => new() { ["code"] = Code, ["message"] = Message };
}

/// <summary>A custom plugin.</summary>
internal sealed class CustomPlugin
{
    internal required string Arn { get; init; }

    internal required string Name { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal string? Description { get; init; }

    internal required string ContentType { get; init; }

    internal required Structure Location { get; init; }

    internal required long LatestRevision { get; init; }

    internal string State { get; set; } = "CREATING";

    internal StateDescription? StateDescription { get; set; }

    internal long FileSize { get; set; }

    internal string? FileMd5 { get; set; }

    /// <summary>The connector classes in the file, or null where it is no archive with classes, as a rehearsal's may be.</summary>
    internal List<string>? ConnectorClasses { get; set; }

    internal Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>A worker configuration; it has one revision.</summary>
internal sealed class WorkerConfiguration
{
    internal required string Arn { get; init; }

    internal required string Name { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal string? Description { get; init; }

    /// <summary>The properties file, base64 as it was given.</summary>
    internal required string Content { get; init; }

    /// <summary>The names of the config providers that it declares.</summary>
    internal IReadOnlyList<string> ConfigProviders =>
        Property("config.providers")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The value of a property, or null; the last one counts, as in Java's properties.</summary>
    internal string? Property(string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(Content)).Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .LastOrDefault(pair => pair.Length == 2 && pair[0] == key)?[1];

    internal string State { get; set; } = "ACTIVE";

    internal Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);
}
