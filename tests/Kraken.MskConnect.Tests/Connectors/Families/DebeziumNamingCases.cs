namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's sources: names of topics by strategies and transformations.</summary>
internal sealed class DebeziumNamingCases : IFamilyCases
{
    private const string Docs = "Debezium documentation 3.6, ";

    /// <summary>Keys of the schema history, with the settings of both of its clients.</summary>
    private const string History = $"""
        schema.history.internal.kafka.topic=schemahistory.fulfillment
        schema.history.internal.kafka.bootstrap.servers={FamilyCase.Brokers}
        schema.history.internal.consumer.security.protocol=SASL_SSL
        schema.history.internal.producer.security.protocol=SASL_SSL
        """;

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Vitess names topics by keyspace and table", Docs + "Vitess connector, Topic names", """
            connector.class=io.debezium.connector.vitess.VitessConnector
            topic.prefix=fulfillment
            database.hostname=vtgate.example.com
            vitess.keyspace=commerce
            """)
        {
            Written = ["fulfillment.commerce.*"],
            Ports = [15991],
        },
        new("Vitess names topics by table alone", "debezium-connector-vitess, TableTopicNamingStrategy", """
            connector.class=io.debezium.connector.vitess.VitessConnector
            topic.prefix=fulfillment
            topic.naming.strategy=io.debezium.connector.vitess.TableTopicNamingStrategy
            override.data.change.topic.prefix=shared
            include.schema.changes=true
            override.schema.change.topic=shared.ddl
            database.hostname=vtgate.example.com
            vitess.keyspace=commerce
            table.include.list=commerce.customers
            """)
        {
            Written = ["shared.customers", "shared.ddl"],
            Ports = [15991],
        },
        new("Spanner has topics and groups for its tasks", "debezium-connector-spanner, KafkaInternalTopicAdminService; " + Docs + "Spanner connector", $"""
            connector.class=io.debezium.connector.spanner.SpannerConnector
            topic.prefix=fulfillment
            gcp.spanner.project.id=project
            gcp.spanner.instance.id=instance
            gcp.spanner.database.id=database
            gcp.spanner.change.stream=changes
            table.include.list=customers
            connector.spanner.sync.kafka.bootstrap.servers={FamilyCase.Brokers}
            """)
        {
            Written = ["fulfillment.customers", "__debezium-heartbeat.fulfillment", "_sync_topic_spanner_connector_family-case", "_rebalancing_topic_spanner_connector_family-case"],
            Read = ["_sync_topic_spanner_connector_family-case", "_rebalancing_topic_spanner_connector_family-case"],
            Groups = ["family-case", "family-case_task-*", "scaler-group-*"],
        },
        new("Db2 for i has ports and a topic that nobody states", "debezium-connector-ibmi, HostnamePrefixNamingScheme", """
            connector.class=io.debezium.connector.db2as400.As400RpcConnector
            topic.prefix=fulfillment
            database.hostname=ibmi.example.com
            table.include.list=myschema.customers
            """)
        {
            Written = ["fulfillment.myschema.customers"],
            Findings = ["Warning PortUnknown database.hostname", "Warning TopicsNotDerived include.schema.changes"],
            IsInconclusive = true,
        },
        new("An outbox routes by a value", Docs + "Outbox Event Router, route.topic.replacement", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.outbox
            heartbeat.interval.ms=1000
            transforms=outbox
            transforms.outbox.type=io.debezium.transforms.outbox.EventRouter
            """)
        {
            Written = ["outbox.event.*", "__debezium-heartbeat.fulfillment"],
            Ports = [5432],
            Findings = ["Warning TransformPrefix transforms.outbox.type"],
        },
        new("Shards go to one topic", Docs + "Topic Routing", $"""
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=myserver
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=184054
            include.schema.changes=false
            table.include.list=mydb.customers_shard1,mydb.customers_shard2
            transforms=Reroute
            transforms.Reroute.type=io.debezium.transforms.ByLogicalTableRouter
            transforms.Reroute.topic.regex=(.*)customers_shard(.*)
            transforms.Reroute.topic.replacement=$1customers_all_shards
            {History}
            """)
        {
            Written = ["myserver.mydb.customers_all_shards", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["myserver-schemahistory"],
            Ports = [3306],
        },
        new("Chunks of TimescaleDB go to topics of their tables", Docs + "TimescaleDB integration", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            schema.include.list=_timescaledb_internal
            transforms=timescaledb
            transforms.timescaledb.type=io.debezium.connector.postgresql.transforms.timescaledb.TimescaleDb
            transforms.timescaledb.database.hostname=tsdb.example.com
            transforms.timescaledb.database.port=6000
            """)
        {
            Written = ["timescaledb.*"],
            Ports = [5432, 6000],
        },
        new("Characters that Kafka does not take become low lines", "AbstractTopicNamingStrategy.sanitizedTopicName", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.order items,public.audit$log
            """)
        {
            Written = ["fulfillment.public.order_items", "fulfillment.public.audit_log"],
            Ports = [5432],
        },
        new("Characters that Kafka does not take become their codes", "AbstractUnicodeTopicNamingStrategy", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            topic.naming.strategy=io.debezium.schema.SchemaUnicodeTopicNamingStrategy
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.order_items
            """)
        {
            Written = ["fulfillment.public.order_u005fitems"],
            Ports = [5432],
        },
        new("A naming strategy replaces by an expression", "AbstractRegexTopicNamingStrategy", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            topic.naming.strategy=io.debezium.schema.SchemaRegexTopicNamingStrategy
            topic.regex=fulfillment\.public\.orders_(.*)
            topic.replacement=orders.$1
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.orders_eu,public.customers
            """)
        {
            Written = ["orders.eu", "fulfillment.public.customers"],
            Ports = [5432],
        },
        new("A naming strategy of one's own cannot be followed", Docs + "PostgreSQL connector, topic.naming.strategy", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            topic.naming.strategy=com.example.OurTopics
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            heartbeat.interval.ms=1000
            """)
        {
            Written = ["__debezium-heartbeat.fulfillment"],
            Ports = [5432],
            Findings = ["Warning TopicNamingUnknown topic.naming.strategy"],
            IsInconclusive = true,
        },
    ];
}
