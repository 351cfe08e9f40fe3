using System.Text;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Tells why a connector went to FAILED: state, likely cause, last log events. No secret in it.</summary>
internal static class FailureReport
{
    private const int MostLines = 10;
    private const int LongestLine = 500;

    /// <summary>Makes the error for a connector that is FAILED.</summary>
    public static async Task<KrakenException> ForAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var state = connector.StateDescription;
        var reading = ReadEventsAsync(context, connector, cancellationToken);
        var undeclared = FindUndeclaredAsync(context, connector, cancellationToken);
        await Concurrently.AllAsync(reading, undeclared);
        var (events, whyNone) = await reading;

        // A reference that stays text is refused as a password would be, so the log's own words would blame that.
        var cause = await undeclared ?? FailureDiagnosis.Explain([state?.Message ?? "", .. events]);

        var message = new StringBuilder()
            .Append($"The connector '{connector.ConnectorName}' FAILED: ")
            .Append($"{state?.Code ?? "no code"}: {context.Shown(state?.Message ?? "no message")}");
        if (cause is not null)
            message.AppendLine().Append($"Likely cause: {cause.Explanation}");
        if (events.Count > 0)
        {
            message.AppendLine().Append("Last log events:");
            foreach (var line in Telling(events))
                message.AppendLine().Append("  ").Append(Cut(ForeignText.OneLine(line)));
        }
        else
        {
            message.AppendLine().Append($"No log events: {whyNone}.");
        }

        return new KrakenException(
            KrakenErrorKind.ConnectorFailed,
            context.Scrub(message.ToString()),
            $"{cause?.Remedy ?? "Read the connector's log group for the first error."} MSK Connect cannot repair a FAILED "
            + "connector: correct the cause, then run Update-KrakenMskConnector -AllowReplacement, which deletes it and creates it "
            + $"again, or Remove-KrakenMskConnector -ConnectorName '{connector.ConnectorName}'.")
        {
            ConnectorName = connector.ConnectorName,
        };
    }

    private static async Task<LikelyCause?> FindUndeclaredAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        try
        {
            var found = await ConfigProviders.FindAsync(
                context,
                connector.ConnectorConfiguration ?? context.Configuration,
                connector.WorkerConfiguration?.WorkerConfigurationArn,
                cancellationToken);
            return found is { WillFail: true } ? new LikelyCause(found.Text + ".", ConfigProviders.Remedy) : null;
        }
        catch (Exception e) when (e is AmazonClientException or KrakenException)
        {
            context.Detail($"The worker configuration cannot be read: {e.Message}");
            return null;
        }
    }

    private static async Task<(IReadOnlyList<string> Events, string WhyNone)> ReadEventsAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var logs = connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs;
        if (logs is not { Enabled: true, LogGroup: { Length: > 0 } group })
            return ([], "the connector does not deliver them to CloudWatch Logs");
        try
        {
            // Each event whole, before its lines are parted and cut: a key has many of them.
            var events = (await ConnectorLog.ReadLastAsync(context, group, connector.CreationTime, cancellationToken))
                .Select(context.Scrub).ToList();
            return (events, $"the log group {group} has none since the connector was created");
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            // The failure itself is the news; that its log cannot be read is a part of it.
            return ([], AwsErrors.Translate(e, connector.ConnectorName, context.Scrub).Message.TrimEnd('.'));
        }
    }

    /// <summary>The last errors with what follows them, or the last lines where no line is an error.</summary>
    private static IEnumerable<string> Telling(IReadOnlyList<string> events)
    {
        var lines = events.SelectMany(e => e.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var errors = lines.Where(IsError).ToList();
        return (errors.Count > 0 ? errors : lines).TakeLast(MostLines);
    }

    private static bool IsError(string line) =>
        line.Contains("ERROR", StringComparison.Ordinal)
        || line.Contains("FATAL", StringComparison.Ordinal)
        || line.Contains("Exception", StringComparison.Ordinal)
        || line.Contains("Caused by", StringComparison.Ordinal);

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + " …";
}
