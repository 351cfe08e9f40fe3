using Amazon.Kafka.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>Finds the MSK cluster of a connector, which MSK Connect knows by its brokers' addresses only.</summary>
internal sealed class ClusterSearch(ProvisioningContext context)
{
    private const int AtOnce = 8;

    /// <summary>
    /// The cluster's ARN: the one that the role's grants name, else the one whose brokers the connector talks to.
    /// </summary>
    /// <returns>Null where neither tells.</returns>
    public async Task<string?> FindAsync(
        LiveGrants grants, DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var granted = Granted(grants);
        if (granted.Count == 1)
            return granted[0];
        var hosts = BootstrapServers.Parse(connector.KafkaCluster?.ApacheKafkaCluster?.BootstrapServers ?? "")
            .Select(s => s.Host)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var clusters = granted.Count > 0 ? granted : await AllAsync(cancellationToken);
        foreach (var some in clusters.Chunk(AtOnce))
        {
            var brokers = await Task.WhenAll(some.Select(arn => BrokersAsync(arn, cancellationToken)));
            if (some.Zip(brokers).FirstOrDefault(c => c.Second.Any(hosts.Contains)).First is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The clusters that the grants name whole, by the cluster itself or by its topics.</summary>
    private static List<string> Granted(LiveGrants grants)
    {
        var named = grants.ArnsOf("kafka-cluster:Connect", "kafka", "cluster/")
            .Where(c => c.Text.IndexOfAny(['*', '?']) < 0)
            .Select(c => c.Text)
            .ToList();
        if (named.Count > 0)
            return named;
        string[] actions = ["kafka-cluster:ReadData", "kafka-cluster:WriteData"];
        return
        [
            .. from action in actions
               from topic in grants.ArnsOf(action, "kafka", "topic/")
               let parts = topic.Resource.Split('/', 3)
               where parts.Length == 3 && $"{parts[0]}{parts[1]}".IndexOfAny(['*', '?']) < 0
               let place = topic.Text[..topic.Text.IndexOf(":topic/", StringComparison.Ordinal)]
               group parts by $"{place}:cluster/{parts[0]}/{parts[1]}" into cluster
               select cluster.Key,
        ];
    }

    private async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken)
    {
        var clusters = await Pages.AllAsync(
            token => context.CallAsync("kafka:ListClustersV2", () => context.Aws.Kafka.ListClustersV2Async(
                new ListClustersV2Request { NextToken = token }, cancellationToken)),
            page => page.ClusterInfoList,
            page => page.NextToken);
        return [.. clusters.Select(c => c.ClusterArn).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> BrokersAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var brokers = await BootstrapBrokers.ReadAsync(context, arn, cancellationToken);
            return [.. brokers.Select(s => s.Host).Distinct()];
        }
        catch (Amazon.Kafka.AmazonKafkaException e) when (
            e is Amazon.Kafka.Model.NotFoundException or Amazon.Kafka.Model.BadRequestException
                or Amazon.Kafka.Model.ConflictException)
        {
            // Gone, or not so far yet that it has brokers: no connector can be talking to it.
            context.Detail($"The brokers of {arn} are not known: {e.ErrorCode}");
            return [];
        }
    }
}
