namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Couchbase source and sink.</summary>
internal sealed class CouchbaseCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("topics by collection", "couchbase/kafka-connect-couchbase, couchbase.topic ${bucket}.${scope}.${collection}", """
            connector.class=com.couchbase.connect.kafka.CouchbaseSourceConnector
            couchbase.seed.nodes=cb1.example.com
            couchbase.bucket=travel
            couchbase.username=u
            couchbase.password=${secretsmanager:kraken/dev/database:password}
            couchbase.source.handler=com.couchbase.connect.kafka.handler.source.RawJsonSourceHandler
            """)
        {
            Written = ["travel.*"],
            Ports = [11210],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("one topic, TLS and dead letters", "couchbase/kafka-connect-couchbase, couchbase.schema.failure.action", """
            connector.class=com.couchbase.connect.kafka.CouchbaseSourceConnector
            couchbase.seed.nodes=cb1.example.com
            couchbase.bucket=travel
            couchbase.username=u
            couchbase.password=${secretsmanager:kraken/dev/database:password}
            couchbase.topic=changes
            couchbase.enable.tls=true
            couchbase.schema.failure.action=DLQ
            couchbase.source.handler=com.couchbase.connect.kafka.handler.source.SchemaRegistrySourceHandler
            """)
        {
            Written = ["changes", "couchbase.dlq"],
            Ports = [11207],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("queries", "Couchbase documentation, ports of the query service", """
            connector.class=com.couchbase.connect.kafka.CouchbaseSinkConnector
            topics=a
            couchbase.seed.nodes=cb1.example.com
            couchbase.bucket=travel
            couchbase.username=u
            couchbase.password=${secretsmanager:kraken/dev/database:password}
            couchbase.sink.handler=com.couchbase.connect.kafka.handler.sink.N1qlSinkHandler
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8093, 11210],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
    ];
}
