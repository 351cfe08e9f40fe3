namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's sources by database.</summary>
internal sealed class DebeziumCases : IFamilyCases
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
        new("PostgreSQL sets a heartbeat of its own where the driver confirms positions", "PostgresConnectorConfig 3.5, lsn.flush.mode", """
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            topic.prefix=fulfillment
            plugin.name=pgoutput
            database.hostname=db.example.com
            database.user=postgres
            database.dbname=postgres
            lsn.flush.mode=connector_and_driver
            table.include.list=inventory.orders
            """)
        {
            Written = ["fulfillment.inventory.orders", "__debezium-heartbeat.fulfillment"],
            Ports = [5432],
        },
        new("MySQL writes schema changes and keeps their history", Docs + "MySQL connector, Topic names and Schema history topic", $"""
            connector.class=io.debezium.connector.mysql.MySqlConnector
            topic.prefix=fulfillment
            database.hostname=192.168.99.100
            database.user=debezium-user
            database.server.id=184054
            database.include.list=inventory
            table.include.list=inventory.orders, inventory.customers
            {History}
            """)
        {
            Written = ["fulfillment.inventory.orders", "fulfillment.inventory.customers", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [3306],
        },
        new("MySQL of version 1.x names its topics by older keys", "Debezium documentation 1.9, MySQL connector; AbstractHeartbeat", """
            connector.class=io.debezium.connector.mysql.MySqlConnector
            database.server.name=legacy
            database.hostname=db.example.com
            database.user=debezium-user
            table.whitelist=billing.invoices
            heartbeat.interval.ms=5000
            heartbeat.topics.prefix=beat
            provide.transaction.metadata=true
            transaction.topic=${database.server.name}.tx
            database.history.kafka.topic=legacy.history
            database.history.kafka.bootstrap.servers=plain.example.com:9092
            database.connectionTimeZone=UTC
            """)
        {
            Written = ["legacy.billing.invoices", "beat.legacy", "legacy.tx", "legacy", "legacy.history"],
            Read = ["legacy.history"],
            Groups = ["legacy-dbhistory"],
            Ports = [3306, 9092],
        },
        new("MariaDB with tables by pattern", Docs + "MariaDB connector, properties", $"""
            connector.class=io.debezium.connector.mariadb.MariaDbConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.user=debezium-user
            database.server.id=5701
            include.schema.changes=false
            table.include.list=inventory\.orders_.*,inventory\.(customers|products)
            {History}
            """)
        {
            Written = ["fulfillment.inventory.orders_*", "fulfillment.inventory.customers", "fulfillment.inventory.products", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [3306],
        },
        new("SQL Server names the database of each table", Docs + "SQL Server connector, Topic names", $"""
            connector.class=io.debezium.connector.sqlserver.SqlServerConnector
            topic.prefix=fulfillment
            database.hostname=192.168.99.100
            database.user=sa
            database.names=testDB1,testDB2
            table.include.list=dbo.customers
            signal.data.collection=testDB1.dbo.debezium_signal
            database.applicationIntent=ReadOnly
            driver.encrypt=false
            {History}
            """)
        {
            Written = ["fulfillment.testDB1.dbo.customers", "fulfillment.testDB2.dbo.customers", "fulfillment.testDB1.dbo.debezium_signal", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [1433],
        },
        new("SQL Server of version 1.x names no database", "Debezium documentation 1.9, SQL Server connector, Topic names", """
            connector.class=io.debezium.connector.sqlserver.SqlServerConnector
            database.server.name=fulfillment
            database.hostname=192.168.99.100
            database.port=1434
            database.user=sa
            database.dbname=testDB
            table.include.list=dbo.customers
            database.history.kafka.topic=dbhistory.fulfillment
            database.history.kafka.bootstrap.servers=plain.example.com:9092
            """)
        {
            Written = ["fulfillment.dbo.customers", "fulfillment", "dbhistory.fulfillment"],
            Read = ["dbhistory.fulfillment"],
            Groups = ["fulfillment-dbhistory"],
            Ports = [1434, 9092],
        },
        new("SQL Server behind an instance has no port that is known", Docs + "SQL Server connector, database.instance", $"""
            connector.class=io.debezium.connector.sqlserver.SqlServerConnector
            topic.prefix=fulfillment
            database.hostname=db.example.com
            database.instance=erp
            database.user=sa
            database.names=testDB
            {History}
            """)
        {
            Written = ["fulfillment.testDB.*", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Findings = ["Warning PortUnknown database.hostname", "Warning PortUnknown database.instance"],
        },
        new("Oracle writes names in capitals", Docs + "Oracle connector, Topic names", $"""
            connector.class=io.debezium.connector.oracle.OracleConnector
            topic.prefix=fulfillment
            database.hostname=oracle.example.com
            database.user=c##dbzuser
            database.dbname=ORCLCDB
            database.pdb.name=ORCLPDB1
            table.include.list=debezium.customers
            {History}
            """)
        {
            Written = ["fulfillment.debezium.customers", "fulfillment.DEBEZIUM.CUSTOMERS", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [1528],
        },
        new("MongoDB names topics by database and collection", Docs + "MongoDB connector, Topic names", """
            connector.class=io.debezium.connector.mongodb.MongoDbConnector
            topic.prefix=fulfillment
            mongodb.connection.string=mongodb://db1.example.com:27018,db2.example.com/?replicaSet=rs0
            collection.include.list=inventory.products,inventory.customers
            capture.mode=change_streams_update_full
            """)
        {
            Written = ["fulfillment.inventory.products", "fulfillment.inventory.customers"],
            Ports = [27017, 27018],
        },
        new("MongoDB takes literal names if it is told so", Docs + "MongoDB connector, filters.match.mode", """
            connector.class=io.debezium.connector.mongodb.MongoDbConnector
            topic.prefix=fulfillment
            mongodb.connection.string=mongodb://db.example.com/?replicaSet=rs0
            filters.match.mode=literal
            collection.include.list=inventory.orders(2024)
            """)
        {
            Written = ["fulfillment.inventory.orders_2024_"],
            Ports = [27017],
        },
        new("Db2 keeps a history", Docs + "Db2 connector, Topic names", $"""
            connector.class=io.debezium.connector.db2.Db2Connector
            topic.prefix=fulfillment
            database.hostname=db2.example.com
            database.user=db2inst1
            database.dbname=mydatabase
            table.include.list=MYSCHEMA.CUSTOMERS
            {History}
            """)
        {
            Written = ["fulfillment.MYSCHEMA.CUSTOMERS", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [50000],
        },
        new("Informix lists tables with their database and names topics without it", Docs + "Informix connector, Topic names and table.include.list", $"""
            connector.class=io.debezium.connector.informix.InformixConnector
            topic.prefix=fulfillment
            database.hostname=ifx.example.com
            database.user=informix
            database.dbname=mydatabase
            table.include.list=mydatabase.myschema.customers
            {History}
            """)
        {
            Written = ["fulfillment.myschema.customers", "fulfillment", "schemahistory.fulfillment"],
            Read = ["schemahistory.fulfillment"],
            Groups = ["fulfillment-schemahistory"],
            Ports = [9088],
        },
    ];
}
