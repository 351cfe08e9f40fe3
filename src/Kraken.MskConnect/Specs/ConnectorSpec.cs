using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// Everything that Kraken.MskConnect needs to know to provision one Amazon MSK Connect connector.
/// </summary>
/// <remarks>
/// <para>
/// Each input is declared here, once. The property has the input's type, its initializer is the default, its attributes
/// declare the rest, and its documentation comment is the parameter's help. A generator derives <see
/// cref="SpecFields"/>, <see cref="SpecDefaults"/> and the parameters of the cmdlets from it; the build derives the
/// JSON Schema of spec files and the table of inputs.
/// </para>
/// <para>
/// The first 28 properties are the inputs of the reference module, with its defaults. A spec contains what its author
/// wrote, valid or not: a required text that was not given is empty, and <see cref="SpecValidator"/> reports it. Fields
/// with a fixed set of values accept them in any case and store them as AWS spells them. The core acts only on specs
/// that passed validation.
/// </para>
/// </remarks>
public sealed record ConnectorSpec
{
    /// <summary>The connector's name, 1 to 128 characters, case sensitive. Required.</summary>
    [Input(
        "connector_name", InputGroup.Connector, InputChange.OtherConnector, IsRequired = true, Position = 0,
        Completer = "SpecNameCompleter")]
    public string ConnectorName { get; init; } = "";

    /// <summary>The environment, for example <c>dev</c>. It becomes the tag <c>env</c>. Required.</summary>
    [Input("env", InputGroup.Tags, InputChange.InPlace, IsRequired = true)]
    public string Env { get; init; } = "";

    /// <summary>The AWS region, for example <c>us-east-1</c>. Required.</summary>
    [Input(
        "region", InputGroup.Connector, InputChange.OtherConnector, IsRequired = true, Completer = "RegionCompleter")]
    public string Region { get; init; } = "";

    /// <summary>The AWS account ID, 12 digits. Required.</summary>
    [Input("account_id", InputGroup.Connector, InputChange.OtherConnector, IsRequired = true)]
    public string AccountId { get; init; } = "";

    /// <summary>The type of the connector, <c>source</c> or <c>sink</c>. Required.</summary>
    // The type itself is not sent; it goes with the connector's class, which AWS does not change.
    [Input("connector_type", InputGroup.Connector, InputChange.Replacement, IsRequired = true)]
    [Choices("source", "sink")]
    public string ConnectorType { get; init => field = SpecFields.ConnectorType.Spell(value); } = "";

    /// <summary>The Kafka Connect version. Default <c>2.7.1</c>.</summary>
    // Source: Amazon MSK developer guide, MSK Connect, supported Kafka Connect versions.
    [Input("kafkaconnect_version", InputGroup.Connector, InputChange.Replacement)]
    [KnownValues("2.7.1", "3.7.x")]
    public string KafkaConnectVersion { get; init; } = "2.7.1";

    /// <summary>The VPC of the connector's security group. Required.</summary>
    [Input("vpc_id", InputGroup.Network, InputChange.Replacement, IsRequired = true)]
    public string VpcId { get; init; } = "";

    /// <summary>The subnets of the connector's network interfaces, one or more, private. Required.</summary>
    [Input("subnet_ids", InputGroup.Network, InputChange.Replacement, IsRequired = true)]
    public IReadOnlyList<string> SubnetId { get; init; } = [];

    /// <summary>The MSK cluster's ARN, with its UUID. Required.</summary>
    // In place: the role's policy names the cluster; the connector itself has only the bootstrap servers.
    [Input("msk_cluster_arn", InputGroup.Cluster, InputChange.InPlace, IsRequired = true, Completer = "ClusterCompleter")]
    [Arn(nameof(ArnKind.Cluster))]
    public string MskClusterArn { get; init; } = "";

    /// <summary>The bootstrap servers, <c>host:port</c>, separated by commas. Required.</summary>
    [Input("msk_bootstrap_servers", InputGroup.Cluster, InputChange.Replacement, IsRequired = true)]
    public string MskBootstrapServer { get; init; } = "";

