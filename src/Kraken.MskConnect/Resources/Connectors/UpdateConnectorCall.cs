using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Changes a connector in place and waits until the operation ends.</summary>
internal static class UpdateConnectorCall
{
    /// <summary>How far our clock and AWS's may be apart.</summary>
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Makes one change.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="arn">The connector.</param>
    /// <param name="change">Sets the one thing that is to change.</param>
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

        try
        {
            await context.WhileAwsWorksAsync(() => FollowAsync(context, arn, operation, cancellationToken));
        }
        catch (NotFoundException e)
        {
            throw ConnectorWaiter.Deleted(context, e);
        }
    }

    private static async Task FollowAsync(
        ProvisioningContext context, string arn, string operationArn, CancellationToken cancellationToken)
    {
        var interval = new PollInterval(context.Clock);
        while (true)
        {
            var operation = await DescribeAsync(context, operationArn, cancellationToken);
            var state = operation.ConnectorOperationState;
            context.Progress($"Updating the connector: {state}", state: ConnectorState.UPDATING);
            if (state == ConnectorOperationState.UPDATE_COMPLETE)
                return;
            if (HasFailed(state))
                throw await FailedUpdate.ErrorAsync(context, arn, operation, cancellationToken);
            if (context.Deadline.IsOver)
            {
                throw await UnfinishedConnector.ErrorAsync(
                    context,
                    await ConnectorLookup.DescribeAsync(context, arn, cancellationToken),
                    ConnectorOperationState.UPDATE_COMPLETE,
                    state,
                    operation.CreationTime);
            }

            await interval.DelayAsync(context, cancellationToken);
        }
    }

    /// <summary>The newest operation where it is to bring about what the request asks for; else null.</summary>
    private static async Task<string?> FindAsync(
        ProvisioningContext context, UpdateConnectorRequest request, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // Newest first. Source: what the API returns; the reference does not say.
        var operations = await context.CallAsync("kafkaconnect:ListConnectorOperations", () =>
            context.Aws.KafkaConnect.ListConnectorOperationsAsync(
                new ListConnectorOperationsRequest { ConnectorArn = request.ConnectorArn, MaxResults = 10 },
                cancellationToken));
        var newest = Answers.List(operations, operations.ConnectorOperations).MaxBy(o => o.CreationTime);
        if (newest is null)
            return null;
        var operation = await DescribeAsync(context, newest.ConnectorOperationArn, cancellationToken);
        var isSame = request.ConnectorConfiguration is { } wanted
            ? operation.TargetConnectorConfiguration is { } target && IsSame(wanted, target)
            : ConnectorCapacity.IsSame(request.Capacity, operation.TargetWorkerSetting?.Capacity);

        // One that has ended may be an earlier run's, which failed for a reason of its own.
        var hasEnded = operation.ConnectorOperationState == ConnectorOperationState.UPDATE_COMPLETE
            || HasFailed(operation.ConnectorOperationState);
        var isRecent = operation.CreationTime?.ToUniversalTime() >= (since - _clockSkew).UtcDateTime;
        return isSame && (!hasEnded || isRecent) ? newest.ConnectorOperationArn : null;
    }

    private static Task<DescribeConnectorOperationResponse> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken) =>
        context.CallAsync("kafkaconnect:DescribeConnectorOperation", () =>
            context.Aws.KafkaConnect.DescribeConnectorOperationAsync(
                new DescribeConnectorOperationRequest { ConnectorOperationArn = arn }, cancellationToken));

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(e => other.TryGetValue(e.Key, out var value) && value == e.Value);

    private static bool HasFailed(ConnectorOperationState state) =>
        state == ConnectorOperationState.UPDATE_FAILED
        || state == ConnectorOperationState.ROLLBACK_COMPLETE
        || state == ConnectorOperationState.ROLLBACK_FAILED;
}
