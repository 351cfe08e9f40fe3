using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A cmdlet that takes connector specs: from parameters, or from the pipeline as specs, hashtables or objects whose
/// properties are the spec's inputs, or from both.
/// </summary>
public abstract class SpecCmdlet : AsyncCmdlet
{
    private HashSet<string> _givenOnCommandLine = [];

    /// <summary>
    /// A spec, or an object or hashtable with its inputs, by their own names or by the reference's snake_case names.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>A spec as the module's cmdlets return it.</summary>
    // A set of its own, in which nothing is bound by property name: PowerShell compiles accessors for each parameter that
    // it binds so, which for a spec are those of all inputs, and what the spec says is read from the spec itself.
    [Parameter(ParameterSetName = nameof(Spec), ValueFromPipeline = true)]
    public ConnectorSpec? Spec { get; set; }

    /// <summary>The connector's name, 1 to 128 characters, case sensitive. Required.</summary>
    [Parameter(Position = 0, ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = nameof(Spec))]
    [Alias("connector_name")]
    public string? ConnectorName { get; set; }

    /// <summary>The environment, for example dev; becomes the tag env. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    public string? Env { get; set; }

    /// <summary>
    /// The AWS region, for example us-east-1. Required. Where a piped spec names another region, that is an error.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The AWS account's 12 digits. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("account_id")]
    public string? AccountId { get; set; }

    /// <summary>source or sink. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("connector_type")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? ConnectorType { get; set; }

    /// <summary>The Kafka Connect version that MSK Connect runs. Default 2.7.1.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("kafkaconnect_version")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? KafkaConnectVersion { get; set; }

    /// <summary>The VPC of the connector's security group. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("vpc_id")]
    public string? VpcId { get; set; }

    /// <summary>The subnets of the connector's network interfaces, one or more, private. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("subnet_ids")]
    public string[]? SubnetId { get; set; }

    /// <summary>The MSK cluster's ARN, with its UUID. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("msk_cluster_arn")]
    public string? MskClusterArn { get; set; }

    /// <summary>The bootstrap servers, host:port, separated by commas. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("msk_bootstrap_servers")]
    public string? MskBootstrapServer { get; set; }

    /// <summary>
    /// IAM or NONE. Default IAM. NONE means that the brokers are reached without MSK's own authentication, for example
    /// through a load balancer with SCRAM.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("msk_authentication_type")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? MskAuthenticationType { get; set; }

    /// <summary>The ARN of the key that encrypts the MSK cluster's data.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("msk_kms_key_arn")]
    public string? MskKmsKeyArn { get; set; }

    /// <summary>Topics that the connector may read; * at the end stands for any rest.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("kafka_topics_read")]
    public string[]? KafkaTopicRead { get; set; }

    /// <summary>Topics that the connector may write and create; * at the end stands for any rest.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("kafka_topics_write")]
    public string[]? KafkaTopicWrite { get; set; }

    /// <summary>The ARN of the secret with the database's credentials.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("rds_secret_arn")]
    public string? RdsSecretArn { get; set; }

    /// <summary>The ARN of the bucket that a sink writes to.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("s3_sink_bucket_arn")]
    public string? S3SinkBucketArn { get; set; }

    /// <summary>The ARN of the key that encrypts the sink bucket's objects.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("s3_kms_key_arn")]
    public string? S3KmsKeyArn { get; set; }

    /// <summary>The custom plugin's ARN. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("custom_plugin_arn")]
    [ArgumentCompleter(typeof(CustomPluginCompleter))]
    public string? CustomPluginArn { get; set; }

    /// <summary>The custom plugin's revision, 1 or more. Default 1.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("custom_plugin_revision")]
    public long CustomPluginRevision { get; set; }

    /// <summary>The ARN of the bucket that holds the custom plugin, or of the object in it. Required.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("custom_plugin_bucket_arn")]
    public string? CustomPluginBucketArn { get; set; }

    /// <summary>
    /// The connector's configuration: Kafka Connect property names and values, as a hashtable or as an object with
    /// those properties. Required. Refer to secrets by a config provider, for example
    /// ${secretsmanager:orders/database:password}.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("connector_configuration")]
    [MapTransformation]
    [ArgumentCompleter(typeof(ConfigurationCompleter))]
    public IDictionary? ConnectorConfiguration { get; set; }

    /// <summary>MSK Connect units a worker: 1, 2, 4 or 8. Default 1.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_mcu_count")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public int AutoscalingMcuCount { get; set; }

    /// <summary>The least number of workers, 1 to 10. Default 1.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_min_worker_count")]
    public int AutoscalingMinWorkerCount { get; set; }

    /// <summary>The greatest number of workers, 1 to 10. Default 2.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_max_worker_count")]
    public int AutoscalingMaxWorkerCount { get; set; }

    /// <summary>CPU per cent below which a worker is taken away, 1 to 100. Default 20.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_scale_in_cpu")]
    public int AutoscalingScaleInCpu { get; set; }

    /// <summary>CPU per cent above which a worker is added, 1 to 100. Default 80.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_scale_out_cpu")]
    public int AutoscalingScaleOutCpu { get; set; }

    /// <summary>
    /// Days that log events are kept, one of the values that CloudWatch Logs accepts, or 0 for events that never expire.
    /// Default 7.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("log_retention_in_days")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public int LogRetentionInDays { get; set; }

    /// <summary>Tags for every resource that is made, as a hashtable or as an object with those properties.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("common_tags")]
    [MapTransformation]
    public IDictionary? CommonTag { get; set; }

