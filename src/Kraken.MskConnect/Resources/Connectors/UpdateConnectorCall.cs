using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Changes a connector in place and waits until the operation ends.</summary>
internal static class UpdateConnectorCall
{
    /// <summary>Makes one change.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="change">Sets what is to change: the configuration, or parts of the worker setting.</param>
    /// <param name="cancellationToken">Stops the waiting, not the change.</param>
    /// <param name="version">
    /// The version that the change was planned for, so that MSK Connect refuses it where another run was faster; null
    /// takes the connector as it is now.
    /// </param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.UpdateFailed"/>: MSK Connect accepted the change and took it back;
    /// <see cref="KrakenErrorKind.TimedOut"/>; <see cref="KrakenErrorKind.NotFound"/>: it was deleted meanwhile.
    /// </exception>
    public static async Task RunAsync(
        ProvisioningContext context,
        string arn,
        Action<UpdateConnectorRequest> change,
        CancellationToken cancellationToken,
        string? version = null)
    {
        // Each change makes a new version, and the next change must name it.
        version ??= (await ConnectorLookup.DescribeAsync(context, arn, cancellationToken)).CurrentVersion;
        var request = new UpdateConnectorRequest { ConnectorArn = arn, CurrentVersion = version };
        change(request);
        var startedAt = context.Clock.GetUtcNow();
        string operation;
        try
        {
            var accepted = await context.CallAsync("kafkaconnect:UpdateConnector", () =>
                context.Aws.KafkaConnect.UpdateConnectorAsync(request, cancellationToken));
            operation = accepted.ConnectorOperationArn;
        }
        catch (AmazonServiceException e) when (e is BadRequestException or ConflictException)
        {
            // An earlier attempt may have taken effect and its answer been lost: then the connector is UPDATING, to
            // just what we want, and MSK Connect refuses the repetition.
            if (await FindAsync(context, request, startedAt, cancellationToken) is not { } own)
                throw;
            context.Detail($"The change is already in progress ({e.ErrorCode}); following {own}");
            operation = own;
        }

        await ConnectorOperations.FollowAsync(context, arn, operation, "Updating", ConnectorState.UPDATING, cancellationToken);
    }

    /// <summary>The newest operation where it is to bring about what the request asks for; else null.</summary>
    private static async Task<string?> FindAsync(
        ProvisioningContext context, UpdateConnectorRequest request, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await ConnectorOperations.NewestAsync(context, request.ConnectorArn, cancellationToken) is not { } newest)
            return null;
        var operation = await ConnectorOperations.DescribeAsync(context, newest.ConnectorOperationArn, cancellationToken);
        var isSame = request.ConnectorConfiguration is { } wanted
            ? operation.TargetConnectorConfiguration is { } target && IsSame(wanted, target)
            : WorkerSettingUpdate.IsSame(request, operation.TargetWorkerSetting);
        return isSame && ConnectorOperations.MayBeOwn(operation.ConnectorOperationState, operation.CreationTime, since)
            ? newest.ConnectorOperationArn
            : null;
    }

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(e => other.TryGetValue(e.Key, out var value) && value == e.Value);
}
