using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.MirrorMaker;

/// <summary>
/// MirrorMaker 2. A connector runs on the target cluster, so the permissions there are the role's; those on the other cluster
/// cannot be derived, since the configuration does not tell its ARN. Source: Apache Kafka 2.7.1 and 3.7.1, connect/mirror;
/// which IAM actions its operations need follows from Amazon MSK developer guide, IAM access control.
/// </summary>
internal sealed class MirrorMakerFamily : IFamilyLogic
{
    private const string AliasKey = "source.cluster.alias";
    private const string PolicyKey = "replication.policy.class";

    public string Family => "mirrormaker";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var names = new MirrorNames(config);
        if (!GivenName.IsPart(use, config.First(AliasKey)) || !GivenName.IsPart(use, config.First("replication.policy.separator")))
            return;
        if (config.ClassName == "MirrorSourceConnector")
            Source(config, names, use);
        else if (config.ClassName == "MirrorCheckpointConnector")
            Checkpoint(config, names, use);
        else if (config.ClassName == "MirrorHeartbeatConnector")
            use.Topic(new NamedTopic("heartbeats", "heartbeats"), TopicKind.Records, TopicAccess.Write, "heartbeats");
        if (IsIam(config, "source.cluster."))
        {
            use.Doubt(
                "source.cluster.sasl.mechanism", "OtherClusterUnknown",
                "means IAM authentication at the source cluster, whose ARN the configuration does not tell, so its topics and groups are not granted",
                "State kafka-cluster permissions on that cluster in AdditionalPolicyStatement.");
        }
    }

    private static void Source(ConnectorConfig config, MirrorNames names, ConnectorUse use)
    {
        if (names.CustomPolicy is not null)
        {
            use.Doubt(PolicyKey, "TopicNamingUnknown", "names topics in its own way, so no replicated topic is granted", "Name the topics in KafkaTopicWrite.");
        }
        else
        {
            var access = TopicAccess.Write | TopicAccess.Alter | TopicAccess.DescribeConfigs;
            if (!config.IsFalse("sync.topic.configs.enabled"))
                access |= TopicAccess.AlterConfigs;
            foreach (var topic in names.Replicated("topics", use))
                use.Topic(topic, TopicKind.Records, access, "replicated topics");
            if (names.Alias is not null && config.Get(AliasKey) is not null)
                use.Topic(new NamedTopic(AliasKey, names.Remote("heartbeats")), TopicKind.Own, access, "replicated heartbeats");
        }

        if (string.Equals(config.Get("offset-syncs.topic.location"), "target", StringComparison.OrdinalIgnoreCase))
            use.Topic(new NamedTopic("offset-syncs.topic.location", names.OffsetSyncs), TopicKind.Own, TopicAccess.Write, "offset syncs");
        if (!config.IsFalse("sync.topic.acls.enabled") && (IsIam(config, "target.cluster.") || IsIam(config, "source.cluster.")))
        {
            use.Find(
                FindingSeverity.Warning, "sync.topic.acls.enabled", "AclsUnused",
                "is not false: the connector copies ACLs, which clusters with IAM authentication do not use, and warns of each topic",
                "Set it to false.");
        }
    }

    private static void Checkpoint(ConnectorConfig config, MirrorNames names, ConnectorUse use)
    {
        use.Topic(new NamedTopic(AliasKey, names.Checkpoints), TopicKind.Records, TopicAccess.Write | TopicAccess.Read, "checkpoints");
        if (string.Equals(config.Get("offset-syncs.topic.location"), "target", StringComparison.OrdinalIgnoreCase))
            use.Topic(new NamedTopic("offset-syncs.topic.location", names.OffsetSyncs), TopicKind.Own, TopicAccess.Read, "offset syncs");
        if (!config.IsTrue("sync.group.offsets.enabled"))
            return;
        foreach (var topic in names.Replicated("topics", use))
            use.Topic(topic, TopicKind.Own, TopicAccess.Read, "replicated topics");
        foreach (var part in IncludeList.Read(config.Get("groups") ?? ".*"))
        {
            if (KafkaTopic.IsName(part.Text))
                use.Groups.Add(new UsedName("groups", part.IsWhole ? part.Text : part.Text + "*", "synchronized groups"));
            else
                use.Doubt("groups", "GroupUnknown", "stands for groups that the module cannot name, so none is granted", "Name the groups, or the beginning that they share.");
        }
    }

    private static bool IsIam(ConnectorConfig config, string side) => config.Get(side + "sasl.mechanism") == "AWS_MSK_IAM";
}
