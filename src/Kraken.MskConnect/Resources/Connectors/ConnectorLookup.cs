using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Finds connectors by name and reads them.</summary>
internal static class ConnectorLookup
{
    /// <summary>All connectors whose names begin so, in AWS's order.</summary>
    public static Task<List<ConnectorSummary>> ListAsync(
        ProvisioningContext context, string namePrefix, CancellationToken cancellationToken) =>
        Pages.AllAsync(
            token => context.CallAsync("kafkaconnect:ListConnectors", () =>
                context.Aws.KafkaConnect.ListConnectorsAsync(
                    new ListConnectorsRequest
                    {
                        ConnectorNamePrefix = namePrefix.Length == 0 ? null : namePrefix,
                        MaxResults = 100,
                        NextToken = token,
                    },
                    cancellationToken)),
            page => page.Connectors,
            page => page.NextToken);

    /// <summary>How old a fleet's list may be where a removal is decided by it: as if each connector asked in turn.</summary>
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(10);

    /// <summary>The ARN of the connector of exactly this name; null where there is none.</summary>
    public static async Task<string?> FindArnAsync(ProvisioningContext context, CancellationToken cancellationToken) =>
        (await FindAsync(context, cancellationToken))?.ConnectorArn;

    /// <summary>The connector of exactly this name as a list has it; null where there is none.</summary>
    public static async Task<ConnectorSummary?> FindAsync(
        ProvisioningContext context, CancellationToken cancellationToken)
    {
        // Names are case sensitive, and the search is by prefix: "orders" finds "orders-2" too.
        IReadOnlyList<ConnectorSummary>? found = null;
        if (context.Inventory is { } inventory)
            found = await ConnectorInventory.Of(inventory).AllAsync(cancellationToken);
        else if (context is { ListsAllConnectors: true, Fleet: { } fleet })
            found = await ConnectorInventory.Of(fleet).AllAsync(cancellationToken, _fresh);
        found ??= await ListAsync(context, context.ListsAllConnectors ? "" : context.ConnectorName, cancellationToken);
        if (context.ListsAllConnectors)
            context.NoteAllConnectors(found);
        return found.FirstOrDefault(c => c.ConnectorName == context.ConnectorName);
    }

    /// <summary>Reads one connector.</summary>
    public static async Task<DescribeConnectorResponse> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var connector = await context.CallAsync("kafkaconnect:DescribeConnector", () =>
            context.Aws.KafkaConnect.DescribeConnectorAsync(
                new DescribeConnectorRequest { ConnectorArn = arn }, cancellationToken));
        Answers.Of(connector, connector.ConnectorArn ?? connector.ConnectorName ?? connector.CurrentVersion);
        return connector;
    }

    /// <summary>What a list says of a connector, in the form of its description; that has its configuration too.</summary>
    public static DescribeConnectorResponse Described(ConnectorSummary summary) => new()
    {
        ConnectorArn = summary.ConnectorArn,
        ConnectorName = summary.ConnectorName,
        ConnectorState = summary.ConnectorState,
        CurrentVersion = summary.CurrentVersion,
        CreationTime = summary.CreationTime,
        Capacity = summary.Capacity,
        KafkaCluster = summary.KafkaCluster,
        LogDelivery = summary.LogDelivery,
        ServiceExecutionRoleArn = summary.ServiceExecutionRoleArn,
        WorkerConfiguration = summary.WorkerConfiguration,
    };
}
