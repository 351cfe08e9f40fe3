using System.Text.RegularExpressions;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Pauses, resumes or restarts one connector: waits for what is in progress, refuses what its state does not allow, and
/// follows the operation. Given again after an interruption, it joins what it began.
/// </summary>
internal sealed partial class StateOperation(ProvisioningContext context, ConnectorStateChange change, StateOptions options)
{
    private const int MostLooks = 5;

    /// <summary>Does it; null where it was not approved.</summary>
    /// <param name="arn">The connector.</param>
    /// <param name="cancellationToken">Stops the waiting; what has begun goes on.</param>
    public async Task<ConnectorResult?> RunAsync(string arn, CancellationToken cancellationToken)
    {
        await RefuseUnownedAsync(arn, cancellationToken);
        for (var look = 1; ; look++)
        {
            var connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
            context.Protect(connector.ConnectorConfiguration);
            await RefuseDeadAsync(connector, cancellationToken);
            var state = connector.ConnectorState;
            if (state == StateChangeCall.Meanwhile(change))
            {
                context.Detail($"The connector is {state} already");
                if (!options.Wait)
                    return Result(connector, changed: false);
                connector = await ConnectorWaiter.UntilAtRestAsync(context, arn, cancellationToken);
                state = connector.ConnectorState;
                if (state == Goal)
                    return await FinishAsync(connector, changed: false, cancellationToken);
            }

            if (state == Goal && change != ConnectorStateChange.Restart)
                return Result(connector, changed: false);
            if (ConnectorStates.IsInWork(state) && options.Wait)
            {
                context.Warn($"The connector '{context.ConnectorName}' is {state}; waiting until that operation ends");
                await ConnectorWaiter.UntilSettledAsync(context, arn, cancellationToken);
                continue;
            }

            Refuse(connector);
            if (options.Approve is { } approve
                && !await context.Deadline.WithoutAsync(() => approve(Result(connector, changed: false), cancellationToken)))
                return null;
            try
            {
                await StateChangeCall.RunAsync(
                    context, arn, change, cancellationToken, options.FailedTasksOnly, options.Wait);
            }
            catch (AmazonServiceException e) when (e is BadRequestException or ConflictException && look < MostLooks)
            {
                // Where somebody was faster, what is to be done follows from the state that there is then.
                if ((await ConnectorLookup.DescribeAsync(context, arn, cancellationToken)).ConnectorState == state)
                    throw;
                continue;
            }

            connector = options.Wait
                ? await ConnectorWaiter.UntilAtRestAsync(context, arn, cancellationToken)
                : await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
            return await FinishAsync(connector, changed: true, cancellationToken);
        }
    }

    private ConnectorState Goal =>
        change == ConnectorStateChange.Pause ? ConnectorState.PAUSED : ConnectorState.RUNNING;

    private string Verb => change switch
    {
        ConnectorStateChange.Pause => "paused",
        ConnectorStateChange.Resume => "resumed",
        _ => "restarted",
    };

    private async Task<ConnectorResult> FinishAsync(
        DescribeConnectorResponse connector, bool changed, CancellationToken cancellationToken)
    {
        if (options is { TaskCheck: true, Wait: true } && connector.ConnectorState == ConnectorState.RUNNING)
            await TaskCheck.RunAsync(context, connector, cancellationToken);
        context.Progress($"{connector.ConnectorState}", 100, connector.ConnectorState);
        return Result(connector, changed);
    }

    private ConnectorResult Result(DescribeConnectorResponse connector, bool changed) =>
        ConnectorResults.From(connector, context.Aws.Region) with { Changed = changed };

    private async Task RefuseUnownedAsync(string arn, CancellationToken cancellationToken)
    {
        var answer = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
            context.Aws.KafkaConnect.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
        if (!Ownership.IsOurs(Answers.Tags(answer, answer.Tags), context.ConnectorName))
            throw Preconditions.NotOurs(context.ConnectorName, context.Aws.Region, $"it was not {Verb}");
    }

    private async Task RefuseDeadAsync(DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (connector.ConnectorState == ConnectorState.FAILED)
            throw await FailureError.OfFailedAsync(context, connector, cancellationToken);
        if (connector.ConnectorState == ConnectorState.DELETING)
            throw Refusal("is DELETING", "Wait until it is gone: Wait-KrakenMskConnector -State DELETED.");
    }

    /// <summary>Refuses what MSK Connect would refuse, in words.</summary>
    private void Refuse(DescribeConnectorResponse connector)
    {
        var state = connector.ConnectorState;
        if (change == ConnectorStateChange.Restart && state == ConnectorState.PAUSED)
        {
            throw Refusal(
                "is PAUSED, and only a RUNNING connector can be restarted",
                "Resume it with Resume-KrakenMskConnector.");
        }

        if (ConnectorStates.IsInWork(state))
        {
            throw Refusal(
                $"is {state}, and an operation in progress allows no other one",
                "Leave -NoWait out to wait for its end, or wait with Wait-KrakenMskConnector.");
        }

        if (!ConnectorStates.IsAtRest(state))
            throw Refusal($"is {state}", "Look at the connector with Get-KrakenMskConnector -Detailed, and run again later.");
        if (options.FailedTasksOnly && IsBefore37(connector.KafkaConnectVersion))
        {
            throw Refusal(
                $"has Kafka Connect {connector.KafkaConnectVersion}, and a restart of the failed tasks alone needs 3.7 or later",
                "Leave -FailedTaskOnly out: the connector and all its tasks are then restarted.");
        }
    }

    private KrakenException Refusal(string why, string remedy) => new(
        KrakenErrorKind.RequestRefused,
        $"The connector '{context.ConnectorName}' {why}; it was not {Verb}.",
        remedy)
    {
        ConnectorName = context.ConnectorName,
    };

    private static bool IsBefore37(string? version) =>
        Numbers().Match(version ?? "") is { Success: true } match
        && Version.Parse(match.Value) < new Version(3, 7);

    [GeneratedRegex(@"^\d{1,4}\.\d{1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
