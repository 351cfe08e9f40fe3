namespace Kraken.MskConnect.Specs.Findings;

/// <content>The rules for topics and for the bucket of a sink.</content>
public static partial class FindingRules
{
    private static FindingRule[] Topics() =>
    [
        Error("TopicName", "A name, or the beginning of names, is not one that a topic can have.", "Use letters, digits, dots, underscores and hyphens, at most 249; in lists, a * is allowed at the end."),
        Error("AllTopics", "A list grants every topic of the cluster, those with other connectors' configurations included.", "Name the topics or their prefix, or set AllowAllTopics."),
        Warning("AllowAllTopicsUnused", "AllowAllTopics has no effect: no list contains a single *.", "Leave it out."),
        Warning("TopicGrantTooWide", "A prefix covers the internal topics of other connectors, whose configurations can contain passwords.", "Name the topics, or a longer prefix."),
        Warning("TopicListUnusual", "Nothing in the configuration requires the topics of a list.", "Leave the list empty unless the class needs it."),
        Error("TopicsToRead", "A sink has no topics to read.", "Name them in KafkaTopicRead."),
        Error("TopicsToWrite", "A source has no topics to write, and none can be derived.", "Name them in KafkaTopicWrite."),
        Information("TopicsDerived", "The topics to write are derived from the configuration.", "Name the topics if transformations rename them."),
        Error("SinkTopics", "A sink has neither topics nor topics.regex, or both.", "Give one of them."),
        ErrorOrWarning("TopicNotGranted", "The configuration uses topics that the lists do not grant. It is a warning where something may rename them.", "Add the topics to the list."),
        Warning("TopicUnknown", "The name of a topic is known only at run time, so the policy does not grant it.", "Give the topic's name."),
        Warning("TopicsRegexFormat", "topics.regex cannot be read as a regular expression, so its topics are not checked.", "Check that it is a valid Java regular expression."),
        Warning("TransformPrefix", "A transformation makes names of what only records tell, so the policy grants a prefix.", "Name the topics in KafkaTopicWrite."),
        Warning("TransformUnknown", "A transformation decides at run time which topics the records go to.", "Name the topics in KafkaTopicWrite."),
        Warning("TopicNamingUnknown", "The class names its topics in a way that the module cannot follow, so none is granted.", "Name the topics in KafkaTopicWrite."),
        Warning("TopicsNotDerived", "The topics of the records cannot be derived, so none is granted.", "Name the topics in KafkaTopicWrite."),
        Error("TopicCreationBoth", "Only one of TopicPartitionCount and TopicReplicationFactor is given.", "Give both."),
        Error("TopicCreationTwice", "An input contradicts the key of the configuration that it stands for.", "Give one of the two."),
        Error("TopicCreationDefault", "topic.creation.* is given without the default's partitions or replicas.", "Give a number, or -1 for the brokers' default."),
        Warning("TopicCreationUnused", "Partitions or replicas are given for a sink, which creates no topics.", "Leave them out."),
        Error("TopicPartitionCountRange", "The number of partitions is less than 1.", "Give 1 or more."),
        Error("TopicReplicationFactorRange", "The number of replicas is less than 1.", "Give 1 or more."),

        Error("SinkBucket", "The configuration names another bucket than S3SinkBucketArn.", "Name the same bucket in both."),
        Error("SinkBucketMissing", "A sink that writes to S3 has no S3SinkBucketArn.", "Give the bucket's ARN."),
        Warning("SinkBucketUnused", "S3SinkBucketArn has no effect on a source.", "Leave it out."),
        Warning("SinkKeyUnused", "S3KmsKeyArn has no effect without a sink's bucket.", "Leave it out, or give the bucket."),
        Error("TopicsDir", "The prefix of the objects contains what has another meaning in an IAM policy.", "Write a plain prefix."),

        Error("ConfigurationKey", "A key of the configuration is empty or contains white space.", "Correct the key."),
        Error("ConnectorClass", "The configuration has no connector.class.", "Give the connector's class."),
        Error("ConnectorClassType", "The class is a source and ConnectorType says sink, or the reverse.", "Correct ConnectorType or the class."),
        Warning("ConnectorClassUnknown", "The module does not know the class, so it cannot derive all that the connector uses.", "State it in AdditionalPolicyStatement and AdditionalEgress, or describe the class in ConnectorDefinition."),
        Warning("LiteralSecret", "A value of the configuration is a secret, which anyone who may describe the connector can read.", "Refer to it with a config provider, for example ${secretsmanager:orders/database:password}."),
        Warning("SecretNotGranted", "A reference names its secret, parameter or file in a way that no policy can grant.", "Give the name or ARN in the reference, or grant it in AdditionalPolicyStatement."),
    ];
}
