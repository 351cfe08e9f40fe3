namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's sources: stores of the history, keys, and what they refuse.</summary>
internal sealed class DebeziumRuleCases : IFamilyCases
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
        new("A history in Amazon S3", "S3SchemaHistory, storageExists and start", """
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=184054
            table.include.list=inventory.orders
            schema.history.internal=io.debezium.storage.s3.history.S3SchemaHistory
            schema.history.internal.s3.region.name=us-east-1
            schema.history.internal.s3.bucket.name=kraken-raw-mnpi-dev
            schema.history.internal.s3.object.name=history/orders
            """)
        {
            Written = ["fulfillment.inventory.orders", "fulfillment"],
            Ports = [3306],
            Calls =
            [
                "s3:GetObject kraken-raw-mnpi-dev/history/orders", "s3:PutObject kraken-raw-mnpi-dev/history/orders",
                "s3:ListBucket kraken-raw-mnpi-dev", "s3:ListAllMyBuckets *",
            ],
        },
        new("A history on the worker is lost", Docs + "MySQL connector, schema.history.internal", """
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=184054
            table.include.list=inventory.orders
            schema.history.internal=io.debezium.storage.file.history.FileSchemaHistory
            schema.history.internal.file.filename=/tmp/history.dat
            """)
        {
            Written = ["fulfillment.inventory.orders", "fulfillment"],
            Ports = [3306],
            Findings = ["Warning SchemaHistoryLost schema.history.internal"],
        },
        new("Keys that carry names of the user's, and one that is misspelt", Docs + "Custom converters; PostgreSQL connector, properties", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.orders
            converters=isbn
            isbn.type=com.example.IsbnConverter
            isbn.schema.name=com.example.Isbn
            column.mask.with.10.chars=public.orders.card
            driver.options=-c statement_timeout=0
            snapshot.select.statement.overrides=public.orders
            snapshot.select.statement.overrides.public.orders=SELECT 1
            internal.slot.seek.to.known.offset.on.start=true
            heartbeat.intervall.ms=1000
            """)
        {
            Written = ["fulfillment.public.orders"],
            Ports = [5432],
            Findings = ["Information KeyUnknown heartbeat.intervall.ms"],
        },
        new("Keys of version 1.x in a later version", "Debezium release notes 2.0, renamed keys", $"""
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=184054
            table.whitelist=inventory.orders
            heartbeat.topics.prefix=beat
            {History}
            """)
        {
            Written = ["fulfillment.inventory.orders", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [3306],
            Findings = ["Warning KeyRenamed table.whitelist", "Warning KeyRenamed heartbeat.topics.prefix"],
        },
        new("A MySQL connector that cannot start", "MySqlConnectorConfig and CommonConnectorConfig, validators", """
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            tasks.max=2
            database.hostname=db.example.com
            database.user=debezium-user
            table.include.list=inventory.orders
            table.exclude.list=inventory.audit
            snapshot.mode=initial_onyl
            time.precision.mode=adaptive
            max.queue.size=1000
            skipped.operations=none,t
            tombstones.on.delete=yes
            notification.enabled.channels=sink
            signal.enabled.channels=kafka
            """)
        {
            Ports = [3306],
            Findings =
            [
                "Error SingleTask tasks.max",
                "Error KeyMissing database.server.id",
                "Error KeyMissing schema.history.internal.kafka.topic",
                "Error KeyMissing schema.history.internal.kafka.bootstrap.servers",
                "Error KeysExclusive table.exclude.list",
                "Error ValueAllowed snapshot.mode",
                "Error ValueAllowed time.precision.mode",
                "Error ValueAllowed skipped.operations",
                "Error QueueTooSmall max.queue.size",
                "Error NotBoolean tombstones.on.delete",
                "Error KeyMissing notification.sink.topic.name",
                "Error KeyMissing signal.kafka.bootstrap.servers",
            ],
        },
        new("A PostgreSQL connector that cannot start", "PostgresConnectorConfig, validators", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgouput
            slot.name=Orders-Slot
            publication.autocreate.mode=filterd
            snapshot.mode=custom
            database.hostname=db.example.com
            topics=orders
            """)
        {
            Ports = [5432],
            Change = spec => spec with { ConnectorType = "source", KafkaTopicRead = [], S3SinkBucketArn = null },
            Findings = ["Error ValueAllowed plugin.name", "Error SlotName slot.name", "Error ValueAllowed publication.autocreate.mode", "Error KeyMissing snapshot.mode.custom.name", "Error KeyMissing database.user", "Error KeyMissing database.dbname", "Warning KeyOfSinks topics"],
        },
        new("Amazon RDS has no decoderbufs", Docs + "PostgreSQL connector, plugin.name and Amazon RDS", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            database.hostname=orders.c1a2b3c4d5e6.us-east-1.rds.amazonaws.com
            database.user=postgres
            database.dbname=postgres
            table.include.list=public.orders
            """)
        {
            Written = ["fulfillment.public.orders"],
            Ports = [5432],
            Findings = ["Warning PluginOnRds plugin.name"],
        },
        new("Clients of the history that lack the cluster's security", "KafkaSchemaHistory, configuration of its clients", $"""
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=184054
            table.include.list=inventory.orders
            schema.history.internal.name=history-reader
            schema.history.internal.kafka.topic=history
            schema.history.internal.kafka.bootstrap.servers={FamilyCase.Brokers}
            """)
        {
            Written = ["fulfillment.inventory.orders", "fulfillment", "history"],
            Read = ["history"],
            Groups = ["history-reader"],
            Ports = [3306],
            Findings = ["Warning ClientSecurityMissing schema.history.internal.consumer.security.protocol", "Warning ClientSecurityMissing schema.history.internal.producer.security.protocol"],
        },
        new("Cassandra does not run in Kafka Connect", Docs + "Cassandra connector, deployment", """
            connector.class=io.debezium.connector.cassandra.Cassandra4Connector
            topic.prefix=fulfillment
            """)
        {
            Written = ["fulfillment.*"],
            Findings = ["Warning NotDerived connector.class"],
            IsInconclusive = true,
        },
    ];
}
