using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Tells why a wait for a connector was too short, where its log tells it already.</summary>
internal static class UnfinishedConnector
{
    /// <summary>How long the log may take: the time for the work itself is over.</summary>
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(15);

    /// <summary>Makes the error: MSK Connect takes about 20 minutes to call a connector FAILED, its log is faster.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connector">The connector as AWS describes it.</param>
    /// <param name="wanted">The state that was waited for.</param>
    /// <param name="operationState">The operation's state where it was waited for; null for the connector's.</param>
    /// <param name="since">Log events before this are of no interest; null for the connector's creation.</param>
    public static async Task<KrakenException> ErrorAsync(
        ProvisioningContext context,
        DescribeConnectorResponse connector,
        string wanted,
        string? operationState = null,
        DateTime? since = null)
    {
        var plain = ConnectorWaiter.TimedOut(context, operationState ?? connector.ConnectorState, wanted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Deadline.Caller);
        end.CancelAfter(_atMost);
        try
        {
            context.Protect(connector.ConnectorConfiguration);
            var report = await FailureReader.ReadAsync(
                context, connector, KrakenErrorKind.TimedOut, since, state: null, end.Token);
            return report is { Cause: null, FirstException: null }
                ? plain
                : FailureError.Of(context, report, plain.Message.TrimEnd('.'), plain.Remedy);
        }
        catch (Exception e) when (e is AmazonClientException or KrakenException
            || (e is OperationCanceledException && !context.Deadline.Caller.IsCancellationRequested))
        {
            context.Detail($"The log cannot be read: {e.Message}");
            return plain;
        }
    }
}
