namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The MongoDB source and sink.</summary>
internal sealed class MongoDbCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a collection with prefix", "mongodb/mongo-kafka, DefaultTopicMapper", """
            connector.class=com.mongodb.kafka.connect.MongoSourceConnector
            connection.uri=mongodb://db1.example.com:27018,db2.example.com
            database=inventory
            collection=items
            topic.prefix=cdc
            heartbeat.interval.ms=5000
            """)
        {
            Written = ["cdc.inventory.items", "__mongodb_heartbeats"],
            Ports = [27017, 27018],
        },
        new("a database and dead letters", "mongodb/mongo-kafka, errors.deadletterqueue.topic.name", """
            connector.class=com.mongodb.kafka.connect.MongoSourceConnector
            connection.uri=mongodb://db1.example.com
            database=inventory
            errors.tolerance=all
            errors.deadletterqueue.topic.name=mongo-dlq
            """)
        {
            Written = ["inventory.*", "mongo-dlq"],
            Ports = [27017],
        },
        new("a whole cluster", "mongodb/mongo-kafka: without a database the whole cluster is watched", """
            connector.class=com.mongodb.kafka.connect.MongoSourceConnector
            connection.uri=mongodb+srv://cluster0.example.mongodb.net
            """)
        {
            Ports = [27017],
            Findings = ["Warning PortUnknown connection.uri", "Warning TopicNamingUnknown database"],
            IsInconclusive = true,
        },
        new("a sink", "mongodb/mongo-kafka, MongoSinkConfig", """
            connector.class=com.mongodb.kafka.connect.MongoSinkConnector
            topics=orders
            connection.uri=mongodb://db1.example.com/
            collection=orders
            timeseries.granularity=days
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [27017],
            Findings = ["Error KeyMissing database", "Error ValueAllowed timeseries.granularity"],
        },
    ];
}
