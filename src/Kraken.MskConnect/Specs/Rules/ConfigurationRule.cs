using System.Globalization;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The connector's configuration names a class that fits the type, and its common keys hold what they must.
/// </summary>
internal sealed class ConfigurationRule : ISpecRule
{
    private const string TasksKey = "tasks.max";

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (spec.ConnectorConfiguration.Count == 0)
            return;
        var broken = spec.ConnectorConfiguration.Keys.Where(key => key.Length == 0 || key.Any(char.IsWhiteSpace));
        foreach (var key in broken)
        {
            check.OnKey(
                FindingSeverity.Error, key, "ConfigurationKey", "has a key that is empty or contains white space",
                "Correct the key.");
        }

        CheckClass(check);
        if (spec.ConnectorConfiguration.TryGetValue(TasksKey, out var tasks) && !Redaction.IsReference(tasks)
            && (!int.TryParse(tasks.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1))
        {
            check.OnKey(
                FindingSeverity.Error, TasksKey, "TasksMaxRange", "is not a whole number of 1 or more", "Give 1 or more.");
        }
    }

    private static void CheckClass(SpecCheck check)
    {
        var (spec, traits) = (check.Spec, check.Traits);
        if (traits.Class.Length == 0)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.ClassKey, "ConnectorClass", "is missing",
                "Give the connector's class, for example io.confluent.connect.s3.S3SinkConnector.");
            return;
        }

        var classType = traits.IsDebezium && !traits.Class.Contains("Sink", StringComparison.Ordinal) ? "source"
            : traits.IsConfluentS3Sink ? "sink"
            : null;
        if (classType is not null && classType != spec.ConnectorType && (spec.IsSource || spec.IsSink))
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorTraits.ClassKey, "ConnectorClassType",
                $"is a {classType} class, but ConnectorType is {spec.ConnectorType}",
                $"Give ConnectorType {classType}, or another class.");
        }
    }
}
