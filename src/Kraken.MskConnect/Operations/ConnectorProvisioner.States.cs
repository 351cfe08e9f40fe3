using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <content>Pauses, resumptions and restarts.</content>
public sealed partial class ConnectorProvisioner
{
    /// <inheritdoc/>
    public Task<ConnectorResult?> ChangeStateAsync(
        string connectorName, ConnectorStateChange change, StateOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(options);
        var begun = NewContext(connectorName);
        return AloneAsync(begun, () => InTimeAsync(begun, options.Timeout, async (context, token) =>
        {
            var arn = await ConnectorLookup.FindArnAsync(context, token) ?? throw NoConnector(connectorName, aws.Region);
            return await new StateOperation(context, change, options).RunAsync(arn, token);
        }, cancellationToken));
    }
}
