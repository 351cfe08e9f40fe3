using System.Net;
using System.Text;
using Kraken.LocalAws.Services.Kafka;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.LocalAws.Services.Kms;
using Kraken.LocalAws.Services.S3;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws;

/// <summary>
/// The surroundings that a connector needs and that exist from the start. The ARNs are those of the default account and
/// region; in a cloud with another account or region, the ARNs have those instead.
/// </summary>
public static partial class LocalAwsSeed
{
    /// <summary>The account.</summary>
    public const string AccountId = "123456789012";

    /// <summary>The region.</summary>
    public const string Region = "us-east-1";

    /// <summary>The VPC.</summary>
    public const string VpcId = "vpc-0a1b2c3d4e5f60718";

    /// <summary>The private subnet in the first zone.</summary>
    public const string SubnetIdA = "subnet-0a1b2c3d4e5f60001";

    /// <summary>The private subnet in the second zone.</summary>
    public const string SubnetIdB = "subnet-0a1b2c3d4e5f60002";

    /// <summary>The security group of the cluster's brokers, which lets the VPC in at their ports.</summary>
    public const string ClusterSecurityGroupId = "sg-0a1b2c3d4e5f60091";

    /// <summary>
    /// The route table of the private subnets, the VPC's main one: it leads to a NAT gateway, and to S3 by a gateway
    /// endpoint.
    /// </summary>
    internal const string RouteTableId = "rtb-0a1b2c3d4e5f60718";

    /// <summary>The NAT gateway.</summary>
    internal const string NatGatewayId = "nat-0a1b2c3d4e5f60041";

    /// <summary>The gateway endpoint for S3.</summary>
    internal const string S3EndpointId = "vpce-0a1b2c3d4e5f60051";

    /// <summary>The security group of the database, which lets the VPC in at its ports.</summary>
    internal const string DatabaseSecurityGroupId = "sg-0a1b2c3d4e5f60092";

    /// <summary>The MSK cluster, with IAM, SCRAM, TLS and plaintext listeners.</summary>
    public const string ClusterArn =
        "arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5";

    /// <summary>The name of the network load balancer before the cluster's TLS listeners.</summary>
    public const string LoadBalancerHost = "kraken-msk-nlb-0a1b2c3d4e5f6071.elb.us-east-1.amazonaws.com";

    /// <summary>Bootstrap servers for no authentication, over the load balancer.</summary>
    public const string LoadBalancerBootstrapServers = LoadBalancerHost + ":9094";

    /// <summary>Bootstrap servers for IAM authentication.</summary>
    public const string IamBootstrapServers = BrokerHost1 + ":9098," + BrokerHost2 + ":9098";

    /// <summary>Bootstrap servers for TLS without authentication.</summary>
    public const string TlsBootstrapServers = BrokerHost1 + ":9094," + BrokerHost2 + ":9094";

    /// <summary>The key that encrypts the cluster.</summary>
    public const string MskKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01";

    /// <summary>The key that encrypts the sink's bucket by default.</summary>
    public const string S3KeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02";

    /// <summary>
    /// The secret with the database's user and password; it is encrypted with the account's own default key.
    /// </summary>
    public const string SecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123";

    /// <summary>The secret's name.</summary>
    public const string SecretName = "kraken/dev/database";

    /// <summary>The plugin with Debezium's PostgreSQL connector; its latest revision is 1.</summary>
    public const string DebeziumPluginArn =
        "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/debezium-postgres/7d3f2a1c-0b4e-4f6a-9c8d-2e1f0a3b5c7d-3";

    /// <summary>The plugin with Confluent's S3 sink; its latest revision is 2.</summary>
    public const string S3SinkPluginArn =
        "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/confluent-s3-sink/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d-2";

    /// <summary>
    /// The worker configuration that lets connectors refer to secrets as <c>${secretsmanager:name:key}</c>.
    /// </summary>
    public const string WorkerConfigurationArn =
        "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/kraken-secrets/3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e6f-2";

    /// <summary>The bucket with the plugins' files.</summary>
    public const string PluginBucketArn = "arn:aws:s3:::kraken-connect-plugins-dev";

    /// <summary>The bucket for the sink.</summary>
    public const string SinkBucketArn = "arn:aws:s3:::kraken-raw-mnpi-dev";

    /// <summary>The database's host.</summary>
    public const string DatabaseHost = "kraken-dev.cluster-c1a2b3c4d5e6.us-east-1.rds.amazonaws.com";

    /// <summary>What the secret holds; it opens nothing.</summary>
    internal const string SecretValue =
        """{"host":"kraken-dev.cluster-c1a2b3c4d5e6.us-east-1.rds.amazonaws.com","port":5432,"dbname":"kraken","username":"debezium","password":"local-rehearsal-only"}""";

    /// <summary>The topics that the sink of the examples reads, and those that the source writes.</summary>
    private static readonly string[] _topics =
    [
        "cdc.orders.mnpi", "cdc.positions.mnpi", "cdc.trades.mnpi",
        "kraken-cdc.public.orders", "kraken-cdc.public.positions", "kraken-cdc.public.trades",
    ];

