namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's JDBC source and sink, and Debezium's JDBC sink.</summary>
internal sealed class JdbcCases : IFamilyCases
{
    private const string Source = "connector.class=io.confluent.connect.jdbc.JdbcSourceConnector\n";
    private const string Sink = "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n";
    private const string Debezium = "connector.class=io.debezium.connector.jdbc.JdbcSinkConnector\n";

    private static readonly string[] _secret =
        ["secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123", "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123"];

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Tables of a list, with and without their schema", "kafka-connect-jdbc, JdbcSourceTask and TableQuerier", Source + """
            connection.url=jdbc:postgresql://database.example.com:5432/shop
            connection.user=kafka
            connection.password=${secretsmanager:kraken/dev/database:password}
            mode=timestamp+incrementing
            timestamp.column.name=changed
            incrementing.column.name=id
            table.whitelist=public.orders, customers
            topic.prefix=shop-
            """)
        {
            Written = ["shop-orders", "shop-customers"],
            Ports = [5432],
            Calls = _secret,
        },
        new("A query has one topic", "kafka-connect-jdbc documentation, query", Source + """
            connection.url=jdbc:mysql://database.example.com/shop
            mode=bulk
            query=SELECT * FROM orders JOIN customers USING (customer)
            topic.prefix=shop-joined
            """)
        {
            Written = ["shop-joined"],
            Ports = [3306],
        },
        new("All tables of a database", "kafka-connect-jdbc documentation, topic.prefix", Source + """
            connection.url=jdbc:sqlserver://database.example.com:1433;databaseName=shop
            mode=bulk
            topic.prefix=shop-
            """)
        {
            Written = ["shop-*"],
            Ports = [1433],
        },
        new("Tables of a pattern", "kafka-connect-jdbc 10.8, table.include.list", Source + """
            connection.url=jdbc:postgresql://database.example.com:5432/shop
            mode=bulk
            table.include.list=public\\.ord.*
            topic.prefix=shop-
            """)
        {
            Written = ["shop-*"],
            Ports = [5432],
        },
        new("A source without mode and column, and old keys with new ones", "kafka-connect-jdbc, JdbcSourceConnectorConfig and its validation", Source + """
            connection.url=jdbc:postgresql://database.example.com:5432/shop
            mode=timestamps
            query=SELECT 1
            table.whitelist=orders
            table.include.list=shop.orders
            numeric.mapping=best
            topic.prefix=shop
            """)
        {
            Ports = [5432],
            Findings =
            [
                "Error ValueAllowed mode", "Error ValueAllowed numeric.mapping", "Error KeysConflict table.whitelist", "Error KeysConflict table.include.list",
            ],
        },
        new("A sink that upserts and deletes", "kafka-connect-jdbc documentation, JDBC sink, data mapping", Sink + """
            topics=orders
            connection.url=jdbc:postgresql://one.example.com:5432,two.example.com:5433/shop
            connection.user=kafka
            connection.password=${secretsmanager:kraken/dev/database:password}
            connection.sslmode=require
            insert.mode=upsert
            delete.enabled=true
            pk.mode=record_key
            auto.create=true
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5432, 5433],
            Calls = _secret,
        },
        new("A sink with a dead letter queue", "kafka-connect-jdbc documentation, JDBC sink, dead letter queue", Sink + """
            topics=orders
            connection.url=jdbc:mariadb://database.example.com:3307/shop
            errors.tolerance=all
            errors.deadletterqueue.topic.name=orders-dead
            errors.deadletterqueue.topic.replication.factor=2
            """)
        {
            Written = ["orders-dead"],
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [3307],
        },
        new("A sink whose keys do not go together", "kafka-connect-jdbc, JdbcSinkConfig and its validation", Sink + """
            topics=orders
            connection.url=jdbc:postgresql://database.example.com:5432/shop
            insert.mode=upsert
            delete.enabled=true
            batch.sise=10
            """)
        {
            Ports = [5432],
            Findings = ["Error KeysConflict pk.mode", "Information KeyUnknown batch.sise"],
        },
        new("A sink with credentials of its own", "kafka-connect-jdbc, JdbcCredentialsProvider", Sink + """
            topics=orders
            connection.url=jdbc:postgresql://database.example.com:5432/shop
            jdbc.credentials.provider.class=com.example.RdsCredentials
            jdbc.credentials.provider.region=us-east-1
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5432],
            IsInconclusive = true,
            Findings = ["Warning NotDerived jdbc.credentials.provider.class"],
        },
        new("Debezium's sink", "Debezium documentation, JDBC sink, example", Debezium + """
            tasks.max=1
            topics=orders
            connection.url=jdbc:postgresql://database.example.com/shop
            connection.username=kafka
            connection.password=${secretsmanager:kraken/dev/database:password}
            insert.mode=upsert
            delete.enabled=true
            primary.key.mode=record_key
            schema.evolution=basic
            use.time.zone=UTC
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5432],
            Calls = _secret,
        },
        new("Debezium's sink of version 2.2", "Debezium 2.2, JdbcSinkConnectorConfig", Debezium + """
            topics=orders
            connection.url=jdbc:mysql://database.example.com:3306/shop
            connection.username=kafka
            table.name.format=kafka_${topic}
            database.time_zone=UTC
            hibernate.jdbc.batch_size=100
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [3306],
        },
        new("Debezium's sink whose keys are missing or do not go together", "Debezium 3.6, JdbcSinkConnectorConfig.validateFields", Debezium + """
            topics=orders
            insert.mode=upsert
            delete.enabled=true
            primary.key.mode=none
            schema.evolution=full
            field.include.list=a
            field.exclude.list=b
            """)
        {
            Findings =
            [
                "Error KeyMissing connection.url", "Error KeyMissing connection.username", "Error KeysConflict primary.key.mode",
                "Error KeysConflict field.exclude.list", "Error ValueAllowed schema.evolution",
            ],
        },
    ];
}
