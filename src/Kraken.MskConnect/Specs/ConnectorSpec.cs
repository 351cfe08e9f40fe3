namespace Kraken.MskConnect.Specs;

/// <summary>
/// Everything that Kraken.MskConnect needs to know to provision one Amazon MSK Connect connector.
/// </summary>
/// <remarks>
/// The first 28 properties are the inputs of the reference module, with its defaults. A spec holds what its author
/// wrote, right or wrong: a required text that was not given is empty, and <see cref="SpecValidator"/> says so.
/// Fields that take one of a few words take them in any case of letters and hold them as AWS spells them.
/// The core acts only on specs that passed validation.
/// </remarks>
public sealed record ConnectorSpec
{
    /// <summary>The connector's name, 1 to 128 characters, case sensitive. Required.</summary>
    public string ConnectorName { get; init; } = "";

    /// <summary>The environment, for example <c>dev</c>; becomes the tag <c>env</c>. Required.</summary>
    public string Env { get; init; } = "";

    /// <summary>The AWS region, for example <c>us-east-1</c>. Required.</summary>
    public string Region { get; init; } = "";

    /// <summary>The AWS account's 12 digits. Required.</summary>
    public string AccountId { get; init; } = "";

    /// <summary><c>source</c> or <c>sink</c>. Required.</summary>
    public string ConnectorType { get; init => field = SpecChoices.Spell(SpecChoices.ConnectorType, value); } = "";

    /// <summary>The Kafka Connect version that MSK Connect runs. Default <c>2.7.1</c>.</summary>
    public string KafkaConnectVersion { get; init; } = SpecDefaults.KafkaConnectVersion;

    /// <summary>The VPC of the connector's security group. Required.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The subnets of the connector's network interfaces, one or more, private. Required.</summary>
    public IReadOnlyList<string> SubnetId { get; init; } = [];

    /// <summary>The MSK cluster's ARN, with its UUID. Required.</summary>
    public string MskClusterArn { get; init; } = "";

    /// <summary>The bootstrap servers, <c>host:port</c>, separated by commas. Required.</summary>
    public string MskBootstrapServer { get; init; } = "";

    /// <summary><c>IAM</c> or <c>NONE</c>. Default <c>IAM</c>.</summary>
    public string MskAuthenticationType
    {
        get;
        init => field = SpecChoices.Spell(SpecChoices.AuthenticationType, value);
    } = SpecDefaults.MskAuthenticationType;

    /// <summary>The ARN of the key that encrypts the MSK cluster's data, or null.</summary>
    public string? MskKmsKeyArn { get; init; }

    /// <summary>Topics that the connector may read; <c>*</c> at the end stands for any rest.</summary>
    public IReadOnlyList<string> KafkaTopicRead { get; init; } = [];

    /// <summary>Topics that the connector may write and create; <c>*</c> at the end stands for any rest.</summary>
    public IReadOnlyList<string> KafkaTopicWrite { get; init; } = [];

    /// <summary>The ARN of the secret with the database's credentials, or null.</summary>
    public string? RdsSecretArn { get; init; }

    /// <summary>The ARN of the bucket that a sink writes to, or null.</summary>
    public string? S3SinkBucketArn { get; init; }

    /// <summary>The ARN of the key that encrypts the sink bucket's objects, or null.</summary>
    public string? S3KmsKeyArn { get; init; }

    /// <summary>The custom plugin's ARN. Required.</summary>
    public string CustomPluginArn { get; init; } = "";

    /// <summary>The custom plugin's revision, 1 or more. Default 1.</summary>
    public long CustomPluginRevision { get; init; } = SpecDefaults.CustomPluginRevision;

    /// <summary>The ARN of the bucket that holds the custom plugin, or of the object in it. Required.</summary>
    public string CustomPluginBucketArn { get; init; } = "";

    /// <summary>The connector's configuration: Kafka Connect property names and values. Required.</summary>
    public IReadOnlyDictionary<string, string> ConnectorConfiguration { get; init; } =
        new Dictionary<string, string>();

    /// <summary>MSK Connect units a worker: 1, 2, 4 or 8. Default 1.</summary>
    public int AutoscalingMcuCount { get; init; } = SpecDefaults.AutoscalingMcuCount;

    /// <summary>The least number of workers, 1 to 10. Default 1.</summary>
    public int AutoscalingMinWorkerCount { get; init; } = SpecDefaults.AutoscalingMinWorkerCount;

    /// <summary>The greatest number of workers, 1 to 10. Default 2.</summary>
    public int AutoscalingMaxWorkerCount { get; init; } = SpecDefaults.AutoscalingMaxWorkerCount;

    /// <summary>CPU per cent below which a worker is taken away, 1 to 100. Default 20.</summary>
    public int AutoscalingScaleInCpu { get; init; } = SpecDefaults.AutoscalingScaleInCpu;

    /// <summary>CPU per cent above which a worker is added, 1 to 100. Default 80.</summary>
    public int AutoscalingScaleOutCpu { get; init; } = SpecDefaults.AutoscalingScaleOutCpu;

