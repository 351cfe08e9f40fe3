using Amazon.Kafka.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Fills in what a spec leaves out and its cluster knows: the bootstrap servers and the KMS key. Read calls only, none for a
/// spec that has both, and each cluster is read once.
/// </summary>
/// <param name="aws">The clients of the clusters' region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class ClusterResolver(ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private readonly SharedReads _reads = new();

    /// <summary>Whether a spec leaves out what its cluster knows.</summary>
    /// <param name="spec">The spec; it need not be valid.</param>
    public static bool IsNeeded(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.MskBootstrapServer.Length == 0 || string.IsNullOrEmpty(spec.MskKmsKeyArn);
    }

    /// <summary>The region of a spec's cluster, which its ARN names.</summary>
    /// <param name="spec">The spec; it need not be valid.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: it has no ARN of a cluster.</exception>
    public static string RegionOf(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return SpecArn.TryParse(spec.MskClusterArn, out var arn) && arn.Service == "kafka" && arn.Region.Length > 0
            ? arn.Region
            : throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"MskClusterArn: '{spec.MskClusterArn}' is no ARN of a cluster, so the cluster cannot be asked for its bootstrap servers and key.",
                "Give the cluster's complete ARN in MskClusterArn, or MskBootstrapServer itself.")
            {
                ConnectorName = spec.ConnectorName,
            };
    }

    /// <summary>
    /// Fills in <see cref="ConnectorSpec.MskBootstrapServer"/> with the private listeners for the spec's authentication and
    /// encryption, and <see cref="ConnectorSpec.MskKmsKeyArn"/>, where they are not given. What is given stays.
    /// </summary>
    /// <param name="spec">The spec; of it, the ARN of the cluster must be valid.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The spec, completed. A Serverless cluster tells no key.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.NotFound"/>: there is no such cluster, or it has no such listener; or a call was refused.
    /// </exception>
    public Task<ConnectorSpec> ResolveAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var context = ProvisioningContext.For(spec.ConnectorName, aws, observer, clock) with { Configuration = spec.ConnectorConfiguration };
        return context.ReadAsync(async () =>
        {
            try
            {
                if (spec.MskBootstrapServer.Length == 0)
                {
                    var brokers = await _reads.OnceAsync("brokers " + spec.MskClusterArn, () => BrokersAsync(context, spec, cancellationToken));
                    spec = spec with { MskBootstrapServer = ServersOf(spec, brokers) };
                }

                if (string.IsNullOrEmpty(spec.MskKmsKeyArn))
                {
                    var cluster = await _reads.OnceAsync("cluster " + spec.MskClusterArn, () => ClusterAsync(context, spec, cancellationToken));
                    spec = spec with { MskKmsKeyArn = cluster.Provisioned?.EncryptionInfo?.EncryptionAtRest?.DataVolumeKMSKeyId };
                }

                return spec;
            }
            catch (NotFoundException e)
            {
                throw new KrakenException(
                    KrakenErrorKind.NotFound,
                    $"MskClusterArn: the cluster '{spec.MskClusterArn}' does not exist, or this account may not see it.",
                    "Correct MskClusterArn, its UUID included, or use credentials of the cluster's account.",
                    e)
                {
                    ConnectorName = spec.ConnectorName,
                };
            }
        });
    }

    private static Task<GetBootstrapBrokersResponse> BrokersAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken) =>
        context.CallAsync("kafka:GetBootstrapBrokers", () => context.Aws.Kafka.GetBootstrapBrokersAsync(
            new GetBootstrapBrokersRequest { ClusterArn = spec.MskClusterArn }, cancellationToken));

    private static async Task<Cluster> ClusterAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var answer = await context.CallAsync("kafka:DescribeClusterV2", () => context.Aws.Kafka.DescribeClusterV2Async(
            new DescribeClusterV2Request { ClusterArn = spec.MskClusterArn }, cancellationToken));
        return Answers.Of(answer, answer.ClusterInfo);
    }

    /// <summary>Those of the listener that the spec's settings lead to. Source: Amazon MSK developer guide, Port information.</summary>
    private static string ServersOf(ConnectorSpec spec, GetBootstrapBrokersResponse brokers)
    {
        var (servers, listener) = spec switch
        {
            { MskAuthenticationType: "IAM" } => (brokers.BootstrapBrokerStringSaslIam, "IAM"),
            { EncryptionInTransit: "PLAINTEXT" } => (brokers.BootstrapBrokerString, "no authentication without encryption"),
            _ => (brokers.BootstrapBrokerStringTls, "no authentication over TLS"),
        };
        if (!string.IsNullOrEmpty(servers))
            return servers;
        List<(string Name, string? Servers)> listeners =
        [
            ("IAM", brokers.BootstrapBrokerStringSaslIam), ("TLS", brokers.BootstrapBrokerStringTls),
            ("SCRAM", brokers.BootstrapBrokerStringSaslScram), ("PLAINTEXT", brokers.BootstrapBrokerString),
        ];
        var others = listeners.Where(l => !string.IsNullOrEmpty(l.Servers)).Select(l => l.Name).ToList();
        throw new KrakenException(
            KrakenErrorKind.NotFound,
            $"MskAuthenticationType is '{spec.MskAuthenticationType}' and EncryptionInTransit '{spec.EncryptionInTransit}', and the cluster "
            + $"'{spec.MskClusterArn}' has no private listener for {listener}; it has {(others.Count == 0 ? "none" : string.Join(", ", others))}.",
            "Turn that listener on in the cluster's security settings, give another MskAuthenticationType, or give MskBootstrapServer itself.")
        {
            ConnectorName = spec.ConnectorName,
        };
    }
}
