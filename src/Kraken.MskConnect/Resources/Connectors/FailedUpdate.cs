using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Tells why MSK Connect did not keep a change.</summary>
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
        var now = state == ConnectorOperationState.ROLLBACK_COMPLETE ? "the connector runs as before" : "check the connector's state";
        return FailureError.Of(
            context,
            report,
            $"MSK Connect did not keep the change of connector '{context.ConnectorName}' ({state}; {now})",
            "Correct the spec and run Update-KrakenMskConnector again; the grants for the change are kept until an update "
            + "succeeds.");
    }
}
