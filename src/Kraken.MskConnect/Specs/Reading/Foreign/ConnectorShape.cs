namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// Reads a connector in the shape of MSK Connect's API. CloudFormation's resource and Terraform's have the same parts
/// under names that differ in case, underscores and few words, and Terraform wraps each part in a list.
/// </summary>
/// <remarks>
/// Source: Amazon MSK Connect API reference, CreateConnector and DescribeConnector; AWS CloudFormation template reference,
/// AWS::KafkaConnect::Connector; Terraform AWS provider, aws_mskconnect_connector.
/// </remarks>
internal static class ConnectorShape
{
    /// <summary>What an unfilled skeleton of the AWS CLI has as the key of a map.</summary>
    private const string SkeletonKey = "KeyName";

    private const string LogDestinations = "logdelivery.workerlogdelivery.";

    private static readonly Dictionary<string, SpecField> _fields = new(StringComparer.Ordinal)
    {
        ["connectorname"] = SpecFields.ConnectorName,
        ["name"] = SpecFields.ConnectorName,
        ["region"] = SpecFields.Region,
        ["connectorconfiguration"] = SpecFields.ConnectorConfiguration,
        ["connectordescription"] = SpecFields.Description,
        ["description"] = SpecFields.Description,
        ["kafkaconnectversion"] = SpecFields.KafkaConnectVersion,
        ["networktype"] = SpecFields.NetworkType,
        ["kafkacluster.apachekafkacluster.bootstrapservers"] = SpecFields.MskBootstrapServer,
        ["kafkacluster.apachekafkacluster.vpc.subnets"] = SpecFields.SubnetId,
        ["kafkaclusterclientauthentication.authenticationtype"] = SpecFields.MskAuthenticationType,
        ["kafkaclusterencryptionintransit.encryptiontype"] = SpecFields.EncryptionInTransit,
        ["plugins.customplugin.custompluginarn"] = SpecFields.CustomPluginArn,
        ["plugins.customplugin.revision"] = SpecFields.CustomPluginRevision,
        ["plugin.customplugin.arn"] = SpecFields.CustomPluginArn,
        ["plugin.customplugin.revision"] = SpecFields.CustomPluginRevision,
        ["workerconfiguration.workerconfigurationarn"] = SpecFields.WorkerConfigurationArn,
        ["workerconfiguration.arn"] = SpecFields.WorkerConfigurationArn,
        ["workerconfiguration.revision"] = SpecFields.WorkerConfigurationRevision,
        ["capacity.autoscaling.mcucount"] = SpecFields.AutoscalingMcuCount,
        ["capacity.autoscaling.minworkercount"] = SpecFields.AutoscalingMinWorkerCount,
        ["capacity.autoscaling.maxworkercount"] = SpecFields.AutoscalingMaxWorkerCount,
        ["capacity.autoscaling.maxautoscalingtaskcount"] = SpecFields.AutoscalingMaxTaskCount,
        ["capacity.autoscaling.scaleinpolicy.cpuutilizationpercentage"] = SpecFields.AutoscalingScaleInCpu,
        ["capacity.autoscaling.scaleoutpolicy.cpuutilizationpercentage"] = SpecFields.AutoscalingScaleOutCpu,
        ["capacity.provisionedcapacity.workercount"] = SpecFields.ProvisionedWorkerCount,
        ["capacity.provisionedcapacity.mcucount"] = SpecFields.ProvisionedMcuCount,
        [LogDestinations + "cloudwatchlogs.loggroup"] = SpecFields.LogGroupName,
        [LogDestinations + "s3.bucket"] = SpecFields.LogS3Bucket,
        [LogDestinations + "s3.prefix"] = SpecFields.LogS3Prefix,
        [LogDestinations + "firehose.deliverystream"] = SpecFields.LogFirehoseDeliveryStream,
    };