    /// <summary>
    /// The authentication type of the MSK cluster, <c>IAM</c> or <c>NONE</c>. Default <c>IAM</c>. <c>NONE</c> means
    /// that the connector does not use MSK's IAM authentication, for example if it uses SCRAM through a load balancer.
    /// </summary>
    [Input("msk_authentication_type", InputGroup.Cluster, InputChange.Replacement)]
    [Choices("IAM", "NONE")]
    public string MskAuthenticationType
    {
        get;
        init => field = SpecFields.MskAuthenticationType.Spell(value);
    } = "IAM";

    /// <summary>The ARN of the KMS key that encrypts the MSK cluster's data.</summary>
    [Input("msk_kms_key_arn", InputGroup.Cluster, InputChange.InPlace)]
    [Arn(nameof(ArnKind.KmsKey))]
    public string? MskKmsKeyArn { get; init; }

    /// <summary>The topics that the connector may read. An entry that ends with <c>*</c> is a prefix.</summary>
    [Input("kafka_topics_read", InputGroup.Topics, InputChange.InPlace)]
    public IReadOnlyList<string> KafkaTopicRead { get; init; } = [];

    /// <summary>
    /// The topics that the connector may write and create. An entry that ends with <c>*</c> is a prefix.
    /// </summary>
    [Input("kafka_topics_write", InputGroup.Topics, InputChange.InPlace)]
    public IReadOnlyList<string> KafkaTopicWrite { get; init; } = [];

    /// <summary>The ARN of the secret that contains the database credentials.</summary>
    [Input("rds_secret_arn", InputGroup.Data, InputChange.InPlace)]
    [Arn(nameof(ArnKind.Secret))]
    public string? RdsSecretArn { get; init; }

    /// <summary>The ARN of the S3 bucket that a sink writes to.</summary>
    [Input("s3_sink_bucket_arn", InputGroup.Data, InputChange.InPlace)]
    [Arn(nameof(ArnKind.Bucket))]
    public string? S3SinkBucketArn { get; init; }

    /// <summary>The ARN of the KMS key that encrypts the objects in the sink's bucket.</summary>
    [Input("s3_kms_key_arn", InputGroup.Data, InputChange.InPlace)]
    [Arn(nameof(ArnKind.KmsKey))]
    public string? S3KmsKeyArn { get; init; }

    /// <summary>The custom plugin's ARN. Required.</summary>
    [Input(
        "custom_plugin_arn", InputGroup.Plugin, InputChange.InPlace, IsRequired = true,
        Completer = "CustomPluginCompleter")]
    [Arn(nameof(ArnKind.CustomPlugin))]
    public string CustomPluginArn { get; init; } = "";

    /// <summary>The custom plugin's revision, 1 or more. Default 1.</summary>
    [Input("custom_plugin_revision", InputGroup.Plugin, InputChange.InPlace)]
    [Range(1, Remedy = "Give a revision that exists; the first is 1.")]
    public long CustomPluginRevision { get; init; } = 1;

    /// <summary>The ARN of the S3 bucket that contains the custom plugin, or of the object in it. Required.</summary>
    [Input("custom_plugin_bucket_arn", InputGroup.Plugin, InputChange.InPlace, IsRequired = true)]
    [Arn(nameof(ArnKind.BucketOrObject))]
    public string CustomPluginBucketArn { get; init; } = "";

