using System.Text;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// Tells a failure as an error: what and why on its first line, what to do on the second, then three lines of log and
/// what AWS says. The report is the error's object.
/// </summary>
internal static class FailureError
{
    private const int LongestLine = 300;

    /// <summary>The error of a connector that is FAILED.</summary>
    public static async Task<KrakenException> OfFailedAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var report = await FailureReader.ReadAsync(
            context, connector, KrakenErrorKind.ConnectorFailed, since: null, state: null, cancellationToken);
        return Of(
            context,
            report,
            $"The connector '{connector.ConnectorName}' FAILED",
            "MSK Connect cannot repair a FAILED connector: correct the cause, then run Update-KrakenMskConnector "
            + "-AllowReplacement, which deletes it and creates it again, or Remove-KrakenMskConnector "
            + $"-ConnectorName '{connector.ConnectorName}'.");
    }

    /// <summary>Makes the error.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="report">What is known.</param>
    /// <param name="what">What happened, without a full stop.</param>
    /// <param name="afterwards">What to do when the cause is corrected.</param>
    public static KrakenException Of(ProvisioningContext context, FailureReport report, string what, string afterwards)
    {
        var message = new StringBuilder(what).Append(report switch
        {
            { Cause: { } cause } => $": {cause.Explanation}",
            { FirstException: { } exception } => $". The cause is not known; the first exception: {Cut(exception)}",
            { WithoutLog: { } why } => $". The cause is not known, and there is no log: {why}.",
            _ => ". The cause is not known, and its log has no errors.",
        });
        var remedy = report.Cause?.Remedy
            ?? $"Read the log for what happened before: Get-KrakenConnectorLog '{report.ConnectorName}' -Level Warn.";
        message.AppendLine().Append(remedy);
        foreach (var line in FailureEvidence.TellingLines(report.LogEntries, report.Telling))
            message.AppendLine().Append("  ").Append(Cut(line));
        if (report is { Cause: not null, WithoutLog: { } missing })
            message.AppendLine().Append($"  There is no log: {missing}.");
        if ((report.StateCode ?? report.StateMessage) is not null)
            message.AppendLine().Append($"MSK Connect says: {report.StateCode} {report.StateMessage}");

        return new KrakenException(report.Kind, context.Scrub(message.ToString()), $"{remedy} {afterwards}")
        {
            ConnectorName = report.ConnectorName,
            Report = report with { Afterwards = afterwards },
        };
    }

    private static string Cut(string line) => BoundedText.Message(ForeignText.OneLine(line), LongestLine);
}
