namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's sources on Kafka topics of every form.</summary>
internal sealed class DebeziumCases : IFamilyCases
{
    private const string Docs = "Debezium documentation 3.6, ";

    /// <summary>Keys of the schema history, with IAM for both of its clients.</summary>
    private const string History = """
        schema.history.internal.kafka.topic=schemahistory.fulfillment
        schema.history.internal.kafka.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
        schema.history.internal.consumer.security.protocol=SASL_SSL
        schema.history.internal.producer.security.protocol=SASL_SSL
        """;

    public IEnumerable<FamilyCase> Rows =>
    [
        new("PostgreSQL names topics by schema and table", Docs + "PostgreSQL connector, Topic names", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=192.168.99.100
            database.user=postgres
            database.dbname=postgres
            table.include.list=inventory.products,inventory.products_on_hand,inventory.customers,inventory.orders
            """)
        {
            Written = ["fulfillment.inventory.products", "fulfillment.inventory.products_on_hand", "fulfillment.inventory.customers", "fulfillment.inventory.orders"],
            Ports = [5432],
        },
        new("PostgreSQL with heartbeat, transactions, messages, signals and notifications", Docs + "PostgreSQL connector, properties; AbstractTopicNamingStrategy", $"""
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=app
            topic.delimiter=-
            topic.transaction=tx
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.port=6432
            database.user=postgres
            database.dbname=postgres
            schema.include.list=sales
            heartbeat.interval.ms=10000
            topic.heartbeat.prefix=hb
            provide.transaction.metadata=true
            message.prefix.include.list=audit.*
            signal.enabled.channels=source,kafka
            signal.kafka.bootstrap.servers={FamilyCase.Brokers}
            signal.consumer.security.protocol=SASL_SSL
            signal.data.collection=ops.debezium_signal
            notification.enabled.channels=sink
            notification.sink.topic.name=app.notifications
            """)
        {
            Written = ["app-sales-*", "hb-app", "app-tx", "app-message", "app-ops-debezium_signal", "app.notifications"],
            Read = ["app-signal"],
            Groups = ["kafka-signal"],
            Ports = [6432],
        },
    ];
}
