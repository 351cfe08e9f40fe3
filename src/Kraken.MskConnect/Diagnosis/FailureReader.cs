using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Reads why a connector failed: its state, its log, its references to config providers.</summary>
internal static class FailureReader
{
    /// <summary>Reads it.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connector">The connector as AWS describes it.</param>
    /// <param name="kind">What kind of failure.</param>
    /// <param name="since">Log events before this are of no interest; null for the connector's creation.</param>
    /// <param name="state">What AWS says of it; null for the connector's state.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<FailureReport> ReadAsync(
        ProvisioningContext context,
        DescribeConnectorResponse connector,
        KrakenErrorKind kind,
        DateTime? since,
        StateDescription? state,
        CancellationToken cancellationToken)
    {
        var reading = ReadLogAsync(context, connector, since ?? connector.CreationTime, cancellationToken);
        var undeclared = FindUndeclaredAsync(context, connector, cancellationToken);
        await Concurrently.AllAsync(reading, undeclared);
        var (entries, whyNone) = await reading;
        return Of(context, connector, kind, entries, state, await undeclared) with { WithoutLog = whyNone };
    }

    /// <summary>What the log's entries tell.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="connector">The connector as AWS describes it.</param>
    /// <param name="kind">What kind of failure.</param>
    /// <param name="entries">The entries, in the order of time.</param>
    /// <param name="state">What AWS says of it; null for the connector's state.</param>
    /// <param name="known">A cause that is known already, or null.</param>
    public static FailureReport Of(
        ProvisioningContext context,
        DescribeConnectorResponse connector,
        KrakenErrorKind kind,
        IReadOnlyList<ConnectorLogEntry> entries,
        StateDescription? state = null,
        LikelyCause? known = null)
    {
        state ??= connector.StateDescription;
        var (found, index) = FailureDiagnosis.Find(
            [$"{state?.Code} {state?.Message}", .. entries.Select(FailureEvidence.Text)]);
        var cause = known ?? found;
        return new FailureReport
        {
            ConnectorName = context.Shown(connector.ConnectorName),
            ConnectorArn = context.Shown(connector.ConnectorArn),
            Kind = kind,
            ConnectorState = context.Shown(connector.ConnectorState?.Value),
            StateCode = state?.Code is { } code ? context.Shown(code) : null,
            StateMessage = state?.Message is { } message ? context.Shown(message) : null,
            Cause = cause is null
                ? null
                : cause with { Explanation = context.Shown(cause.Explanation), Remedy = context.Shown(cause.Remedy) },
            FirstException = FailureEvidence.FirstException(entries),
            LogGroupName = LogGroupOf(connector) is { } group ? context.Shown(group) : null,
            LogEntries = entries,
            // The first text is the state's.
            Telling = index > 0 && found?.Name == cause?.Name ? entries[index - 1] : null,
        };
    }

    /// <summary>The log group that the connector writes to; null where it does not log to CloudWatch Logs.</summary>
    public static string? LogGroupOf(DescribeConnectorResponse connector) =>
        connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is { Enabled: true, LogGroup: { Length: > 0 } group } ? group : null;

    /// <remarks>
    /// A reference that stays text is refused as a password would be, so the log's own words would blame that.
    /// </remarks>
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
            return found is { WillFail: true }
                ? new LikelyCause("ReferenceUnresolved", found.Text + ".", ConfigProviders.Remedy, nameof(Specs.ConnectorSpec.WorkerConfigurationArn))
                : null;
        }
        catch (Exception e) when (e is AmazonClientException or KrakenException)
        {
            context.Detail($"The worker configuration cannot be read: {e.Message}");
            return null;
        }
    }

    private static async Task<(IReadOnlyList<ConnectorLogEntry> Entries, string? WhyNone)> ReadLogAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, DateTime? since, CancellationToken cancellationToken)
    {
        if (LogGroupOf(connector) is not { } group)
            return ([], "the connector does not deliver its log to CloudWatch Logs");
        try
        {
            var entries = await ConnectorLog.ReadLastAsync(context, group, since, cancellationToken);
            return (entries, entries.Count > 0 ? null : $"the log group {group} has no events of it");
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            // The failure itself is the news; that its log cannot be read is a part of it.
            return ([], AwsErrors.Translate(e, connector.ConnectorName, context.Scrub).Message.TrimEnd('.'));
        }
    }
}