    private const string BrokerHost1 = "b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com";
    private const string BrokerHost2 = "b-2.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com";
    private const string SinkBucket = "kraken-raw-mnpi-dev";
    private const string PluginBucket = "kraken-connect-plugins-dev";

    /// <summary>Makes the surroundings in an empty cloud.</summary>
    internal static void Apply(LocalCloud cloud)
    {
        AddNetwork(cloud);
        cloud.Kms.Add(new KmsKey(Localize(cloud, MskKeyArn), "Kraken MSK", cloud.Now));
        cloud.Kms.Add(new KmsKey(Localize(cloud, S3KeyArn), "Kraken raw data", cloud.Now));
        cloud.SecretsManager.Add(new Secret(
            Localize(cloud, SecretArn), SecretName, KmsKeyId: null,
            Host(cloud, SecretValue),
            cloud.Now, cloud.Ids.Uuid()));
        AddCluster(cloud);
        cloud.S3.Add(new Bucket { Name = SinkBucket, Created = cloud.Now, KmsKeyArn = Localize(cloud, S3KeyArn) });
        var plugins = new Bucket { Name = PluginBucket, Created = cloud.Now };
        cloud.S3.Add(plugins);
        AddPlugin(cloud, plugins, DebeziumPluginArn, "Debezium connector for PostgreSQL", 1);
        AddPlugin(cloud, plugins, S3SinkPluginArn, "Confluent S3 sink connector", 2);
        AddWorkerConfiguration(cloud);
    }

    private static void AddCluster(LocalCloud cloud)
    {
        var arn = Localize(cloud, ClusterArn);
        var parts = arn.Split('/');
        var cluster = new Cluster
        {
            Name = parts[1],
            Uuid = parts[2],
            Arn = arn,
            Created = cloud.Now,
            Brokers =
            [
                new Broker(Host(cloud, BrokerHost1), IPAddress.Parse("10.20.1.11")),
                new Broker(Host(cloud, BrokerHost2), IPAddress.Parse("10.20.2.11")),
            ],
            LoadBalancers =
            [
                new LoadBalancer(
                    Host(cloud, LoadBalancerHost), IPAddress.Parse("10.20.1.21"),
                    [BrokerPorts.Tls, BrokerPorts.SaslScram]),
            ],
            SubnetIds = [SubnetIdA, SubnetIdB],
            SecurityGroupIds = [ClusterSecurityGroupId],
            KmsKeyArn = Localize(cloud, MskKeyArn),
            Tags = Named("kraken-dev"),
        };
        foreach (var topic in _topics)
            cluster.Topics.Add(topic, new Topic(topic, Partitions: 3, cluster.Brokers.Count));
        cloud.Kafka.Add(cluster);
    }

    private static void AddPlugin(LocalCloud cloud, Bucket bucket, string defaultArn, string description, long revision)
    {
        var arn = Localize(cloud, defaultArn);
        var name = arn.Split('/')[1];
        var content = Encoding.UTF8.GetBytes($"{name} revision {revision}");
        var file = S3Service.Put(bucket, $"plugins/{name}.zip", content, "application/zip", cloud.Now);
        cloud.KafkaConnect.Add(new CustomPlugin
        {
            Arn = arn,
            Name = name,
            Created = cloud.Now,
            Description = description,
            ContentType = "ZIP",
            LatestRevision = revision,
            Location = new Structure
            {
                ["s3Location"] = new Structure { ["bucketArn"] = $"arn:{cloud.Partition}:s3:::{PluginBucket}", ["fileKey"] = $"plugins/{name}.zip" },
            },
            State = "ACTIVE",
            FileSize = file.Body.Length,
            FileMd5 = file.ETag.Trim('"'),
        });
    }

    private static void AddWorkerConfiguration(LocalCloud cloud)
    {
        // Without config.action.reload=none a connector restarts every five minutes.
        // Source: Amazon MSK developer guide, "Externalize sensitive information using config providers".
        var properties = $"""
            key.converter=org.apache.kafka.connect.json.JsonConverter
            value.converter=org.apache.kafka.connect.json.JsonConverter
            config.providers=secretsmanager
            config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
            config.providers.secretsmanager.param.region={cloud.Region}
            config.action.reload=none
            """;
        var arn = Localize(cloud, WorkerConfigurationArn);
        cloud.KafkaConnect.Add(new WorkerConfiguration
        {
            Arn = arn,
            Name = arn.Split('/')[1],
            Created = cloud.Now,
            Description = "Secrets Manager as a config provider",
            Content = Convert.ToBase64String(Encoding.UTF8.GetBytes(properties)),
        });
    }

    private static string Localize(LocalCloud cloud, string text) =>
        text.Replace(AccountId, cloud.AccountId, StringComparison.Ordinal)
            .Replace(Region, cloud.Region, StringComparison.Ordinal)
            .Replace("arn:aws:", $"arn:{cloud.Partition}:", StringComparison.Ordinal);

    /// <summary>A text with names of hosts as the region has them.</summary>
    private static string Host(LocalCloud cloud, string text) =>
        Localize(cloud, text).Replace("amazonaws.com", cloud.DnsSuffix, StringComparison.Ordinal);

    private static Dictionary<string, string> Named(string name) => new(StringComparer.Ordinal) { ["Name"] = name };
}