    /// <summary>The connector's description, at most 1,024 characters.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    public string? Description { get; set; }

    /// <summary>Encryption between connector and brokers, TLS or PLAINTEXT. Default TLS.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("encryption_in_transit")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? EncryptionInTransit { get; set; }

    /// <summary>The ARN of a worker configuration. Without it, MSK Connect's default one.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("worker_configuration_arn")]
    public string? WorkerConfigurationArn { get; set; }

    /// <summary>The worker configuration's revision, 1 or more. Default 1.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("worker_configuration_revision")]
    public long WorkerConfigurationRevision { get; set; }

    /// <summary>IPV4 or DUAL. Without it, MSK Connect decides.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("network_type")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? NetworkType { get; set; }

    /// <summary>
    /// The greatest number of tasks that autoscaling may set, at least the greatest number of workers.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("autoscaling_max_task_count")]
    public int AutoscalingMaxTaskCount { get; set; }

    /// <summary>A fixed number of workers, 1 to 10, in place of autoscaling.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("provisioned_worker_count")]
    public int ProvisionedWorkerCount { get; set; }

    /// <summary>MSK Connect units a worker under a fixed number of workers: 1, 2, 4 or 8.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("provisioned_mcu_count")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public int ProvisionedMcuCount { get; set; }

    /// <summary>The ARN of the key that encrypts the log group.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("log_group_kms_key_arn")]
    public string? LogGroupKmsKeyArn { get; set; }

    /// <summary>The ARN of the key that encrypts the database's secret.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("secret_kms_key_arn")]
    public string? SecretKmsKeyArn { get; set; }

    /// <summary>The ARN of the policy that bounds the role's permissions.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("permissions_boundary_arn")]
    public string? PermissionsBoundaryArn { get; set; }

    /// <summary>The role's path; begins and ends with a slash, at most 512 characters. Default /.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("role_path")]
    public string? RolePath { get; set; }

    /// <summary>
    /// How far the grants on MSK Connect's internal topics and groups reach: Connector, only this connector's
    /// (default), or Service, AWS's documented wildcard.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("internal_topic_scope")]
    [ArgumentCompleter(typeof(SpecValueCompleter))]
    public string? InternalTopicScope { get; set; }

    /// <summary>
    /// Where the connector may connect to: CIDR blocks, prefix lists (pl-…) or security groups (sg-…). Default
    /// 0.0.0.0/0, on the derived ports only.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("egress_destinations")]
    public string[]? EgressDestination { get; set; }

    /// <summary>Partitions of topics that a source creates.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("topic_partition_count")]
    public int TopicPartitionCount { get; set; }

    /// <summary>Replicas of topics that a source creates.</summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("topic_replication_factor")]
    public int TopicReplicationFactor { get; set; }

    /// <summary>
    /// How many entries with * at the end may stand for several listed topics where the policy would otherwise be larger
    /// than IAM takes; each also grants the other topics that begin so, and the policy's findings and OverGrants say what.
    /// 0 to 1,000. Default 0: nothing more than what is listed.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("max_over_grant")]
    public int MaxOverGrant { get; set; }

    /// <summary>
    /// Lets * alone in KafkaTopicRead or KafkaTopicWrite stand for every topic of the cluster, MSK Connect's own among them,
    /// which hold other connectors' configurations and perhaps their passwords. Without it such a list is an error.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Spec))]
    [Alias("allow_all_topics")]
    [SwitchTransformation]
    public SwitchParameter AllowAllTopics { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _givenOnCommandLine = [.. MyInvocation.BoundParameters.Keys];

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        var spec = SpecOfResult.TryGet(InputObject, out var made) ? made : Spec;
        var readings = spec is null
            ? SpecInput.Read(InputObject, BoundInputs(SpecInput.Names), _givenOnCommandLine)
            : SpecInput.Read(spec, BoundInputs(SpecInput.Names.Where(_givenOnCommandLine.Contains)));
        foreach (var reading in readings)
            ProcessSpec(reading);
    }

    /// <summary>Handles one spec, on the pipeline thread. It is as its author wrote it, right or wrong.</summary>
    private protected abstract void ProcessSpec(SpecReading reading);

    /// <summary>Validates the spec: warnings are shown, errors become one error that lists them all.</summary>
    /// <returns>Whether the spec may be acted on.</returns>
    private protected bool CheckValid(SpecReading reading) => CheckValid(reading.Validate(), reading.Source);

    /// <summary>The same for findings that are known.</summary>
    private protected bool CheckValid(SpecValidation validation, string source)
    {
        foreach (var warning in SpecFindings.Warnings(validation))
            WriteWarning(warning);
        if (!validation.IsValid)
            WriteError(ErrorRecords.From(SpecFindings.Error(validation, source), validation.ConnectorName));
        return validation.IsValid;
    }

    /// <summary>
    /// The inputs that have a value for the current record. Not from BoundParameters, which keeps what an earlier
    /// record bound; the properties themselves are set back.
    /// </summary>
    private Dictionary<string, object?> BoundInputs(IEnumerable<string> names)
    {
        var bound = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var value = GetType().GetProperty(name)!.GetValue(this);
            if (value is SwitchParameter flag)
                value = flag.ToBool();
            if (_givenOnCommandLine.Contains(name) || value is not (null or 0 or 0L or false))
                bound.Add(name, PipelineObject.ToPlain(value));
        }

        return bound;
    }
}
