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
/// A source connector that is replaced and whose offsets are kept: it is paused before it is deleted, and created again
/// from what was read of it where its successor cannot be created. The two never exist side by side, since connector names
/// and replication slots are unique.
/// </summary>
internal sealed class EarlierConnector
{
    private readonly ProvisioningContext _context;
    private readonly DescribeConnectorResponse _connector;
    private readonly Dictionary<string, string> _tags;
    private readonly OffsetsConfiguration _offsets;
    private readonly bool _keepsWhatItUses;

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
        if (_connector.ConnectorState == ConnectorState.RUNNING)
        {
            await StateChangeCall.RunAsync(
                _context, _connector.ConnectorArn, ConnectorStateChange.Pause, cancellationToken);
        }
    }

    /// <summary>Whether it can be created again after an error: it ran, what it used is there, and time is left.</summary>
    public bool CanBeRestored(Exception error) =>
        _keepsWhatItUses
        && ConnectorStates.IsAtRest(_connector.ConnectorState)
        && !_context.Deadline.IsOver
        && error is AmazonServiceException or KrakenException { Kind: not (KrakenErrorKind.TimedOut or KrakenErrorKind.NotFound) };

    /// <summary>Creates it again, and returns the error to throw, which says what became of it.</summary>
    /// <param name="stack">The resources; a successor that FAILED is deleted first.</param>
    /// <param name="error">Why there is no successor.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<KrakenException> RestoreAsync(ConnectorStack stack, Exception error, CancellationToken cancellationToken)
    {
        var why = AwsErrors.Translate(error, _context.ConnectorName, _context.Scrub);
        try
        {
            await stack.Connector.ObserveAsync(cancellationToken);
            if (stack.Connector.Exists)
            {
                _context.Progress($"Deleting the new connector {_context.ConnectorName}, which failed");
                await stack.Connector.DeleteAsync(cancellationToken);
            }

            _context.Progress($"Creating the earlier connector {_context.ConnectorName} again");
            var request = ConnectorCopy.RequestOf(_connector, _tags, _offsets.OfEarlier);
            var created = await _context.CallAsync("kafkaconnect:CreateConnector", () =>
                _context.Aws.KafkaConnect.CreateConnectorAsync(request, cancellationToken));
            var restored = await ConnectorWaiter.UntilAtRestAsync(_context, created.ConnectorArn, cancellationToken);
            if (StateChangeCall.Between(restored.ConnectorState, _connector.ConnectorState) is { } change)
                await StateChangeCall.RunAsync(_context, created.ConnectorArn, change, cancellationToken);
            return With(why, $"The earlier connector was created again from its offsets and is {_connector.ConnectorState}.");
        }
        catch (Exception e) when (e is AmazonServiceException or KrakenException && !cancellationToken.IsCancellationRequested)
        {
            var also = AwsErrors.Translate(e, _context.ConnectorName, _context.Scrub);
            return With(why, $"The earlier connector could not be created again: {also.Message}");
        }
    }

    private static KrakenException With(KrakenException error, string what) => new(
        error.Kind, $"{error.Message}{Environment.NewLine}{what}", error.Remedy, error.InnerException)
    {
        ConnectorName = error.ConnectorName,
        Report = error.Report,
    };
}
