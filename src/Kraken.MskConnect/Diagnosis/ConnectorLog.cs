using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Reads the last log events of a connector's workers.</summary>
internal static class ConnectorLog
{
    private const int MostEventsAStream = 100;

    /// <summary>The events of the streams that were written last, in the order of time.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="logGroup">The log group's name.</param>
    /// <param name="since">Events before this are of an earlier connector of the same name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<string>> ReadLastAsync(
        ProvisioningContext context, string logGroup, DateTime? since, CancellationToken cancellationToken)
    {
        var logs = context.Aws.Logs;
        var streams = await LogStreams.FindNewestAsync(context, logGroup, cancellationToken);
        var events = await Task.WhenAll(streams.Select(stream =>
            context.CallAsync("logs:GetLogEvents", () => logs.GetLogEventsAsync(
                new GetLogEventsRequest
                {
                    LogGroupName = logGroup,
                    LogStreamName = stream,
                    StartTime = since,
                    StartFromHead = false,
                    Limit = MostEventsAStream,
                },
                cancellationToken))));
        return
        [
            .. events
                .SelectMany(page => Answers.List(page, page.Events))
                .OrderBy(e => e.Timestamp)
                .Select(e => e.Message.TrimEnd()),
        ];
    }
}
