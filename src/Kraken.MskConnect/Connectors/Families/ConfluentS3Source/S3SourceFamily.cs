using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.ConfluentS3Source;

/// <summary>
/// Confluent's Amazon S3 source: the bucket that it lists and reads, and the topics that it can be known to write.
/// Source: Confluent documentation, Amazon S3 source connector, IAM policy and generalized S3 source.
/// </summary>
internal sealed class S3SourceFamily : IFamilyLogic
{
    private const string ModeKey = "mode";
    private const string ListKey = "topic.regex.list";
    private const string ErrorKey = "parse.error.topic.prefix";
    private const string DefaultTopicsDir = "topics";
    private const string DefaultRegion = "us-west-2";

    public string Family => "confluent-s3-source";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        use.Bucket = new UsedBucket
        {
            Name = config.First(S3Keys.Bucket),
            NameSuffices = true,
            IsReadOnly = true,
            Region = config.First(S3Keys.Region) ?? new NamedValue(S3Keys.Region, DefaultRegion),
            HasOwnAddress = config.Get(S3Keys.StoreUrl) is not null,
            Prefix = new NamedValue(S3Keys.TopicsDir, config.Values.GetValueOrDefault(S3Keys.TopicsDir)?.Trim() ?? DefaultTopicsDir),
            ObjectActions = ["s3:GetObject"],
            BucketActions = ["s3:ListBucket"],
        };
        if (config.Get(S3Keys.Region) is null && config.Region.Length > 0 && config.Region != DefaultRegion)
        {
            use.Find(
                FindingSeverity.Warning, S3Keys.Region, "SourceRegionDefault",
                $"is missing, so the source uses {DefaultRegion}, but Region is {config.Region}",
                $"Give the bucket's region, for example {config.Region}.");
        }

        if (config.Get(S3Keys.Bucket) is { } bucket && !KafkaTopic.IsName(bucket))
            use.Doubt(S3Keys.Bucket, "BucketUnknown", "is not a bucket's name that is known before the connector runs, so nothing is granted for it", "Give the name itself.");
        Topics(config, use);
    }

    private static void Topics(ConnectorConfig config, ConnectorUse use)
    {
        if (!string.Equals(config.Get(ModeKey), "GENERIC", StringComparison.OrdinalIgnoreCase))
        {
            use.Doubt(
                S3Keys.TopicsDir, "TopicsNotDerived", "holds the objects, whose names tell the topics at run time, so the policy grants none of them",
                "Name the topics in KafkaTopicWrite.");
            return;
        }

        foreach (var entry in config.List(ListKey))
        {
            // A comma within the expression divides the list too; what has no colon continues the entry before.
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var topic = entry[..colon].Trim();
            if (KafkaTopic.IsName(topic))
                use.Topics.Add(new UsedTopic(ListKey, topic, TopicKind.Records, TopicAccess.Write, "topics of objects"));
            else if (topic.Contains('$', StringComparison.Ordinal))
                use.Doubt(ListKey, "TopicsNotDerived", "is known only at run time, so the policy cannot grant the topics", "Give the topics' names.");
            else
                use.Find(FindingSeverity.Error, ListKey, "TopicName", $"names the topic '{topic}', which is no topic name", "Use letters, digits, dots, underscores and hyphens, at most 249.");
        }

        use.Doubt(
            ErrorKey, "TopicsNotDerived", "begins the name of a topic for records that cannot be read, whose ending is not documented, so the policy does not grant it",
            "Name all topics in KafkaTopicWrite, with that one or with its beginning and *.");
    }
}
