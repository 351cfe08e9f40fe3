namespace Kraken.MskConnect.Specs;

/// <summary>All fields of a spec: the reference module's 28 inputs in its order, then what goes beyond them.</summary>
public static class SpecFields
{
    private const int LongestSuggested = 64;

    /// <summary>The fields.</summary>
    public static IReadOnlyList<SpecField> All { get; } =
    [
        Text(
            nameof(ConnectorSpec.ConnectorName), "connector_name", (s, v) => s with { ConnectorName = v },
            required: true),
        Text(nameof(ConnectorSpec.Env), "env", (s, v) => s with { Env = v }, required: true),
        Text(nameof(ConnectorSpec.Region), "region", (s, v) => s with { Region = v }, required: true),
        Text(nameof(ConnectorSpec.AccountId), "account_id", (s, v) => s with { AccountId = v }, required: true),
        Text(
            nameof(ConnectorSpec.ConnectorType), "connector_type", (s, v) => s with { ConnectorType = v },
            required: true),
        Text(
            nameof(ConnectorSpec.KafkaConnectVersion), "kafkaconnect_version",
            (s, v) => s with { KafkaConnectVersion = v }),
        Text(nameof(ConnectorSpec.VpcId), "vpc_id", (s, v) => s with { VpcId = v }, required: true),
        List(nameof(ConnectorSpec.SubnetId), "subnet_ids", (s, v) => s with { SubnetId = v }, required: true),
        Text(
            nameof(ConnectorSpec.MskClusterArn), "msk_cluster_arn", (s, v) => s with { MskClusterArn = v },
            required: true),
        Text(
            nameof(ConnectorSpec.MskBootstrapServer), "msk_bootstrap_servers",
            (s, v) => s with { MskBootstrapServer = v }, required: true),
        Text(
            nameof(ConnectorSpec.MskAuthenticationType), "msk_authentication_type",
            (s, v) => s with { MskAuthenticationType = v }),
        Text(nameof(ConnectorSpec.MskKmsKeyArn), "msk_kms_key_arn", (s, v) => s with { MskKmsKeyArn = v }),
        List(nameof(ConnectorSpec.KafkaTopicRead), "kafka_topics_read", (s, v) => s with { KafkaTopicRead = v }),
        List(nameof(ConnectorSpec.KafkaTopicWrite), "kafka_topics_write", (s, v) => s with { KafkaTopicWrite = v }),
        Text(nameof(ConnectorSpec.RdsSecretArn), "rds_secret_arn", (s, v) => s with { RdsSecretArn = v }),
        Text(nameof(ConnectorSpec.S3SinkBucketArn), "s3_sink_bucket_arn", (s, v) => s with { S3SinkBucketArn = v }),
        Text(nameof(ConnectorSpec.S3KmsKeyArn), "s3_kms_key_arn", (s, v) => s with { S3KmsKeyArn = v }),
        Text(
            nameof(ConnectorSpec.CustomPluginArn), "custom_plugin_arn", (s, v) => s with { CustomPluginArn = v },
            required: true),
        Long(
            nameof(ConnectorSpec.CustomPluginRevision), "custom_plugin_revision",
            (s, v) => s with { CustomPluginRevision = v }),
        Text(
            nameof(ConnectorSpec.CustomPluginBucketArn), "custom_plugin_bucket_arn",
            (s, v) => s with { CustomPluginBucketArn = v }, required: true),
        Map(
            nameof(ConnectorSpec.ConnectorConfiguration), "connector_configuration",
            (s, v) => s with { ConnectorConfiguration = v }, required: true),
        Int(
            nameof(ConnectorSpec.AutoscalingMcuCount), "autoscaling_mcu_count",
            (s, v) => s with { AutoscalingMcuCount = v }),
        Int(
            nameof(ConnectorSpec.AutoscalingMinWorkerCount), "autoscaling_min_worker_count",
            (s, v) => s with { AutoscalingMinWorkerCount = v }),
        Int(
            nameof(ConnectorSpec.AutoscalingMaxWorkerCount), "autoscaling_max_worker_count",
            (s, v) => s with { AutoscalingMaxWorkerCount = v }),
        Int(
            nameof(ConnectorSpec.AutoscalingScaleInCpu), "autoscaling_scale_in_cpu",
            (s, v) => s with { AutoscalingScaleInCpu = v }),
        Int(
            nameof(ConnectorSpec.AutoscalingScaleOutCpu), "autoscaling_scale_out_cpu",
            (s, v) => s with { AutoscalingScaleOutCpu = v }),
        Int(
            nameof(ConnectorSpec.LogRetentionInDays), "log_retention_in_days",
            (s, v) => s with { LogRetentionInDays = v }),
        Map(nameof(ConnectorSpec.CommonTag), "common_tags", (s, v) => s with { CommonTag = v }),

        Text(nameof(ConnectorSpec.Description), "description", (s, v) => s with { Description = v }),
        Text(
            nameof(ConnectorSpec.EncryptionInTransit), "encryption_in_transit",
            (s, v) => s with { EncryptionInTransit = v }),
        Text(
            nameof(ConnectorSpec.WorkerConfigurationArn), "worker_configuration_arn",
            (s, v) => s with { WorkerConfigurationArn = v }),
        Long(
            nameof(ConnectorSpec.WorkerConfigurationRevision), "worker_configuration_revision",
            (s, v) => s with { WorkerConfigurationRevision = v }),
        Text(nameof(ConnectorSpec.NetworkType), "network_type", (s, v) => s with { NetworkType = v }),
        Int(
            nameof(ConnectorSpec.AutoscalingMaxTaskCount), "autoscaling_max_task_count",
            (s, v) => s with { AutoscalingMaxTaskCount = v }),
        Int(
            nameof(ConnectorSpec.ProvisionedWorkerCount), "provisioned_worker_count",
            (s, v) => s with { ProvisionedWorkerCount = v }),
        Int(
            nameof(ConnectorSpec.ProvisionedMcuCount), "provisioned_mcu_count",
            (s, v) => s with { ProvisionedMcuCount = v }),
        Text(
            nameof(ConnectorSpec.LogGroupKmsKeyArn), "log_group_kms_key_arn",
            (s, v) => s with { LogGroupKmsKeyArn = v }),
        Text(nameof(ConnectorSpec.SecretKmsKeyArn), "secret_kms_key_arn", (s, v) => s with { SecretKmsKeyArn = v }),
        Text(
            nameof(ConnectorSpec.PermissionsBoundaryArn), "permissions_boundary_arn",
            (s, v) => s with { PermissionsBoundaryArn = v }),
        Text(nameof(ConnectorSpec.RolePath), "role_path", (s, v) => s with { RolePath = v }),
        Text(
            nameof(ConnectorSpec.InternalTopicScope), "internal_topic_scope",
            (s, v) => s with { InternalTopicScope = v }),
        List(
            nameof(ConnectorSpec.EgressDestination), "egress_destinations", (s, v) => s with { EgressDestination = v }),
        Int(
            nameof(ConnectorSpec.TopicPartitionCount), "topic_partition_count",
            (s, v) => s with { TopicPartitionCount = v }),
        Int(
            nameof(ConnectorSpec.TopicReplicationFactor), "topic_replication_factor",
            (s, v) => s with { TopicReplicationFactor = v }),
        Int(nameof(ConnectorSpec.MaxOverGrant), "max_over_grant", (s, v) => s with { MaxOverGrant = v }),
        Boolean(
            nameof(ConnectorSpec.AllowAllTopics), "allow_all_topics", (s, v) => s with { AllowAllTopics = v }),
    ];

