using Amazon.Kafka.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources;

/// <summary>Reads the addresses at which an MSK cluster's brokers listen.</summary>
internal static class BootstrapBrokers
{
    /// <summary>The bootstrap servers of all of a cluster's listeners, whatever their authentication and network.</summary>
    /// <exception cref="Amazon.Kafka.AmazonKafkaException">
    /// There is no such cluster, or it is not so far yet that it has brokers.
    /// </exception>
    public static async Task<IReadOnlyList<BootstrapServer>> ReadAsync(
        ProvisioningContext context, string clusterArn, CancellationToken cancellationToken)
    {
        var answer = await context.CallAsync("kafka:GetBootstrapBrokers", () => context.Aws.Kafka.GetBootstrapBrokersAsync(
            new GetBootstrapBrokersRequest { ClusterArn = clusterArn }, cancellationToken));
        string?[] listeners =
        [
            answer.BootstrapBrokerString, answer.BootstrapBrokerStringTls,
            answer.BootstrapBrokerStringSaslScram, answer.BootstrapBrokerStringSaslIam,
            answer.BootstrapBrokerStringPublicTls, answer.BootstrapBrokerStringPublicSaslScram,
            answer.BootstrapBrokerStringPublicSaslIam, answer.BootstrapBrokerStringVpcConnectivityTls,
            answer.BootstrapBrokerStringVpcConnectivitySaslScram, answer.BootstrapBrokerStringVpcConnectivitySaslIam,
        ];
        return [.. listeners.OfType<string>().SelectMany(BootstrapServers.Parse).Distinct()];
    }
}