    /// <summary>What the module makes for each connector itself.</summary>
    private static readonly HashSet<string> _madeAnew =
        ["serviceexecutionrolearn", "kafkacluster.apachekafkacluster.vpc.securitygroups"];

    /// <summary>What describes a connector that exists, and what only the other tool needs.</summary>
    private static readonly HashSet<string> _passedOver =
    [
        "arn", "connectorarn", "connectorstate", "creationtime", "currentversion", "id", "statedescription", "tagsall", "timeouts",
        "version", LogDestinations + "cloudwatchlogs.enabled", LogDestinations + "s3.enabled", LogDestinations + "firehose.enabled",
    ];

    /// <summary>Reads the connector.</summary>
    /// <param name="parts">The request, the resource's properties, or its values.</param>
    /// <param name="place">Where in the file it stands; null where it is all of the file.</param>
    internal static ForeignConnector Read(SpecMap parts, string? place = null)
    {
        var connector = new ForeignConnector(place);
        foreach (var (name, value) in parts.Entries)
            Take(connector, value, name, Normal(name));
        return connector;
    }

    private static void Take(ForeignConnector connector, SpecNode node, string name, string path)
    {
        if (path == "tags")
            TakeTags(connector, node);
        else if (path == "connectorconfiguration" && node is SpecMap configuration)
            connector.Set(SpecFields.ConnectorConfiguration, WithoutSkeleton(configuration));
        else if (_fields.TryGetValue(path, out var field))
            connector.Set(field, node);
        else if (_madeAnew.Contains(path))
            connector.MadeAnew.Add(name[(name.LastIndexOf('.') + 1)..]);
        else if (!_passedOver.Contains(path))
            TakeParts(connector, node, name, path);
    }

    private static void TakeParts(ForeignConnector connector, SpecNode node, string name, string path)
    {
        switch (node)
        {
            case SpecNull or SpecList { Items.Count: 0 }:
                break;
            // A destination that is switched off may still have its name.
            case SpecMap map when path.StartsWith(LogDestinations, StringComparison.Ordinal)
                && map.Find("enabled") is SpecPlain { Text: "false" }:
                break;
            case SpecMap map:
                foreach (var (key, value) in map.Entries)
                    Take(connector, value, $"{name}.{key}", $"{path}.{Normal(key)}");
                break;
            case SpecList { Items: [SpecMap only] }:
                TakeParts(connector, only, name, path);
                break;
            default:
                connector.Unread.Add(name);
                break;
        }
    }

    /// <summary>
    /// The tags, a map or CloudFormation's list of keys and values. <c>env</c> is an input of its own, which IAM would not
    /// tell from <c>Env</c>; where it is missing, <c>Environment</c> gives it and stays; AWS's tags and this module's are set again.
    /// </summary>
    private static void TakeTags(ForeignConnector connector, SpecNode node)
    {
        var tags = node switch
        {
            SpecMap map => WithoutSkeleton(map).Entries,
            SpecList list => [.. list.Items.OfType<SpecMap>()
                .Select(tag => KeyValuePair.Create(tag.FindText("Key") ?? "", tag.Find("Value") ?? new SpecNull()))],
            _ => [],
        };
        if (node is SpecExpression)
            connector.Set(SpecFields.CommonTag, node);
        if (ResourceNames.EnvKeyOf(tags.Select(tag => tag.Key)) is { } env)
            connector.Set(SpecFields.Env, tags.First(tag => tag.Key == env).Value);
        connector.Set(SpecFields.CommonTag, new SpecMap([.. tags.Where(tag => !ResourceNames.IsEnvTag(tag.Key) && !IsReserved(tag.Key))]));
    }

    private static bool IsReserved(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(ResourceNames.ReservedTagPrefix, StringComparison.OrdinalIgnoreCase);

    private static SpecMap WithoutSkeleton(SpecMap map) =>
        new([.. map.Entries.Where(entry => entry is not { Key: SkeletonKey, Value: SpecText { Value: "" } })]);

    private static string Normal(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
