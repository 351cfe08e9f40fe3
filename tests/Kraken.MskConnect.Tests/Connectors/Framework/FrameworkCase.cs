namespace Kraken.MskConnect.Tests.Connectors.Framework;

/// <summary>A configuration that says something to Kafka Connect itself, and what follows from it.</summary>
/// <param name="Source">Where the answer is from; the files are Apache Kafka's, 2.7.1 and 3.7.1.</param>
/// <param name="Keys">The keys that the configuration has beside the class and the topics, as <c>key=value</c>.</param>
internal sealed record FrameworkCase(string Source, params string[] Keys)
{
    private const string Worker = "Worker.java";
    private const string Reporter = "DeadLetterQueueReporter.java";
    private const string Connector = "ConnectorConfig.java";
    private const string SinkConfig = "SinkConnectorConfig.java";
    private const string Creation = "SourceConnectorConfig.java and TopicCreationConfig.java";
    private const string Eos = "KIP-618 and docs/connect.html, exactly-once";
    private const string Distributed = "DistributedConfig.java";
    private const string Glue = "Plugins.java, newConverter; awslabs/aws-glue-schema-registry";
    private const string Leader = "transactional-id/connect-cluster-__amazon_msk_connect_cluster_c_????????-????-????-????-????????????-*";
    private const string Tasks = "transactional-id/__amazon_msk_connect_cluster_c_????????-????-????-????-????????????-*";

    internal bool IsSink { get; init; }

    internal string Version { get; init; } = "3.7.x";

    /// <summary>The worker configuration's properties, as <c>key=value</c>; null where it was not read.</summary>
    internal string[]? WorkerKeys { get; init; }

    /// <summary>Calls beyond those of a connector without the keys, as <c>Action kind/name</c>.</summary>
    internal string[] More { get; init; } = [];

    /// <summary>Calls that a connector without the keys makes and this one does not.</summary>
    internal string[] Fewer { get; init; } = [];

    /// <summary>Findings beyond those of a connector without the keys, as <c>Severity Rule key</c>.</summary>
    internal string[] Findings { get; init; } = [];

