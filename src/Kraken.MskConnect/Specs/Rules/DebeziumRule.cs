using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>What Debezium needs beside what every connector needs.</summary>
internal sealed class DebeziumRule : ISpecRule
{
    private const string PortKey = "database.port";

    /// <summary>
    /// Databases that Debezium reads with one task, whatever tasks.max says. Source: Debezium documentation.
    /// </summary>
    private static readonly string[] _singleTask = ["postgresql", "mysql", "mariadb", "oracle", "db2"];

    public void Check(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        CheckPort(check);
        if (!traits.IsDebezium)
            return;
        foreach (var key in ConnectorTraits.PrefixKeys)
        {
            if (traits.Get(key) is { } prefix && !KafkaTopic.IsName(prefix))
            {
                check.OnKey(
                    FindingSeverity.Error, key, "TopicName", "cannot be the prefix of a topic name",
                    "Use letters, digits, dots, underscores and hyphens.");
            }
        }

        if (!KafkaTopic.IsName(traits.SignalGroup))
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.SignalGroupKey, "GroupName",
                "cannot be granted as a consumer group name",
                "Use letters, digits, dots, underscores and hyphens.");
        }

        if (spec.ProvisionedWorkerCount is null && _singleTask.Contains(traits.DebeziumDatabase))
        {
            var problem = traits.DebeziumDatabase is "mysql" or "mariadb"
                ? $"means autoscaling, which {traits.ClassName} does not support"
                : "means autoscaling, which sets tasks.max to workers x MCU x 2, "
                    + $"but {traits.ClassName} runs one task only";
            check.Warning(
                nameof(spec.AutoscalingMaxWorkerCount), "AutoscaledSingleTask", spec.AutoscalingMaxWorkerCount, problem,
                "Give ProvisionedWorkerCount 1 instead of autoscaling.");
        }
    }

    private static void CheckPort(SpecCheck check)
    {
        if (!check.Spec.ConnectorConfiguration.TryGetValue(PortKey, out var port) || BootstrapServers.ParsePort(port.Trim()) is not null)
            return;
        if (Redaction.IsReference(port))
        {
            check.OnKey(
                FindingSeverity.Warning, PortKey, "DatabasePortUnknown",
                "is known only at run time, so the network rules use the database's default port", "Give the port number.");
        }
        else
        {
            check.OnKey(
                FindingSeverity.Error, PortKey, "DatabasePort", "is not a port", "Give a number from 1 to 65535.");
        }
    }
}
