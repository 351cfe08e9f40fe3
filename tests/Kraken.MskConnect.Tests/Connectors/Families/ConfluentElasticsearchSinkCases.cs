namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Elasticsearch sink.</summary>
internal sealed class ConfluentElasticsearchSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("one URL with a port", "confluentinc/kafka-connect-elasticsearch, quick start", """
            connector.class=io.confluent.connect.elasticsearch.ElasticsearchSinkConnector
            topics=test-elasticsearch-sink
            connection.url=http://localhost:9200
            key.ignore=true
            """)
        {
            Read = ["test-elasticsearch-sink"],
            Groups = ["connect-family-case"],
            Ports = [9200],
        },
        new("several URLs", "confluentinc/kafka-connect-elasticsearch, connection.url is a list", """
            connector.class=io.confluent.connect.elasticsearch.ElasticsearchSinkConnector
            topics=a
            connection.url=https://es1.example.com:9243,https://es2.example.com:9244
            behavior.on.null.values=delete
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [9243, 9244],
        },
        new("values and keys that it has not", "confluentinc/kafka-connect-elasticsearch, ElasticsearchSinkConnectorConfig", """
            connector.class=io.confluent.connect.elasticsearch.ElasticsearchSinkConnector
            topics=a
            write.method=REPLACE
            connection.urls=http://localhost:9200
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings =
            [
                "Error KeyMissing connection.url",
                "Error ValueAllowed write.method",
                "Information KeyUnknown connection.urls",
            ],
        },
    ];
}
