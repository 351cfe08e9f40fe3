namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Debezium's MongoDB sink.</summary>
internal sealed class DebeziumMongoSinkCases : IFamilyCases
{
    private const string Docs = "Debezium documentation 3.6, MongoDB sink connector, ";

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Collections are named after topics", Docs + "example configuration", """
            connector.class=io.debezium.connector.mongodb.MongoDbSinkConnector
            topics=dbserver1.inventory.customers
            mongodb.connection.string=mongodb://db.example.com:27018/?replicaSet=rs0
            sink.database=debezium
            batch.size=1000
            collection.name.format=${topic}
            """)
        {
            Read = ["dbserver1.inventory.customers"],
            Groups = ["connect-family-case"],
            Ports = [27018],
        },
        new("Each host of the connection string has a port", "MongoDB manual, connection string formats", """
            connector.class=io.debezium.connector.mongodb.MongoDbSinkConnector
            topics=orders,customers
            mongodb.connection.string=mongodb://db1.example.com,db2.example.com:27020/?replicaSet=rs0
            sink.database=debezium
            errors.tolerance=all
            errors.deadletterqueue.topic.name=orders.dlq
            errors.deadletterqueue.topic.replication.factor=2
            """)
        {
            Read = ["orders", "customers"],
            Written = ["orders.dlq"],
            Groups = ["connect-family-case"],
            Ports = [27017, 27020],
        },
        new("The class of the documentation, and an old version of Kafka Connect", Docs + "properties; pom.xml, maven.compiler.release", """
            connector.class=io.debezium.connector.mongodb.sink.MongoDbSinkConnector
            topics=orders
            mongodb.connection.string=mongodb://db.example.com
            sink.databse=debezium
            """)
        {
            Change = spec => spec with { KafkaConnectVersion = "2.7.1" },
            Ports = [27017],
            Findings = ["Error KeyMissing sink.database", "Information KeyUnknown sink.databse", "Warning NotDerived connector.class", "Warning JavaVersion connector.class"],
        },
    ];
}
