using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Finds the log streams of a connector's workers.</summary>
internal static class LogStreams
{
    /// <summary>A worker writes one stream; the newest ones of a connector with ten workers and a restart.</summary>
    private const int MostStreams = 20;

    /// <summary>The names of the streams that were written last, the newest first; 20 at most.</summary>
    public static async Task<IReadOnlyList<string>> FindNewestAsync(
        ProvisioningContext context, string logGroup, CancellationToken cancellationToken)
    {
        var streams = await context.CallAsync("logs:DescribeLogStreams", () => context.Aws.Logs.DescribeLogStreamsAsync(
            new DescribeLogStreamsRequest
            {
                LogGroupName = logGroup,
                OrderBy = OrderBy.LastEventTime,
                Descending = true,
                Limit = MostStreams,
            },
            cancellationToken));
        return [.. Answers.List(streams, streams.LogStreams).Select(s => s.LogStreamName)];
    }
}
