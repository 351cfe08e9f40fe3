using System.Globalization;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Writes a connector's worker log to its log group, one stream a connector. A line starts with the worker's id, as in
/// MSK Connect's. Configuration values are never written: they may be secret. Source of the lines: Kafka's and
/// Debezium's own log messages as users of MSK Connect quote them; the stream's name and the worker's id are guesses
/// after such quotes, and nothing may decide by them.
/// </summary>
internal static class WorkerLog
{
    /// <summary>The stream that the connector's workers write to.</summary>
    internal static string StreamName(Connector connector) => $"{connector.Name}-{connector.Id}";

    /// <summary>Writes the lines at that time.</summary>
    internal static void Write(
        LocalCloud cloud, Connector connector, DateTimeOffset time, params IEnumerable<string> lines) =>
        Write(cloud, connector, time, StreamName(connector), worker: 0, lines);

    /// <summary>Writes the lines of one of the workers at that time to that stream.</summary>
    internal static void Write(
        LocalCloud cloud, Connector connector, DateTimeOffset time, string stream, int worker, IEnumerable<string> lines)
    {
        if (connector.LogGroup is not { } group)
            return;
        var id = $"[Worker-{worker:x}{connector.Id.Replace("-", "", StringComparison.Ordinal)[..16]}]";
        var stamp = time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture);
        // Only a logger's line has the time: those of a stack trace follow it without.
        cloud.Logs.Deliver(group, stream, time, lines.Select(l => IsOfLogger(l) ? $"{id} [{stamp}] {l}" : $"{id} {l}"));
    }

    private static bool IsOfLogger(string line) =>
        line.Split(' ', 2)[0] is "TRACE" or "DEBUG" or "INFO" or "WARN" or "ERROR" or "FATAL";

    /// <summary>What a worker logs when all is well.</summary>
    internal static IEnumerable<string> Started(Connector connector, ConnectorConfig config)
    {
        yield return "INFO Kafka Connect distributed worker initialization took 4870ms (org.apache.kafka.connect.cli.ConnectDistributed)";
        yield return $"INFO Kafka version: {connector.KafkaConnectVersion} (org.apache.kafka.common.utils.AppInfoParser)";
        foreach (var line in ConnectorMade(connector, config).Concat(TasksStarted(connector, config)))
            yield return line;
    }

    /// <summary>
    /// What a worker logs when the connector and its tasks, or only the tasks, are started again. Source: Apache Kafka
    /// 3.7.1, Worker.
    /// </summary>
    internal static IEnumerable<string> Restarted(Connector connector, ConnectorConfig config, bool onlyTasks)
    {
        if (!onlyTasks)
        {
            yield return $"INFO Stopping connector {connector.Name} (org.apache.kafka.connect.runtime.Worker)";
            foreach (var line in ConnectorMade(connector, config))
                yield return line;
        }

        for (var task = 0; task < config.Tasks; task++)
        {
            yield return $"INFO Stopping task {connector.Name}-{task} (org.apache.kafka.connect.runtime.Worker)";
            yield return $"INFO Creating task {connector.Name}-{task} (org.apache.kafka.connect.runtime.Worker)";
        }

        foreach (var line in TasksStarted(connector, config))
            yield return line;
    }

    private static IEnumerable<string> ConnectorMade(Connector connector, ConnectorConfig config)
    {
        yield return $"INFO Instantiated connector {connector.Name} of type class {config.Class} (org.apache.kafka.connect.runtime.Worker)";
        yield return $"INFO Finished creating connector {connector.Name} (org.apache.kafka.connect.runtime.Worker)";
        yield return $"INFO [Worker clientId=connect-1, groupId=__amazon_msk_connect_cluster_{connector.Name}_{connector.Id}] Finished starting connectors and tasks (org.apache.kafka.connect.runtime.distributed.DistributedHerder)";
        foreach (var gap in Judgement.Gaps(config))
            yield return gap;
    }

    private static IEnumerable<string> TasksStarted(Connector connector, ConnectorConfig config)
    {
        for (var task = 0; task < config.Tasks; task++)
        {
            yield return config.IsSink
                ? $"INFO [{connector.Name}|task-{task}] WorkerSinkTask{{id={connector.Name}-{task}}} Sink task finished initialization and start (org.apache.kafka.connect.runtime.WorkerSinkTask)"
                : $"INFO [{connector.Name}|task-{task}] WorkerSourceTask{{id={connector.Name}-{task}}} Source task finished initialization and start (org.apache.kafka.connect.runtime.AbstractWorkerSourceTask)";
        }
    }

    /// <summary>What a worker logs when each task dies with these lines.</summary>
    internal static IEnumerable<string> TasksDied(Connector connector, ConnectorConfig config, IReadOnlyList<string> lines)
    {
        var kind = config.IsSink ? "WorkerSinkTask" : "WorkerSourceTask";
        for (var task = 0; task < config.Tasks; task++)
        {
            foreach (var line in lines.Where(IsOfLogger))
                yield return line;
            yield return $"ERROR [{connector.Name}|task-{task}] {kind}{{id={connector.Name}-{task}}} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted (org.apache.kafka.connect.runtime.WorkerTask)";
            foreach (var line in lines.Where(l => !IsOfLogger(l)))
                yield return line;
        }
    }
}
