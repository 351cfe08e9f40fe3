using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The connector writes its log to a group that exists.</summary>
internal sealed class LogsGroupCheck : IConnectorCheck
{
    public string Name => "Logs.Group";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var ours = ResourceNames.LogGroupName(connector.Spec.ConnectorName);
        var group = await connector.LogGroup;
        if (await connector.Live is not { } live)
            return CheckOutcome.Pass(group is null ? $"New-KrakenMskConnector makes {ours}." : $"{ours} exists.");
        if (live.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is not { Enabled: true, LogGroup: { Length: > 0 } named })
        {
            return CheckOutcome.Warn(
                "The connector does not write to CloudWatch Logs, so nobody learns why it fails.",
                "MSK Connect takes log delivery when a connector is created only: make it again with Update-KrakenMskConnector -AllowReplacement.");
        }

        return group is null
            ? CheckOutcome.Fail(
                $"The log group {named} does not exist, so the connector's log is lost.",
                $"Make it: Update-KrakenMskConnector does, for {ours}.")
            : CheckOutcome.Pass($"The connector writes to {named}.");
    }
}
