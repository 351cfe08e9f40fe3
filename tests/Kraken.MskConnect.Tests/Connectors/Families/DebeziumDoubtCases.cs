namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's sources: names that only look as if they could be followed.</summary>
internal sealed class DebeziumDoubtCases : IFamilyCases
{
    private const string Docs = "Debezium documentation 3.6, ";

    private const string Postgres = """
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=fulfillment
        plugin.name=pgoutput
        database.hostname=db.example.com
        database.user=postgres
        database.dbname=postgres

        """;

    private const string WithHistory = $"""
        topic.prefix=fulfillment
        database.hostname=db.example.com
        database.user=debezium-user
        include.schema.changes=false
        schema.history.internal.kafka.topic=schemahistory.fulfillment
        schema.history.internal.kafka.bootstrap.servers={FamilyCase.Brokers}
        schema.history.internal.consumer.security.protocol=SASL_SSL
        schema.history.internal.producer.security.protocol=SASL_SSL

        """;

    public IEnumerable<FamilyCase> Rows =>
    [
        new("A transformation of one's own is unknown whatever it is called", Docs + "Transformations", Postgres + """
            table.include.list=public.orders
            transforms=own
            transforms.own.type=com.example.transforms.Filter
            """)
        {
            Ports = [5432],
            Findings = ["Warning TransformUnknown transforms.own.type"],
            IsInconclusive = true,
        },
        new("What follows an unknown transformation still renames heartbeats", Docs + "Topic Routing", Postgres + """
            table.include.list=public.orders
            heartbeat.interval.ms=1000
            transforms=own,route
            transforms.own.type=com.example.transforms.Route
            transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter
            transforms.route.regex=(.*)
            transforms.route.replacement=cdc.$1
            """)
        {
            Written = ["cdc.__debezium-heartbeat.fulfillment"],
            Ports = [5432],
            Findings = ["Warning TransformUnknown transforms.own.type"],
            IsInconclusive = true,
        },
        new("A router over tables that are not known", "RegexRouter", Postgres + """
            schema.include.list=public
            transforms=route
            transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter
            transforms.route.regex=fulfillment\.public\.(.*)
            transforms.route.replacement=cdc.$1
            """)
        {
            Written = ["cdc.*"],
            Ports = [5432],
            Findings = ["Warning TransformPrefix transforms.route.type"],
        },
        new("A router of some tables of many", "RegexRouter", Postgres + """
            schema.include.list=public
            transforms=route
            transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter
            transforms.route.regex=fulfillment\.public\.order_(.*)
            transforms.route.replacement=cdc.$1
            """)
        {
            Written = ["fulfillment.public.*", "cdc.*"],
            Ports = [5432],
            Findings = ["Warning TransformPrefix transforms.route.type"],
        },
        new("A router over tables that are not known, with a list", "RegexRouter", Postgres + """
            schema.include.list=public
            transforms=route
            transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter
            transforms.route.regex=fulfillment\.public\.(.*)
            transforms.route.replacement=cdc.$1
            """)
        {
            Change = spec => spec with { KafkaTopicWrite = ["cdc.orders"] },
            Written = ["cdc.orders"],
            Ports = [5432],
        },
        new("A naming strategy of one's own is unknown whatever it is called", Docs + "topic.naming.strategy", Postgres + """
            table.include.list=public.orders
            topic.naming.strategy=com.example.SchemaTopicNamingStrategy
            """)
        {
            Ports = [5432],
            Findings = ["Warning TopicNamingUnknown topic.naming.strategy"],
            IsInconclusive = true,
        },
        new("An expression that cannot be followed names no table's topic", "AbstractRegexTopicNamingStrategy", Postgres + """
            table.include.list=public.orders,public.customers
            topic.naming.strategy=io.debezium.schema.SchemaRegexTopicNamingStrategy
            topic.regex=(fulfillment)\.public\.(?<table>orders)
            topic.replacement=cdc.$2
            """)
        {
            Ports = [5432],
            Findings = ["Warning TopicNamingUnknown topic.regex"],
            IsInconclusive = true,
        },
        new("A group is named in an expression", "java.util.regex.Matcher, replaceFirst", Postgres + """
            table.include.list=public.orders,public.customers
            topic.naming.strategy=io.debezium.schema.SchemaRegexTopicNamingStrategy
            topic.regex=fulfillment\.public\.(?<table>orders)
            topic.replacement=cdc.${table}
            """)
        {
            Written = ["cdc.orders", "fulfillment.public.customers"],
            Ports = [5432],
        },
        new("MySQL names topics by table alone with the strategy for schemas", "SchemaTopicNamingStrategy; TableId.schemaParts", WithHistory + """
            connector.class=io.debezium.connector.mysql.MySqlConnector
            database.server.id=184054
            topic.naming.strategy=io.debezium.schema.SchemaTopicNamingStrategy
            table.include.list=inventory.orders,inventory.customers
            """)
        {
            Written = ["fulfillment.orders", "fulfillment.customers", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [3306],
        },
        new("A list of SQL Server does not name the database", "SqlServerConnectorConfig, tableIdMapper; Strings.setOfRegex", WithHistory + """
            connector.class=io.debezium.connector.sqlserver.SqlServerConnector
            database.names=sales, ops
            table.include.list=sales.dbo.orders,dbo.a\,b
            """)
        {
            Written =
            [
                "fulfillment.sales.sales.dbo.orders", "fulfillment.ops.sales.dbo.orders", "fulfillment.sales.dbo.a_b", "fulfillment.ops.dbo.a_b",
                "schemahistory.fulfillment",
            ],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [1433],
            Findings = ["Warning DatabaseInList table.include.list"],
        },
    ];
}
