using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Creates results from MSK Connect's descriptions, also for connectors that this module did not create.
/// </summary>
internal static class ConnectorResults
{
    /// <summary>The result for a connector that exists.</summary>
    public static ConnectorResult From(DescribeConnectorResponse connector, string region)
    {
        var configuration = connector.ConnectorConfiguration ?? [];
        var logs = connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs;
        var className = configuration.GetValueOrDefault("connector.class");
        return new ConnectorResult
        {
            ConnectorName = ForeignText.OneLine(connector.ConnectorName),
            ConnectorState = ForeignText.OneLine(connector.ConnectorState.Value),
            ConnectorArn = ForeignText.OneLine(connector.ConnectorArn),
            ConnectorVersion = connector.CurrentVersion,
            SecurityGroupId = connector.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups?.FirstOrDefault(),
            IamRoleArn = connector.ServiceExecutionRoleArn,
            LogGroupName = logs?.Enabled == true && logs.LogGroup is { } group ? ForeignText.OneLine(group) : null,
            Region = region,
            AccountId = ConnectorIdentity.AccountOf(connector.ConnectorArn),
            ConnectorClass = className is null ? null : ForeignText.OneLine(Redaction.Value("connector.class", className)!),
            ConnectorType = ConnectorIdentity.TypeOf(configuration),
            Capacity = ConnectorCapacity.Describe(connector.Capacity),
            CreationTime = connector.CreationTime?.ToUniversalTime(),
            StateDescription = Describe(connector.StateDescription, configuration),
        };
    }

    /// <summary>The result for a connector that does not exist, or no more.</summary>
    /// <param name="connectorName">Its name.</param>
    /// <param name="arn">The ARN that it had; null where that is not known.</param>
    /// <param name="region">The region.</param>
    public static ConnectorResult Deleted(string connectorName, string? arn, string region) => new()
    {
        ConnectorName = connectorName,
        ConnectorState = "DELETED",
        ConnectorArn = arn ?? "",
        Region = region,
        AccountId = ConnectorIdentity.AccountOf(arn),
    };

    private static string? Describe(StateDescription? state, Dictionary<string, string> configuration) =>
        state is null
        ? null
        : ForeignText.OneLine(Redaction.Scrub($"{state.Code}: {state.Message}", configuration));
}
