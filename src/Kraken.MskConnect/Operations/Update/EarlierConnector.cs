using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.WorkerConfigurations;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// A source connector that is replaced and whose offsets are kept: it is paused before it is deleted. Where it cannot be
/// deleted, it goes on as before; where its successor cannot be created, it is created again from what was read of it. The
/// two never exist side by side, since connector names and replication slots are unique.
/// </summary>
internal sealed class EarlierConnector
{
    private readonly ProvisioningContext _context;
    private readonly DescribeConnectorResponse _connector;
    private readonly Dictionary<string, string> _tags;
    private readonly OffsetsConfiguration _offsets;
    private readonly bool _keepsWhatItUses;
    private bool _hasBegun;

    private EarlierConnector(
        ProvisioningContext context, DescribeConnectorResponse connector, ConnectorStack stack, bool keepsWhatItUses)
    {
        (_context, _connector, _offsets, _keepsWhatItUses) = (context, connector, stack.Offsets, keepsWhatItUses);
        _tags = new Dictionary<string, string>(stack.Connector.CurrentTags);
    }

    /// <summary>The connector of a stack that is to be replaced; null where there is none any more.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="stack">The resources as AWS has them.</param>
    /// <param name="replaced">What is replaced; with its role, for example, the earlier connector cannot come back.</param>
    public static EarlierConnector? Of(ProvisioningContext context, ConnectorStack stack, IReadOnlyList<ResourcePlan> replaced) =>
        stack.Connector.Observed is { } connector && !stack.Connector.IsBeingDeleted
            ? new EarlierConnector(
                context, connector, stack, replaced.All(p => p.Kind == stack.Connector.Kind))
            : null;

    /// <summary>Pauses it, so that its offsets are complete before it is deleted.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        if (_connector.ConnectorState == ConnectorState.RUNNING)
        {
            await StateChangeCall.RunAsync(
                _context, _connector.ConnectorArn, ConnectorStateChange.Pause, cancellationToken);
        }
    }

    /// <summary>Whether it is to come back after an error: something was done to it, it ran, and time is left.</summary>
    public bool CanBeRestored(Exception error) =>
        _hasBegun
        && ConnectorStates.IsAtRest(_connector.ConnectorState)
        && !_context.Deadline.IsOver
        && error is AmazonServiceException or KrakenException { Kind: not (KrakenErrorKind.TimedOut or KrakenErrorKind.NotFound) };

    /// <summary>Brings it back, and returns the error to throw, which says what became of it.</summary>
    /// <param name="stack">The resources.</param>
    /// <param name="error">Why there is no successor.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<KrakenException> RestoreAsync(ConnectorStack stack, Exception error, CancellationToken cancellationToken)
    {
        var why = AwsErrors.Translate(error, _context.ConnectorName, _context.Scrub);
        try
        {
            await stack.Connector.ObserveAsync(cancellationToken);
            return With(
                why,
                stack.Connector is { IsBeingDeleted: false } there && there.Identifier == _connector.ConnectorArn
                    ? await GoOnAsync(cancellationToken)
                    : await CreateAgainAsync(stack, cancellationToken));
        }
        catch (Exception e) when (e is AmazonServiceException or KrakenException && !cancellationToken.IsCancellationRequested)
        {
            var also = AwsErrors.Translate(e, _context.ConnectorName, _context.Scrub);
            return With(why, $"The earlier connector could not be brought back: {also.Message}");
        }
    }

    /// <summary>Gives it the state that it had, and says so.</summary>
    private async Task<string> GoOnAsync(CancellationToken cancellationToken)
    {
        await TakeUpStateAsync(_connector.ConnectorArn, cancellationToken);
        return $"The earlier connector was not deleted and is {_connector.ConnectorState}.";
    }

    /// <summary>Creates it again, and says so; a successor that FAILED is deleted first, and no other connector.</summary>
    private async Task<string> CreateAgainAsync(ConnectorStack stack, CancellationToken cancellationToken)
    {
        if (!_keepsWhatItUses)
            return "The earlier connector was deleted, with what it used: run again to create the new one.";
        if (stack.Connector.Observed is { } other)
        {
            var hasFailed = other.ConnectorState == ConnectorState.FAILED && stack.Connector.IsOurs;
            if (!hasFailed && !stack.Connector.IsBeingDeleted)
                return $"The earlier connector was not created again: there is a connector of its name, which is {other.ConnectorState}.";
            _context.Share = ProgressShare.Deletion;
            _context.Progress($"Deleting the connector {_context.ConnectorName} before the earlier one is created again", 15);
            await stack.Connector.DeleteAsync(cancellationToken);
        }

        _context.Share = ProgressShare.CreationAgain;
        _context.Progress($"Creating the earlier connector {_context.ConnectorName} again", 45);
        var request = ConnectorCopy.RequestOf(_connector, _tags, _offsets.OfEarlier);
        var created = await _context.CallAsync("kafkaconnect:CreateConnector", () =>
            _context.Aws.KafkaConnect.CreateConnectorAsync(request, cancellationToken));
        await TakeUpStateAsync(created.ConnectorArn, cancellationToken);
        return $"The earlier connector was created again from its offsets and is {_connector.ConnectorState}.";
    }

    private async Task TakeUpStateAsync(string arn, CancellationToken cancellationToken)
    {
        var now = await ConnectorWaiter.UntilAtRestAsync(_context, arn, cancellationToken);
        if (StateChangeCall.Between(now.ConnectorState, _connector.ConnectorState) is { } change)
            await StateChangeCall.RunAsync(_context, arn, change, cancellationToken);
    }

    private static KrakenException With(KrakenException error, string what) => new(
        error.Kind, $"{error.Message}{Environment.NewLine}{what}", error.Remedy, error.InnerException)
    {
        ConnectorName = error.ConnectorName,
        Report = error.Report,
    };
}
