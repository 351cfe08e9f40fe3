using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The connector's configuration names a class that fits the type, and its common keys hold what they must.
/// </summary>
internal sealed class ConfigurationRule : ISpecRule
{
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
    }

    private static void CheckClass(SpecCheck check)
    {
        var (spec, connector) = (check.Spec, check.Connector);
        if (check.Config.Class.Length == 0)
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorConfig.ClassKey, "ConnectorClass", "is missing",
                "Give the connector's class, for example io.confluent.connect.s3.S3SinkConnector.");
        }
        else if (!connector.IsKnown)
        {
            check.OnKey(
                FindingSeverity.Warning, ConnectorConfig.ClassKey, "ConnectorClassUnknown",
                "is a class that the module does not know, so it cannot derive which topics beyond the lists, which AWS services "
                + "and which ports the connector uses",
                "State what it uses in AdditionalPolicyStatement and AdditionalEgress, or describe the class in ConnectorDefinition.");
        }
        else if (connector.Type is { } type && type != spec.ConnectorType && (spec.IsSource || spec.IsSink))
        {
            check.OnKey(
                FindingSeverity.Error, ConnectorConfig.ClassKey, "ConnectorClassType",
                $"is a {type} class, but ConnectorType is {spec.ConnectorType}",
                $"Give ConnectorType {type}, or another class.");
        }
    }
}
