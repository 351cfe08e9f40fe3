using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Tells why MSK Connect did not keep a change, or did not pause, resume or restart a connector.</summary>
internal static class FailedUpdate
{
    /// <summary>Makes the error of an operation that failed or was rolled back, with what the log says since it began.</summary>
    public static async Task<KrakenException> ErrorAsync(
        ProvisioningContext context,
        string arn,
        DescribeConnectorOperationResponse operation,
        CancellationToken cancellationToken)
    {
        var state = operation.ConnectorOperationState;
        var connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
        var report = await FailureReader.ReadAsync(
            context,
            connector,
            KrakenErrorKind.UpdateFailed,
            operation.CreationTime,
            new StateDescription { Code = operation.ErrorInfo?.Code, Message = operation.ErrorInfo?.Message },
            cancellationToken);
        var (done, again) = Words(operation.ConnectorOperationType);
        var now = state == ConnectorOperationState.ROLLBACK_COMPLETE
            ? "MSK Connect rolled it back, and the connector runs as before"
            : $"the connector is {connector.ConnectorState}";
        return FailureError.Of(context, report, $"MSK Connect did not {done} connector '{context.ConnectorName}' ({state}; {now})", again);
    }

    private static (string Done, string Again) Words(ConnectorOperationType? type)
    {
        if (type == ConnectorOperationType.PAUSE_CONNECTOR)
            return ("pause", "Correct the cause, then run the same command again.");
        if (type == ConnectorOperationType.RESUME_CONNECTOR)
            return ("resume", "Correct the cause, then run the same command again.");
        return type == ConnectorOperationType.RESTART_CONNECTOR
            ? ("restart", "Correct the cause, then run the same command again.")
            : (
                "keep the change of",
                "Correct the spec and run Update-KrakenMskConnector again; the grants for the change are kept until an update "
                + "succeeds.");
    }
}
