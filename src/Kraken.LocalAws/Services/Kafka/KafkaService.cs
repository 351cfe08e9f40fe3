using System.Net;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Kafka;

/// <summary>Amazon MSK's clusters and topics. Source: Amazon MSK API reference.</summary>
internal sealed class KafkaService(LocalCloud cloud) : Service(cloud, "kafka")
{
    private const int DefaultPage = 100;

    private readonly Dictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Cluster>("clusters", _clusters)];

    internal void Add(Cluster cluster) => _clusters.Add(cluster.Arn, cluster);

    /// <summary>Changes a cluster that is there.</summary>
    internal void Change(string arn, Func<Cluster, Cluster> change) => _clusters[arn] = change(_clusters[arn]);

    /// <summary>The cluster behind a bootstrap host and port, with the address that the host resolves to.</summary>
    internal (Cluster Cluster, IPAddress Address)? Resolve(string host, int port)
    {
        foreach (var cluster in _clusters.Values)
        {
            // The names are there as long as the brokers are.
            if (!cluster.Ports.Contains(port) || cluster.State is "CREATING" or "DELETING" or "FAILED")
                continue;
            if (cluster.Brokers.FirstOrDefault(b => Same(b.Host, host)) is { } broker)
                return (cluster, broker.Address);
            if (cluster.LoadBalancers.FirstOrDefault(l => Same(l.Host, host) && l.Ports.Contains(port)) is { } balancer)
                return (cluster, balancer.Address);
        }

        return null;

        static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
    }

    private Structure DescribeClusterV2(Call call) => new() { ["ClusterInfo"] = WriteV2(Get(call)) };

    /// <summary>The first version of the API: what DescribeClusterV2 has one level down stands beside the name.</summary>
    private Structure ListClusters(Call call) => Listed(
        call,
        cluster =>
        {
            var written = Write(cluster);
            foreach (var (name, value) in WriteProvisioned(cluster))
                written[name] = value;
            return written;
        },
        _clusters.Values.Where(c => !c.IsServerless));

    private Structure ListClustersV2(Call call)
    {
        var type = call.Input.Text("ClusterTypeFilter");
        return Listed(call, WriteV2, _clusters.Values.Where(
            c => type is null || type.Equals(TypeOf(c), StringComparison.OrdinalIgnoreCase)));
    }

    private static Structure Listed(Call call, Func<Cluster, Structure> write, IEnumerable<Cluster> clusters)
    {
        var filter = call.Input.Text("ClusterNameFilter") ?? "";
        var page = Paging.Cut(
            clusters.Where(c => c.Name.StartsWith(filter, StringComparison.Ordinal)),
            c => c.Name,
            call.Input.Text("NextToken"), call.PageSize("MaxResults", DefaultPage),
            () => new AwsError("BadRequestException", "The token is not valid."));
        return new Structure
        {
            ["ClusterInfoList"] = page.Items.Select(c => (object?)write(c)).ToList(),
            ["NextToken"] = page.NextToken,
        };
    }

    private Structure GetBootstrapBrokers(Call call)
    {
        var cluster = Get(call);
        string? Servers(int port) => cluster.Ports.Contains(port) && (!cluster.IsServerless || port == BrokerPorts.SaslIam)
            ? string.Join(',', cluster.Brokers.Select(b => $"{b.Host}:{port}"))
            : null;
        return new Structure
        {
            ["BootstrapBrokerString"] = Servers(BrokerPorts.Plaintext),
            ["BootstrapBrokerStringTls"] = Servers(BrokerPorts.Tls),
            ["BootstrapBrokerStringSaslScram"] = Servers(BrokerPorts.SaslScram),
            ["BootstrapBrokerStringSaslIam"] = Servers(BrokerPorts.SaslIam),
        };
    }

    /// <summary>
    /// Source: Amazon MSK developer guide, topic operations: of provisioned clusters with Kafka 3.6 or newer. The words of
    /// the refusal are a guess.
    /// </summary>
    private Structure ListTopics(Call call)
    {
        var cluster = Get(call);
        if (cluster.IsServerless)
            throw new AwsError("BadRequestException", "Topic operations are not supported for this cluster type.");
        var filter = call.Input.Text("TopicNameFilter") ?? "";
        var page = Paging.Cut(
            cluster.Topics.Values.Where(t => t.Name.StartsWith(filter, StringComparison.Ordinal)), t => t.Name,
            call.Input.Text("NextToken"), call.PageSize("MaxResults", DefaultPage),
            () => new AwsError("BadRequestException", "The token is not valid."));
        return new Structure
        {
            ["Topics"] = page.Items.Select(t => (object?)new Structure
            {
                ["TopicArn"] = cluster.DataArn("topic", t.Name),
                ["TopicName"] = t.Name,
                ["ReplicationFactor"] = (long)t.ReplicationFactor,
                ["PartitionCount"] = (long)t.Partitions,
                ["OutOfSyncReplicaCount"] = 0L,
            }).ToList(),
            ["NextToken"] = page.NextToken,
        };
    }

    private Structure DescribeTopic(Call call)
    {
        var cluster = Get(call);
        var name = call.Input.Required("TopicName");
        var topic = cluster.Topics.GetValueOrDefault(name)
            ?? throw new AwsError("NotFoundException", $"The topic {name} does not exist.");
        return new Structure
        {
            ["TopicArn"] = cluster.DataArn("topic", topic.Name),
            ["TopicName"] = topic.Name,
            ["ReplicationFactor"] = (long)topic.ReplicationFactor,
            ["PartitionCount"] = (long)topic.Partitions,
            ["Status"] = "ACTIVE",
        };
    }

    private Cluster Get(Call call)
    {
        var arn = call.Input.Required("ClusterArn");
        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
            throw new AwsError("BadRequestException", "One or more of the parameters are not valid. (clusterArn)");
        return _clusters.GetValueOrDefault(arn)
            ?? throw new AwsError(
                "NotFoundException", "The cluster does not exist or your account does not have access to it.");
    }

    private static Structure WriteV2(Cluster cluster)
    {
        var written = Write(cluster);
        written["ClusterType"] = TypeOf(cluster);
        if (cluster.IsServerless)
            written["Serverless"] = WriteServerless(cluster);
        else
            written["Provisioned"] = WriteProvisioned(cluster);
        return written;
    }

    private static string TypeOf(Cluster cluster) => cluster.IsServerless ? "SERVERLESS" : "PROVISIONED";

    private static Structure WriteServerless(Cluster cluster) => new()
    {
        ["VpcConfigs"] = new List<object?>
        {
            new Structure
            {
                ["SubnetIds"] = cluster.SubnetIds.ToList<object?>(),
                ["SecurityGroupIds"] = cluster.SecurityGroupIds.ToList<object?>(),
            },
        },
        ["ClientAuthentication"] = new Structure
        {
            ["Sasl"] = new Structure { ["Iam"] = new Structure { ["Enabled"] = true } },
        },
    };

    private static Structure Write(Cluster cluster) => new()
    {
        ["ClusterArn"] = cluster.Arn,
        ["ClusterName"] = cluster.Name,
        ["CreationTime"] = cluster.Created,
        ["CurrentVersion"] = "K3P5ROKL5A1OLE",
        ["State"] = cluster.State,
        ["Tags"] = Structure.Map(cluster.Tags),
    };

    private static Structure WriteProvisioned(Cluster cluster) => new()
    {
        ["BrokerNodeGroupInfo"] = new Structure
        {
            ["BrokerAZDistribution"] = "DEFAULT",
            ["ClientSubnets"] = cluster.SubnetIds.ToList<object?>(),
            ["InstanceType"] = cluster.InstanceType,
            ["SecurityGroups"] = cluster.SecurityGroupIds.ToList<object?>(),
            ["StorageInfo"] = new Structure { ["EbsStorageInfo"] = new Structure { ["VolumeSize"] = 100L } },
        },
        ["CurrentBrokerSoftwareInfo"] = new Structure { ["KafkaVersion"] = cluster.KafkaVersion },
        ["ClientAuthentication"] = new Structure
        {
            ["Sasl"] = new Structure
            {
                ["Scram"] = new Structure { ["Enabled"] = cluster.Ports.Contains(BrokerPorts.SaslScram) },
                ["Iam"] = new Structure { ["Enabled"] = cluster.Ports.Contains(BrokerPorts.SaslIam) },
            },
            ["Tls"] = new Structure { ["Enabled"] = cluster.Ports.Contains(BrokerPorts.Tls) },
            ["Unauthenticated"] = new Structure
            {
                ["Enabled"] = cluster.Ports.Contains(BrokerPorts.Tls) || cluster.Ports.Contains(BrokerPorts.Plaintext),
            },
        },
        ["EncryptionInfo"] = new Structure
        {
            ["EncryptionAtRest"] = new Structure { ["DataVolumeKMSKeyId"] = cluster.KmsKeyArn },
            ["EncryptionInTransit"] = new Structure { ["ClientBroker"] = cluster.Ports.Contains(BrokerPorts.Plaintext) ? "TLS_PLAINTEXT" : "TLS", ["InCluster"] = true },
        },
        ["EnhancedMonitoring"] = "DEFAULT",
        ["NumberOfBrokerNodes"] = (long)cluster.Brokers.Count,
        ["StorageMode"] = "LOCAL",
    };
}