    /// <summary>
    /// Days that log events are kept, one of the values that CloudWatch Logs accepts, or 0 for events that never expire.
    /// Default 7.
    /// </summary>
    public int LogRetentionInDays { get; init; } = SpecDefaults.LogRetentionInDays;

    /// <summary>Tags for every resource that is made.</summary>
    public IReadOnlyDictionary<string, string> CommonTag { get; init; } = new Dictionary<string, string>();

    // What follows goes beyond the reference's inputs; each has a default that keeps the reference's behaviour
    // or a safer one.

    /// <summary>The connector's description, at most 1,024 characters, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Encryption between connector and brokers, <c>TLS</c> or <c>PLAINTEXT</c>. Default <c>TLS</c>.</summary>
    public string EncryptionInTransit
    {
        get;
        init => field = SpecChoices.Spell(SpecChoices.EncryptionInTransit, value);
    } = SpecDefaults.EncryptionInTransit;

    /// <summary>The ARN of a worker configuration, or null for MSK Connect's default one.</summary>
    public string? WorkerConfigurationArn { get; init; }

    /// <summary>The worker configuration's revision, 1 or more. Default 1.</summary>
    public long WorkerConfigurationRevision { get; init; } = SpecDefaults.WorkerConfigurationRevision;

    /// <summary><c>IPV4</c> or <c>DUAL</c>; null leaves the choice to MSK Connect.</summary>
    public string? NetworkType
    {
        get;
        init => field = value is null ? null : SpecChoices.Spell(SpecChoices.NetworkType, value);
    }

    /// <summary>
    /// The greatest number of tasks that autoscaling may set, at least the greatest number of workers; or null.
    /// </summary>
    public int? AutoscalingMaxTaskCount { get; init; }

    /// <summary>A fixed number of workers, 1 to 10, in place of autoscaling; or null for autoscaling.</summary>
    public int? ProvisionedWorkerCount { get; init; }

    /// <summary>MSK Connect units a worker under a fixed number of workers: 1, 2, 4 or 8; null means 1.</summary>
    public int? ProvisionedMcuCount { get; init; }

    /// <summary>The ARN of the key that encrypts the log group, or null.</summary>
    public string? LogGroupKmsKeyArn { get; init; }

    /// <summary>The ARN of the key that encrypts the database's secret, or null.</summary>
    public string? SecretKmsKeyArn { get; init; }

    /// <summary>The ARN of the policy that bounds the role's permissions, or null.</summary>
    public string? PermissionsBoundaryArn { get; init; }

    /// <summary>The role's path, begins and ends with a slash, at most 512 characters. Default <c>/</c>.</summary>
    public string RolePath { get; init; } = SpecDefaults.RolePath;

    /// <summary>
    /// How far the grants on MSK Connect's internal topics and groups reach: <c>Connector</c>, only this
    /// connector's (default), or <c>Service</c>, AWS's documented <c>__amazon_msk_connect_*</c>.
    /// </summary>
    public string InternalTopicScope
    {
        get;
        init => field = SpecChoices.Spell(SpecChoices.InternalTopicScope, value);
    } = SpecDefaults.InternalTopicScope;

    /// <summary>
    /// Where the connector may connect to: CIDR blocks, prefix lists (<c>pl-…</c>) or security groups
    /// (<c>sg-…</c>). Default <c>0.0.0.0/0</c>, on the derived ports only.
    /// </summary>
    public IReadOnlyList<string> EgressDestination { get; init; } = SpecDefaults.EgressDestination;

    /// <summary>
    /// Partitions of topics that a source creates (<c>topic.creation.default.partitions</c>), or null.
    /// </summary>
    public int? TopicPartitionCount { get; init; }

    /// <summary>
    /// Replicas of topics that a source creates (<c>topic.creation.default.replication.factor</c>), or null.
    /// </summary>
    public int? TopicReplicationFactor { get; init; }

    /// <summary>
    /// How many entries with <c>*</c> at the end may stand for several listed topics where the policy would otherwise be
    /// larger than IAM takes; each also grants the other topics that begin so. 0 to 1,000; default 0, nothing more than
    /// what is listed.
    /// </summary>
    public int MaxOverGrant { get; init; } = SpecDefaults.MaxOverGrant;

    /// <summary>
    /// Whether <c>*</c> may stand alone in a list of topics, for every topic of the cluster: MSK Connect's own are among
    /// them, which hold other connectors' configurations. Default false.
    /// </summary>
    public bool AllowAllTopics { get; init; }

    /// <summary>
    /// The log group of an adopted connector, where it is another than the one of our name; null otherwise. AWS tells it,
    /// so it is no input.
    /// </summary>
    internal string? AdoptedLogGroupName { get; init; }

    /// <summary>True where <see cref="ConnectorType"/> is <c>source</c>, in any case of letters.</summary>
    public bool IsSource => string.Equals(ConnectorType, "source", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where <see cref="ConnectorType"/> is <c>sink</c>, in any case of letters.</summary>
    public bool IsSink => string.Equals(ConnectorType, "sink", StringComparison.OrdinalIgnoreCase);

    /// <summary>The spec's name, never its values: a configuration can hold secrets.</summary>
    public override string ToString() => $"ConnectorSpec {ConnectorName}";
}
