using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;

namespace Kraken.MskConnect.Provisioning;

/// <summary>Changes a connector in place and follows the operation to its end.</summary>
internal static class ConnectorUpdate
{
    /// <summary>Makes one change.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="change">Sets the one thing that is to change.</param>
    /// <param name="cancellationToken">Stops the waiting, not the change.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.RequestRefused"/>: MSK Connect accepted the change and took it back.
    /// </exception>
    public static async Task RunAsync(
        ProvisioningContext context, string arn, Action<UpdateConnectorRequest> change, CancellationToken cancellationToken)
    {
        // Each change makes a new version, and the next change must name it.
        var connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
        var request = new UpdateConnectorRequest { ConnectorArn = arn, CurrentVersion = connector.CurrentVersion };
        change(request);
        var accepted = await context.CallAsync("kafkaconnect:UpdateConnector", () =>
            context.Aws.KafkaConnect.UpdateConnectorAsync(request, cancellationToken));

        var backoff = ConnectorWaiter.NewBackoff(context);
        while (true)
        {
            var operation = await context.CallAsync("kafkaconnect:DescribeConnectorOperation", () =>
                context.Aws.KafkaConnect.DescribeConnectorOperationAsync(
                    new DescribeConnectorOperationRequest { ConnectorOperationArn = accepted.ConnectorOperationArn },
                    cancellationToken));
            var state = operation.ConnectorOperationState;
            context.Progress($"Updating the connector: {state}", state: ConnectorState.UPDATING);
            if (state == ConnectorOperationState.UPDATE_COMPLETE)
                return;
            if (state == ConnectorOperationState.UPDATE_FAILED
                || state == ConnectorOperationState.ROLLBACK_COMPLETE
                || state == ConnectorOperationState.ROLLBACK_FAILED)
            {
                throw new KrakenException(
                    KrakenErrorKind.RequestRefused,
                    context.Scrub($"MSK Connect did not keep the change of connector '{context.ConnectorName}': {state}, "
                        + $"{operation.ErrorInfo?.Code} {operation.ErrorInfo?.Message}."),
                    "Read the connector's log, correct the spec and run the update again.")
                {
                    ConnectorName = context.ConnectorName,
                };
            }

            await backoff.DelayAsync(cancellationToken);
        }
    }
}