    /// <summary>
    /// The connector's configuration: Kafka Connect property names and values. Required. Refer to secrets with a config
    /// provider, for example <c>${secretsmanager:orders/database:password}</c>.
    /// </summary>
    // In place, but for the key connector.class, which decides what the connector is.
    [Input(
        "connector_configuration", InputGroup.Connector, InputChange.InPlace, IsRequired = true, MayHoldSecrets = true,
        Completer = "ConfigurationCompleter")]
    public IReadOnlyDictionary<string, string> ConnectorConfiguration { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The number of MSK Connect units (MCUs) per worker: 1, 2, 4 or 8. Default 1.</summary>
    // Source: Amazon MSK developer guide, MSK Connect capacity.
    [Input("autoscaling_mcu_count", InputGroup.Capacity, InputChange.InPlace)]
    [Values(1, 2, 4, 8, Rule = "McuCountAllowed", Remedy = "Give 1, 2, 4 or 8 MCUs per worker.")]
    public int AutoscalingMcuCount { get; init; } = 1;

    /// <summary>The minimum number of workers, 1 or more. AWS recommends at most 10. Default 1.</summary>
    // Source of 10, here and below: the reference module.
    [Input("autoscaling_min_worker_count", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1)]
    public int AutoscalingMinWorkerCount { get; init; } = 1;

    /// <summary>The maximum number of workers, 1 or more. AWS recommends at most 10. Default 2.</summary>
    [Input("autoscaling_max_worker_count", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1)]
    public int AutoscalingMaxWorkerCount { get; init; } = 2;

    /// <summary>The CPU utilization in percent below which a worker is removed, 1 to 100. Default 20.</summary>
    [Input("autoscaling_scale_in_cpu", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1, 100)]
    public int AutoscalingScaleInCpu { get; init; } = 20;

    /// <summary>The CPU utilization in percent above which a worker is added, 1 to 100. Default 80.</summary>
    [Input("autoscaling_scale_out_cpu", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1, 100)]
    public int AutoscalingScaleOutCpu { get; init; } = 80;

    /// <summary>
    /// The number of days that log events are kept: one of the values that CloudWatch Logs accepts, or 0 for events
    /// that never expire. Default 7.
    /// </summary>
    // Source: Amazon CloudWatch Logs API reference, PutRetentionPolicy; for 0, Terraform's aws_cloudwatch_log_group.
    [Input("log_retention_in_days", InputGroup.Logs, InputChange.InPlace)]
    [Values(
        0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
        Rule = "LogRetentionAllowed", TakenBy = "CloudWatch Logs", ZeroStandsFor = "events that never expire")]
    public int LogRetentionInDays { get; init; } = 7;

    /// <summary>Tags for every resource that the module creates.</summary>
    [Input("common_tags", InputGroup.Tags, InputChange.InPlace, MayHoldSecrets = true)]
    public IReadOnlyDictionary<string, string> CommonTag { get; init; } = new Dictionary<string, string>();

    // What follows goes beyond the reference's inputs; each has a default that keeps the reference's behaviour
    // or a safer one.

    /// <summary>The connector's description, at most 1,024 characters.</summary>
    [Input("description", InputGroup.Connector, InputChange.Replacement)]
    public string? Description { get; init; }

    /// <summary>
    /// The encryption between the connector and the brokers, <c>TLS</c> or <c>PLAINTEXT</c>. Default <c>TLS</c>.
    /// </summary>
    [Input("encryption_in_transit", InputGroup.Cluster, InputChange.Replacement)]
    [Choices("TLS", "PLAINTEXT")]
    public string EncryptionInTransit
    {
        get;
        init => field = SpecFields.EncryptionInTransit.Spell(value);
    } = "TLS";

    /// <summary>The ARN of a worker configuration. Without it, MSK Connect uses its default configuration.</summary>
    [Input("worker_configuration_arn", InputGroup.Plugin, InputChange.InPlace, Completer = "WorkerConfigurationCompleter")]
    [Arn(nameof(ArnKind.WorkerConfiguration))]
    public string? WorkerConfigurationArn { get; init; }

    /// <summary>The worker configuration's revision, 1 or more. Default 1.</summary>
    [Input("worker_configuration_revision", InputGroup.Plugin, InputChange.InPlace)]
    [Range(1, Remedy = "Give a revision that exists; the first is 1.")]
    public long WorkerConfigurationRevision { get; init; } = 1;

    /// <summary>The network type, <c>IPV4</c> or <c>DUAL</c>. Without it, MSK Connect decides.</summary>
    [Input("network_type", InputGroup.Network, InputChange.Replacement)]
    [Choices("IPV4", "DUAL")]
    public string? NetworkType
    {
        get;
        init => field = value is null ? null : SpecFields.NetworkType.Spell(value);
    }

    /// <summary>
    /// The maximum number of tasks that autoscaling may set, 1 or more and at least the maximum number of workers.
    /// </summary>
    [Input("autoscaling_max_task_count", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1, Rule = "MaxTaskCountRange")]
    public int? AutoscalingMaxTaskCount { get; init; }

    /// <summary>A fixed number of workers, 1 or more, instead of autoscaling. AWS recommends at most 10.</summary>
    [Input("provisioned_worker_count", InputGroup.Capacity, InputChange.InPlace)]
    [Range(1)]
    public int? ProvisionedWorkerCount { get; init; }

    /// <summary>
    /// The number of MSK Connect units (MCUs) per worker with a fixed number of workers: 1, 2, 4 or 8. Without it, 1.
    /// </summary>
    [Input("provisioned_mcu_count", InputGroup.Capacity, InputChange.InPlace)]
    [Values(1, 2, 4, 8, Rule = "McuCountAllowed", Remedy = "Give 1, 2, 4 or 8 MCUs per worker.")]
    public int? ProvisionedMcuCount { get; init; }

    /// <summary>The ARN of the KMS key that encrypts the log group.</summary>
    [Input("log_group_kms_key_arn", InputGroup.Logs, InputChange.InPlace)]
    [Arn(nameof(ArnKind.KmsKey))]
    public string? LogGroupKmsKeyArn { get; init; }

    /// <summary>
    /// The name of the log group, 1 to 512 characters. Without it, <c>/aws/msk-connect/</c> and the connector's name. The module
    /// creates it if it does not exist. Connectors may share a log group; give them the same retention. It is removed with
    /// the last of them.
    /// </summary>
    [Input("log_group_name", InputGroup.Logs, InputChange.Replacement)]
    public string? LogGroupName { get; init; }

    /// <summary>The name of the S3 bucket that the worker logs are also delivered to. It must exist.</summary>
    [Input("log_s3_bucket", InputGroup.Logs, InputChange.Replacement)]
    public string? LogS3Bucket { get; init; }

    /// <summary>The prefix of the logs in <c>log_s3_bucket</c>. Requires the bucket.</summary>
    [Input("log_s3_prefix", InputGroup.Logs, InputChange.Replacement)]
    public string? LogS3Prefix { get; init; }

    /// <summary>
    /// The name of the Firehose delivery stream that the worker logs are also delivered to. It must exist.
    /// </summary>
    [Input("log_firehose_delivery_stream", InputGroup.Logs, InputChange.Replacement)]
    public string? LogFirehoseDeliveryStream { get; init; }

    /// <summary>The ARN of the KMS key that encrypts the database secret.</summary>
    [Input("secret_kms_key_arn", InputGroup.Data, InputChange.InPlace)]
    [Arn(nameof(ArnKind.KmsKey))]
    public string? SecretKmsKeyArn { get; init; }

    /// <summary>The ARN of the managed policy that is the role's permissions boundary.</summary>
    [Input("permissions_boundary_arn", InputGroup.Role, InputChange.InPlace)]
    [Arn(nameof(ArnKind.ManagedPolicy))]
    public string? PermissionsBoundaryArn { get; init; }

    /// <summary>
    /// The role's path. It begins and ends with a slash and has at most 512 characters. Default <c>/</c>.
    /// </summary>
    [Input("role_path", InputGroup.Role, InputChange.Replacement)]
    public string RolePath { get; init; } = "/";

    /// <summary>
    /// The scope of the grants on MSK Connect's internal topics and groups: <c>Connector</c> for only this connector's,
    /// or <c>Service</c> for <c>__amazon_msk_connect_*</c> as AWS documents it. Default <c>Connector</c>.
    /// </summary>
    [Input("internal_topic_scope", InputGroup.Role, InputChange.InPlace)]
    [Choices("Connector", "Service")]
    public string InternalTopicScope
    {
        get;
        init => field = SpecFields.InternalTopicScope.Spell(value);
    } = "Connector";

    /// <summary>
    /// The destinations that the connector may connect to: CIDR blocks, prefix lists (<c>pl-…</c>) or security groups
    /// (<c>sg-…</c>). Default <c>0.0.0.0/0</c>, and with the network type <c>DUAL</c> also <c>::/0</c>, on the derived ports
    /// only.
    /// </summary>
    [Input("egress_destinations", InputGroup.Network, InputChange.InPlace)]
    public IReadOnlyList<string> EgressDestination { get; init; } = ["0.0.0.0/0"];

    /// <summary>
    /// The number of partitions of topics that a source creates, 1 or more. Sets
    /// <c>topic.creation.default.partitions</c>. Requires the replication factor.
    /// </summary>
    [Input("topic_partition_count", InputGroup.Topics, InputChange.InPlace)]
    [Range(1)]
    public int? TopicPartitionCount { get; init; }

    /// <summary>
    /// The replication factor of topics that a source creates, 1 or more. Sets
    /// <c>topic.creation.default.replication.factor</c>. Requires the number of partitions.
    /// </summary>
    [Input("topic_replication_factor", InputGroup.Topics, InputChange.InPlace)]
    [Range(1)]
    public int? TopicReplicationFactor { get; init; }

    /// <summary>
    /// The maximum number of prefixes (entries that end with <c>*</c>) that may stand for several listed topics if the
    /// policy would otherwise be larger than IAM accepts. Each prefix also grants other topics that begin with it; the
    /// policy's findings and OverGrants show them. 0 to 1,000. Default 0: only the listed topics are granted.
    /// </summary>
    [Input("max_over_grant", InputGroup.Role, InputChange.InPlace)]
    [Range(
        0, 1_000,
        Remedy = "Give 0 to grant only the listed topics, or the maximum number of prefixes that may replace them.")]
    public int MaxOverGrant { get; init; }

    /// <summary>
    /// Allows a single <c>*</c> in a list of topics, which stands for every topic of the cluster. These include MSK
    /// Connect's own topics, which contain other connectors' configurations and possibly their passwords. Without it,
    /// such a list is an error.
    /// </summary>
    [Input("allow_all_topics", InputGroup.Topics, InputChange.InPlace)]
    public bool AllowAllTopics { get; init; }

    /// <summary>
    /// A definition of connector classes that the module does not know: which topics, groups, AWS services and ports they
    /// use, and which keys they have. Give the path of a JSON file, or its text; a path in a spec file begins in the file's
    /// folder. The definition grants permissions. <c>docs/connector-definitions.md</c> describes the format.
    /// </summary>
    [Input("connector_definition", InputGroup.Connector, InputChange.InPlace)]
    public string? ConnectorDefinition { get; init; }

    /// <summary>
    /// Statements that are added to the role's policy, for what cannot be derived: actions, resources, conditions (as IAM
    /// writes them) and a reason. Actions have no wildcards; a resource <c>*</c> requires <c>allow_any_resource</c>.
    /// </summary>
    [Input("additional_policy_statements", InputGroup.Role, InputChange.InPlace)]
    public IReadOnlyList<AdditionalStatement> AdditionalPolicyStatement { get; init; } = [];

    /// <summary>The ARNs of managed policies that are attached to the role beside its derived policy.</summary>
    [Input("additional_managed_policy_arns", InputGroup.Role, InputChange.InPlace)]
    public IReadOnlyList<string> AdditionalManagedPolicyArn { get; init; } = [];

    /// <summary>
    /// Egress rules of the security group beside the derived ones: port, or from_port and to_port, destination and reason.
    /// </summary>
    [Input("additional_egress", InputGroup.Network, InputChange.InPlace)]
    public IReadOnlyList<AdditionalEgressRule> AdditionalEgress { get; init; } = [];

    /// <summary>
    /// Ingress rules of the security group, which has none without them: port, or from_port and to_port, source and reason.
    /// </summary>
    [Input("additional_ingress", InputGroup.Network, InputChange.InPlace)]
    public IReadOnlyList<AdditionalIngressRule> AdditionalIngress { get; init; } = [];

    /// <summary>
    /// Consumer groups that the connector uses beside the derived ones. An entry that ends with <c>*</c> is a prefix.
    /// </summary>
    [Input("additional_consumer_groups", InputGroup.Topics, InputChange.InPlace)]
    public IReadOnlyList<string> AdditionalConsumerGroup { get; init; } = [];

    /// <summary>
    /// Transactional IDs that the connector uses beside the derived ones. An entry that ends with <c>*</c> is a prefix.
    /// </summary>
    [Input("additional_transactional_ids", InputGroup.Topics, InputChange.InPlace)]
    public IReadOnlyList<string> AdditionalTransactionalId { get; init; } = [];

    /// <summary>
    /// The state that the connector is to have: <c>RUNNING</c> or <c>PAUSED</c>. A paused connector keeps its
    /// configuration, capacity and offsets, and its tasks do nothing. Without it, a connector that exists keeps the
    /// state that it has, and a new one runs.
    /// </summary>
    [Input("desired_state", InputGroup.Connector, InputChange.InPlace)]
    [Choices("RUNNING", "PAUSED")]
    public string? DesiredState
    {
        get;
        init => field = value is null ? null : SpecFields.DesiredState.Spell(value);
    }

    /// <summary>
    /// Warnings that you know of and accept: the name of the rule, the reason, and optionally the field. An accepted finding
    /// is no longer a warning; plans and Test-KrakenConnectorSpec show it with its reason. Errors cannot be accepted.
    /// </summary>
    [Input("accepted_findings", InputGroup.Connector, InputChange.Nothing)]
    public IReadOnlyList<AcceptedWarning> AcceptedFinding { get; init; } = [];

    /// <summary>
    /// The fleet that the connector belongs to: at most 256 letters, digits, spaces and <c>_ . : / = + - @</c>. It becomes the
    /// tag <c>kraken:fleet</c> of all that the module makes for the connector. Given to Compare- or
    /// Update-KrakenMskConnector, it also says that the specs of the pipeline are all of that fleet's.
    /// </summary>
    [Input("fleet", InputGroup.Tags, InputChange.InPlace)]
    public string? Fleet { get; init; }

    /// <summary>The <see cref="LogRetentionInDays"/> of events that never expire.</summary>
    internal const int NeverExpires = 0;

    /// <summary>
    /// The log group of an adopted connector, if its name differs from the module's name for it; null otherwise. It is
    /// read from AWS, so it is not an input.
    /// </summary>
    internal string? AdoptedLogGroupName { get; init; }

    /// <summary>The name of the log group that the connector writes to.</summary>
    internal string UsedLogGroupName => AdoptedLogGroupName ?? LogGroupName ?? ResourceNames.LogGroupName(ConnectorName);

    /// <summary>
    /// The properties of the worker configuration; null where they were not read. They are read from AWS, so they are not
    /// an input.
    /// </summary>
    internal IReadOnlyDictionary<string, string>? WorkerProperties { get; init; }

    /// <summary>True if <see cref="ConnectorType"/> is <c>source</c>, in any case.</summary>
    public bool IsSource => string.Equals(ConnectorType, "source", StringComparison.OrdinalIgnoreCase);

    /// <summary>True if <see cref="ConnectorType"/> is <c>sink</c>, in any case.</summary>
    public bool IsSink => string.Equals(ConnectorType, "sink", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the connector has IPv6 addresses beside those of IPv4.</summary>
    internal bool IsDualStack => string.Equals(NetworkType, "DUAL", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a sink that is given a bucket.</summary>
    internal bool HasSinkBucket => IsSink && !string.IsNullOrEmpty(S3SinkBucketArn);

    /// <summary>The spec's name, never its values: a configuration can hold secrets.</summary>
    public override string ToString() => $"ConnectorSpec {ConnectorName}";
}
