using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The connector writes its log to a group that exists.</summary>
internal sealed class LogsGroupCheck : IConnectorCheck
{
    private static readonly TimeSpan _countedAfter = TimeSpan.FromDays(1);

    public string Name => "Logs.Group";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var ours = connector.Spec.UsedLogGroupName;
        var group = await connector.LogGroup;
        if (await connector.Live is not { } live)
            return CheckOutcome.Pass(group is null ? $"New-KrakenMskConnector makes {ours}." : $"{ours} exists.");
        if (live.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is not { Enabled: true, LogGroup: { Length: > 0 } named })
        {
            return CheckOutcome.Warn(
                "The connector does not write to CloudWatch Logs, so nobody learns why it fails.",
                "MSK Connect takes log delivery when a connector is created only: make it again with Update-KrakenMskConnector -AllowReplacement.");
        }

        if (group is null)
        {
            return CheckOutcome.Fail(
                $"The log group {named} does not exist, so the connector's log is lost.",
                $"Make it: Update-KrakenMskConnector does, for {ours}.");
        }

        // CloudWatch Logs counts the bytes some time after it has them.
        var isOld = connector.Context.Clock.GetUtcNow().UtcDateTime - live.CreationTime?.ToUniversalTime() > _countedAfter;
        return isOld && group.StoredBytes.GetValueOrDefault() == 0
            ? CheckOutcome.Warn(
                $"{named} is empty, though the connector was created {live.CreationTime?.ToUniversalTime():yyyy-MM-dd HH:mm}Z: nothing arrives there.",
                "See to it that a resource policy of CloudWatch Logs lets delivery.logs.amazonaws.com write to the group, and that its retention is not shorter than the connector is quiet.")
            : CheckOutcome.Pass($"The connector writes to {named}.");
    }
}