    private static readonly Dictionary<string, SpecField> _byName = All
        .SelectMany(field => new[] { (Name: field.Name, field), (Name: field.TerraformName, field) })
        .Select(entry => (Name: Normal(entry.Name), Field: entry.field))
        .DistinctBy(entry => entry.Name)
        .ToDictionary(entry => entry.Name, entry => entry.Field);

    /// <summary>
    /// The field of that name, the reference module's or the property's, in any case of letters, with or without
    /// underscores; null where there is none.
    /// </summary>
    /// <param name="name">The name as somebody wrote it.</param>
    public static SpecField? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(Normal(name));
    }

    /// <summary>The field whose name is most like an unknown one, or null where none is near.</summary>
    /// <param name="name">The name as somebody wrote it.</param>
    public static SpecField? Suggest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var normal = Normal(name);

        // The work grows with the length, and no name that is meant is so long.
        if (normal.Length > LongestSuggested)
            return null;
        var nearest = _byName.MinBy(entry => EditDistance(normal, entry.Key));
        return EditDistance(normal, nearest.Key) <= Math.Max(2, normal.Length / 4) ? nearest.Value : null;
    }

    /// <summary>The position of a finding's field in <see cref="All"/>; unknown ones come last.</summary>
    internal static int OrderOf(string findingField)
    {
        var name = findingField.Split('[')[0];
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Name == name)
                return i;
        }

        return All.Count;
    }

    private static string Normal(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>How many letters must be put in, taken out or changed to make one text of the other.</summary>
    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }

    private static SpecField Text(
        string name, string terraformName, Func<ConnectorSpec, string, ConnectorSpec> set, bool required = false) =>
        new(name, terraformName, SpecFieldKind.Text, required, (spec, value) => set(spec, (string)value));

    private static SpecField Int(string name, string terraformName, Func<ConnectorSpec, int, ConnectorSpec> set) =>
        new(
            name, terraformName, SpecFieldKind.WholeNumber, isRequired: false,
            (spec, value) => set(spec, (int)(long)value));

    private static SpecField Long(string name, string terraformName, Func<ConnectorSpec, long, ConnectorSpec> set) =>
        new(name, terraformName, SpecFieldKind.WholeNumber, isRequired: false, (spec, value) => set(spec, (long)value))
        {
            Greatest = long.MaxValue,
        };

    private static SpecField Boolean(string name, string terraformName, Func<ConnectorSpec, bool, ConnectorSpec> set) =>
        new(name, terraformName, SpecFieldKind.Boolean, isRequired: false, (spec, value) => set(spec, (bool)value));

    private static SpecField List(
        string name,
        string terraformName,
        Func<ConnectorSpec, IReadOnlyList<string>, ConnectorSpec> set,
        bool required = false) =>
        new(
            name, terraformName, SpecFieldKind.TextList, required,
            (spec, value) => set(spec, (IReadOnlyList<string>)value));

    private static SpecField Map(
        string name,
        string terraformName,
        Func<ConnectorSpec, IReadOnlyDictionary<string, string>, ConnectorSpec> set,
        bool required = false) =>
        new(
            name, terraformName, SpecFieldKind.TextMap, required,
            (spec, value) => set(spec, (IReadOnlyDictionary<string, string>)value));
}
