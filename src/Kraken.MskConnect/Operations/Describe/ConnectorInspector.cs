using System.Runtime.CompilerServices;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>Looks closely at connectors that exist, whoever made them. Read calls only.</summary>
/// <param name="aws">The clients of the region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class ConnectorInspector(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private const int MostErrors = 3;

    /// <summary>
    /// Finds connectors with their tags, last operation and last errors, in the order of their names. A part that may not be
    /// read is left out, with a warning.
    /// </summary>
    /// <param name="namePattern">A name; <c>*</c> and <c>?</c> stand for any characters, any one character.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="KrakenException">The connectors could not be listed, or one of them not be described.</exception>
    public async IAsyncEnumerable<ConnectorDetail> FindAsync(
        string namePattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        var listing = ProvisioningContext.For(namePattern, aws, observer, clock);
        var pattern = new NamePattern(namePattern);
        var found = await listing.ReadAsync(() => ConnectorLookup.ListAsync(listing, pattern.Prefix, cancellationToken));
        foreach (var connector in found.Where(c => pattern.IsMatch(c.ConnectorName)).OrderBy(c => c.ConnectorName, StringComparer.Ordinal))
        {
            var context = ProvisioningContext.For(connector.ConnectorName, aws, observer, clock);
            if (await context.ReadAsync(() => ReadAsync(context, connector.ConnectorArn, cancellationToken)) is { } detail)
                yield return detail;
        }
    }

    /// <summary>The operations of a connector, the newest first. Each takes a call, so stop when you have seen enough.</summary>
    /// <param name="connectorName">The connector's exact name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.NotFound"/>: no such connector; or AWS refused a call.
    /// </exception>
    public async IAsyncEnumerable<ConnectorOperation> ReadOperationsAsync(
        string connectorName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        var context = ProvisioningContext.For(connectorName, aws, observer, clock);
        var arn = await context.ReadAsync(() => ConnectorLookup.FindArnAsync(context, cancellationToken)) ?? throw new KrakenException(
            KrakenErrorKind.NotFound,
            $"There is no connector '{connectorName}' in {aws.Region}.",
            "Look at the name, its case included, and at -Region. Get-KrakenMskConnector without a name lists all.")
        {
            ConnectorName = connectorName,
        };
        await using var operations = OperationHistory.ReadAsync(context, arn, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await context.ReadAsync(async () => await operations.MoveNextAsync()))
            yield return operations.Current;
    }

    /// <summary>Reads a connector; null where it was deleted since it was listed.</summary>
    private async Task<ConnectorDetail?> ReadAsync(ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        DescribeConnectorResponse connector;
        try
        {
            connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
        }
        catch (NotFoundException)
        {
            return null;
        }

        context.Protect(connector.ConnectorConfiguration);
        var tags = OrWarnAsync(context, "tags", () => ReadTagsAsync(context, arn, cancellationToken));
        var operation = OrWarnAsync(context, "operations", () => ReadLastOperationAsync(context, arn, cancellationToken));
        var log = OrWarnAsync(context, "log", () => ReadLogAsync(context, connector, cancellationToken));
        await Concurrently.AllAsync(tags, operation, log);

        var (errors, dead) = await log;
        return Of(context, connector) with
        {
            Tag = await tags ?? [],
            LastOperation = await operation,
            LastError = errors ?? [],
            DeadTasks = dead ?? [],
        };
    }

    private ConnectorDetail Of(ProvisioningContext context, DescribeConnectorResponse connector)
    {
        var result = ConnectorResults.From(connector, aws.Region);
        var cluster = connector.KafkaCluster?.ApacheKafkaCluster;
        var plugin = connector.Plugins?.FirstOrDefault()?.CustomPlugin;
        return new ConnectorDetail
        {
            ConnectorName = result.ConnectorName,
            ConnectorState = result.ConnectorState,
            StateDescription = result.StateDescription,
            Description = connector.ConnectorDescription is { Length: > 0 } description ? context.Shown(description) : null,
            ConnectorArn = result.ConnectorArn,
            Region = result.Region,
            AccountId = result.AccountId,
            CreationTime = result.CreationTime,
            ConnectorType = result.ConnectorType,
            ConnectorClass = result.ConnectorClass,
            KafkaConnectVersion = connector.KafkaConnectVersion,
            Capacity = result.Capacity,
            CustomPluginArn = plugin?.CustomPluginArn,
            CustomPluginRevision = plugin?.Revision,
            WorkerConfigurationArn = connector.WorkerConfiguration?.WorkerConfigurationArn,
            WorkerConfigurationRevision = connector.WorkerConfiguration?.Revision,
            IamRoleArn = result.IamRoleArn,
            SecurityGroupId = cluster?.Vpc?.SecurityGroups ?? [],
            SubnetId = cluster?.Vpc?.Subnets ?? [],
            MskBootstrapServer = cluster?.BootstrapServers is { } servers ? context.Shown(servers) : null,
            MskAuthenticationType = connector.KafkaClusterClientAuthentication?.AuthenticationType?.Value,
            LogGroupName = result.LogGroupName,
        };
    }

    private static async Task<Dictionary<string, string>?> ReadTagsAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var answer = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
            context.Aws.KafkaConnect.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
        return (answer.Tags ?? []).ToDictionary(t => context.Shown(t.Key), t => context.Shown(t.Value), StringComparer.Ordinal);
    }

    private static async Task<ConnectorOperation?> ReadLastOperationAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        await foreach (var operation in OperationHistory.ReadAsync(context, arn, cancellationToken))
            return operation;
        return null;
    }

    private static async Task<(IReadOnlyList<ConnectorLogEntry>? Errors, IReadOnlyList<int>? Dead)> ReadLogAsync(
        ProvisioningContext context, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        if (FailureReader.LogGroupOf(connector) is not { } group)
            return (null, null);
        var entries = await ConnectorLog.ReadLastAsync(context, group, connector.CreationTime, cancellationToken);
        var dead = await DeadTasks.FindAsync(
            context, group, context.Clock.GetUtcNow() - TaskCheck.Recent, connector.CreationTime, cancellationToken);
        return (
            [.. entries.Where(FailureEvidence.IsError).TakeLast(MostErrors)],
            [.. dead.Select(d => d.Task).OfType<int>()]);
    }

    private static async Task<T?> OrWarnAsync<T>(ProvisioningContext context, string part, Func<Task<T?>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or KrakenException)
        {
            var error = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
            context.Warn($"The {part} of '{context.ConnectorName}' cannot be read: {error.Message}");
            return default;
        }
    }
}