    internal static Dictionary<string, FrameworkCase> All { get; } = new()
    {
        ["a group of the sink's own"] = new(Worker, "consumer.override.group.id=g1")
        {
            IsSink = true, More = Group("g1"), Fewer = Group("connect-c"),
        },
        ["dead letters"] = new(Reporter, "errors.deadletterqueue.topic.name=d1") { IsSink = true, More = Written("d1") },
        ["dead letters of a source are none"] = new(SinkConfig, "errors.deadletterqueue.topic.name=d1"),
        ["dead letters among the topics"] = new(SinkConfig, "errors.deadletterqueue.topic.name=t1")
        {
            IsSink = true, More = Written("t1"), Findings = ["Error DeadLettersRead errors.deadletterqueue.topic.name"],
        },
        ["dead letters that the pattern matches"] = new(SinkConfig, "errors.deadletterqueue.topic.name=t1-dead", "topics.regex=t1.*", "topics=")
        {
            IsSink = true, More = Written("t1-dead"), Findings = ["Error DeadLettersRead errors.deadletterqueue.topic.name"],
        },
        ["dead letters that the pattern does not match whole"] = new(
            SinkConfig, "errors.deadletterqueue.topic.name=dead-t1", "topics.regex=t1.*", "topics=") { IsSink = true, More = Written("dead-t1") },
        ["the offsets of the worker configuration"] = new(Distributed)
        {
            WorkerKeys = ["offset.storage.topic=o1"], More = Kept("o1"),
        },
        ["the offsets of the worker configuration, for a sink too"] = new(Distributed)
        {
            IsSink = true, WorkerKeys = ["offset.storage.topic=o1"], More = Kept("o1"),
        },
        ["offsets whose name is known at run time"] = new(Distributed)
        {
            WorkerKeys = ["offset.storage.topic=${env:TOPIC}"], Findings = ["Warning TopicUnknown worker:offset.storage.topic"],
        },
        ["the offsets of the connector"] = new(Eos, "offsets.storage.topic=o2") { More = Kept("o2") },
        ["exactly once by the worker configuration"] = new(Eos)
        {
            WorkerKeys = ["exactly.once.source.support=enabled"], More = ExactlyOnce(),
        },
        ["exactly once that is being prepared"] = new(Eos) { WorkerKeys = ["exactly.once.source.support=preparing"] },
        ["exactly once of a sink is none"] = new(Eos) { IsSink = true, WorkerKeys = ["exactly.once.source.support=enabled"] },
        ["exactly once that the connector requires and the workers have"] = new(Eos, "exactly.once.support=required")
        {
            WorkerKeys = ["exactly.once.source.support=enabled"], More = ExactlyOnce(),
        },
        ["exactly once that the workers lack"] = new("DistributedHerder.java, validateSourceConnectorConfig", "exactly.once.support=required")
        {
            WorkerKeys = [], More = ExactlyOnce(), Findings = ["Warning ExactlyOnceWorker exactly.once.support"],
        },
        ["exactly once on 2.7.1"] = new(Eos)
        {
            Version = "2.7.1", WorkerKeys = ["exactly.once.source.support=enabled"], More = ExactlyOnce(),
            Findings = ["Warning ExactlyOnceVersion worker:exactly.once.source.support"],
        },
        ["idempotent writes of the connector"] = new(Worker, "producer.override.enable.idempotence=true") { More = ["WriteDataIdempotently cluster"] },
        ["idempotent writes of the worker configuration"] = new(Worker)
        {
            WorkerKeys = ["producer.enable.idempotence=true"], More = ["WriteDataIdempotently cluster"],
        },
        ["idempotent writes that the connector turns off"] = new(Worker, "producer.override.enable.idempotence=false")
        {
            WorkerKeys = ["producer.enable.idempotence=true"],
        },
        ["overrides on 2.7.1"] = new("WorkerConfig.java 2.7.1, default None", "producer.override.linger.ms=5")
        {
            Version = "2.7.1", Findings = ["Warning OverridePolicy producer.override.linger.ms"],
        },
        ["settings of clients without override"] = new(Worker, "consumer.max.poll.records=5", "admin.retries=1")
        {
            IsSink = true, Findings = ["Information OverrideMissing consumer.max.poll.records", "Information OverrideMissing admin.retries"],
        },
        ["records in the log"] = new("ProcessingContext.java", "errors.log.enable=true", "errors.log.include.messages=true")
        {
            Findings = ["Warning RecordsInLog errors.log.include.messages"],
        },
        ["positions of a sink's records in the log"] = new("ProcessingContext.java", "errors.log.enable=true", "errors.log.include.messages=true")
        {
            IsSink = true,
        },
        ["records that no log gets"] = new("ProcessingContext.java", "errors.log.include.messages=true"),
        ["topics made with both numbers"] = new(
            Creation, "topic.creation.default.partitions=3", "topic.creation.default.replication.factor=-1", "topic.creation.groups=g", "topic.creation.g.include=x.*"),
        ["topics made without numbers"] = new(Creation, "topic.creation.groups=g")
        {
            Findings =
            [
                "Error TopicCreationDefault topic.creation.default.partitions", "Error TopicCreationDefault topic.creation.default.replication.factor",
            ],
        },
        ["topics made with none of something"] = new(
            Creation, "topic.creation.default.partitions=0", "topic.creation.default.replication.factor=2", "topic.creation.g.replication.factor=0")
        {
            Findings = ["Error NumberRange topic.creation.default.partitions", "Error NumberRange topic.creation.g.replication.factor"],
        },
        ["a transformation of the key"] = new(Connector, "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.HoistField$Key"),
        ["a transformation of nothing"] = new(Connector, "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.HoistField")
        {
            Findings = ["Warning KeyOrValue transforms.a.type"],
        },
        ["transformations without a class, and twice"] = new(Connector, "transforms=a,b,b", "transforms.b.type=org.example.B")
        {
            IsSink = true, Findings = ["Error AliasTwice transforms", "Error TypeMissing transforms.a.type"],
        },
        ["a predicate without a class"] = new(
            Connector, "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.Filter", "transforms.a.predicate=p", "predicates=p")
        {
            Findings = ["Error TypeMissing predicates.p.type"],
        },
        ["a predicate that is not there"] = new(
            Connector, "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.Filter", "transforms.a.predicate=p")
        {
            Findings = ["Error PredicateUnknown transforms.a.predicate"],
        },
        ["a predicate that is not there, negated"] = new(
            Connector, "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.Filter", "transforms.a.negate=true")
        {
            Findings = ["Error NegateAlone transforms.a.negate"],
        },
        ["a transformation of 3.0 on 2.7.1"] = new(
            "connect/transforms of 2.7.1", "transforms=a", "transforms.a.type=org.apache.kafka.connect.transforms.InsertHeader")
        {
            Version = "2.7.1", Findings = ["Warning ClassVersion transforms.a.type"],
        },
        ["a converter of 3.7 on 2.7.1"] = new(
            "connect/api of 2.7.1", "key.converter=org.apache.kafka.connect.converters.BooleanConverter")
        {
            Version = "2.7.1", Findings = ["Warning ClassVersion key.converter"],
        },
        ["a converter of the worker configuration"] = new(Glue)
        {
            WorkerKeys = ["value.converter=com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter", "value.converter.registry.name=r1"],
            More = ["GetSchemaByDefinition registry/r1", "GetSchemaByDefinition schema/r1/*"],
        },
        ["options of the worker's converter are none of the connector's"] = new(
            Glue, "value.converter=com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter")
        {
            WorkerKeys = ["value.converter=com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter", "value.converter.registry.name=r1"],
            More = ["GetSchemaByDefinition registry/default-registry", "GetSchemaByDefinition schema/default-registry/*"],
        },
        ["a provider by its class"] = new("ConfigTransformer.java", "x.password=${p:/kraken/x}")
        {
            WorkerKeys = ["config.providers=p", "config.providers.p.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider"],
            More = ["GetParameter parameter/kraken/x"],
        },
        ["a provider whose name deceives"] = new("ConfigTransformer.java", "x.password=${secrets:/kraken/x}")
        {
            WorkerKeys = ["config.providers=secrets", "config.providers.secrets.class=org.apache.kafka.common.config.provider.FileConfigProvider"],
        },
    };

    private static string[] Group(string name) => [$"AlterGroup group/{name}", $"DescribeGroup group/{name}"];

    private static string[] Written(string topic) => [$"CreateTopic topic/{topic}", $"DescribeTopic topic/{topic}", $"WriteData topic/{topic}"];

    private static string[] Kept(string topic) => [.. Written(topic), $"ReadData topic/{topic}"];

    private static string[] ExactlyOnce() =>
    [
        "WriteDataIdempotently cluster", $"AlterTransactionalId {Tasks}", $"DescribeTransactionalId {Tasks}",
        $"AlterTransactionalId {Leader}", $"DescribeTransactionalId {Leader}",
    ];
}
