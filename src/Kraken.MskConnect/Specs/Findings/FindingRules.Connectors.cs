namespace Kraken.MskConnect.Specs.Findings;

/// <content>The rules for what the module knows of connector classes and of Kafka Connect.</content>
public static partial class FindingRules
{
    private static FindingRule[] Connectors() =>
    [
        ErrorOrWarning("KeyMissing", "A key that the class requires is missing or blank.", "Give a value."),
        Information("KeyUnknown", "The module does not know a key of the class.", "Check its spelling."),
        Error("NotBoolean", "A key takes true or false, and has something else.", "Write true or false."),
        Error("NumberFormat", "A key takes a whole number, and has something else.", "Give a number, or leave the key out."),
        Error("NumberRange", "A number is outside what the key takes.", "Give a number in the range, or leave the key out."),
        Error("ValueAllowed", "A key has a value that the connector does not take.", "Give one of the values that the message names."),
        ErrorOrWarning("KeysConflict", "Two keys contradict each other.", "Do what the message says."),
        Error("KeysExclusive", "Two keys are given of which the connector takes one.", "Remove one of the two."),
        Warning("KeyIgnored", "A key has no effect with the others.", "Remove it, or change what the message names."),
        Warning("KeyOfSinks", "A source has a key of sinks.", "Remove it."),
        Warning("KeyRenamed", "A key is of an older version, and newer ones ignore it.", "Use its new name."),
        Warning("ClassVersion", "A converter or transformation came with a newer Kafka Connect.", "Give KafkaConnectVersion 3.7.x, or leave it out."),
        Warning("JavaVersion", "The class needs a newer Java than the Kafka Connect version runs on.", "Give KafkaConnectVersion 3.7.x."),
        Warning("NotDerived", "Something that the class uses cannot be derived, so it is not granted.", "Grant it in AdditionalPolicyStatement."),
        Warning("ProviderSetting", "A setting does with a config provider what is seldom wanted, for example a restart at each expiry.", "Do what the message says."),
        Warning("ProviderUnknown", "The module does not know the class of a config provider, so what its references fetch is not granted.", "Grant it in AdditionalPolicyStatement, and its ports in AdditionalEgress."),
        Warning("ResourceUnknown", "A resource is known only at run time, so nothing is granted for it.", "Give its name or ARN itself."),
        Warning("PortUnknown", "A port is known only at run time.", "Give the port's number, or state it in AdditionalEgress."),
        Error("PortFormat", "A key that takes a port has something else.", "Give a number from 1 to 65535."),
        Warning("GroupUnknown", "A consumer group is known only at run time, so it is not granted.", "Give the group's name."),
        Error("GroupName", "A consumer group has a name that cannot be granted.", "Use letters, digits, dots, underscores and hyphens."),
        Warning("TransactionalIdUnknown", "A transactional ID is known only at run time, so it is not granted.", "Give the ID."),
        Warning("BucketUnknown", "The bucket is known only at run time or is not in S3, so no object is granted.", "Give the bucket's name, or S3SinkBucketArn."),

        Error("AliasTwice", "A list of transformations or predicates names one of them twice.", "Name each once."),
        Error("TypeMissing", "A transformation or predicate is listed and has no type.", "Give its class, or take it out of the list."),
        Warning("KeyOrValue", "A transformation does not say whether it is for the key or the value.", "Add $Key or $Value to its class."),
        Error("PredicateUnknown", "A transformation names a predicate that is not listed.", "Add it to predicates, with its type."),
        Error("NegateAlone", "negate is given without a predicate.", "Give the predicate, or leave the key out."),
        Error("DeadLettersRead", "The dead letter queue is among the topics that the sink reads.", "Give it another name."),
        Warning("RecordsInLog", "Records that fail are written into the log, with their values.", "Leave the key out, or restrict who may read the log group."),
        Warning("OverridePolicy", "The Kafka Connect version may refuse that a connector overrides client settings.", "Use KafkaConnectVersion 3.7.x, or the worker configuration."),
        Information("OverrideMissing", "Kafka Connect passes a client's setting on only with override in its name.", "Add override to the key, unless the class reads it itself."),
        Warning("ExactlyOnceVersion", "Exactly-once delivery needs a newer Kafka Connect.", "Give KafkaConnectVersion 3.7.x, or leave the key out."),
        Warning("ExactlyOnceWorker", "Exactly-once delivery needs a worker configuration that allows it.", "Name such a worker configuration, or give requested in place of required."),
        Warning("ClientLogin", "A client of the connector does not log in as its brokers require.", "Set the settings of IAM authentication for that client."),
        Warning("ClientSecurityMissing", "A client of the connector does not encrypt, and its port takes encrypted connections only.", "Give SASL_SSL or SSL."),

        Warning("SchemaHistoryLost", "The history of the schema is kept on the worker, which MSK Connect replaces.", "Keep it in Kafka."),
        Error("SingleTask", "tasks.max is more than 1, with which the class fails.", "Give 1."),
        Error("QueueTooSmall", "The queue is not larger than a batch.", "Give a greater max.queue.size."),
        Error("SlotName", "The name is not one that PostgreSQL takes for a replication slot.", "Use lower-case letters, digits and underscores, at most 63."),
        Warning("PluginOnRds", "The decoding plugin is one that Amazon RDS and Aurora do not have.", "Give pgoutput."),
        Warning("DatabaseInList", "A list of tables names the database, which the connector does not compare.", "Write schema.table."),

        ErrorOrWarning("PartitionerKeyMissing", "A key that the partitioner requires is missing or blank.", "Give a value."),
        Error("TimeZoneMissing", "timezone is missing, and rotation by schedule requires it.", "Give a time zone, for example UTC."),
        Warning("EncryptionWithoutKey", "The encryption that uploads ask for has no key, so it has no effect.", "Give the key, or leave the encryption out."),
        Warning("SinkRegionDefault", "The bucket's region is missing, and the sink's default is another than the spec's.", "Give the bucket's region."),
        Warning("SourceRegionDefault", "The bucket's region is missing, and the source's default is another than the spec's.", "Give the bucket's region."),
        Warning("StaticCredentials", "The connector uses an access key in place of its role, so the policy has no effect.", "Leave the key out."),
        Warning("KcqlUnread", "A statement of KCQL cannot be read, so neither its topics nor its buckets are granted.", "Write INSERT INTO bucket:prefix SELECT * FROM topic."),

        Information("IcebergLocation", "The policy grants the warehouse; a table may lie elsewhere.", "Grant another location in AdditionalPolicyStatement."),
        Information("IcebergRoleAssumed", "The sink assumes another role, which needs the access.", "Check that role's trust policy and policies."),
        Error("IcebergTableName", "A table is not DATABASE.TABLE as AWS Glue names tables.", "Write DATABASE.TABLE."),
        Information("IcebergVersion", "Newer Iceberg sinks need a newer Kafka Connect.", "Use an older plugin, or KafkaConnectVersion 3.7.x."),
        Warning("TablesUnknown", "Tables are known only at run time, so none is granted.", "Give the names, or grant them in AdditionalPolicyStatement."),
        Warning("AclsUnused", "MirrorMaker copies ACLs, which clusters with IAM authentication do not use.", "Set sync.topic.acls.enabled to false."),
        Warning("OtherClusterUnknown", "The ARN of the source cluster is not known, so nothing is granted there.", "State its permissions in AdditionalPolicyStatement."),
    ];
}
