namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Aiven's OpenSearch sink.</summary>
internal sealed class AivenOpenSearchSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("several URLs", "Aiven-Open/opensearch-connector-for-apache-kafka, connection.url", """
            connector.class=io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector
            topics=logs
            connection.url=https://node1:9200,https://node2:9201
            """)
        {
            Read = ["logs"],
            Groups = ["connect-family-case"],
            Ports = [9200, 9201],
        },
        new("requests signed with a role", "Aiven-Open/opensearch-connector-for-apache-kafka, OpenSearchSigV4Configurator", """
            connector.class=io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector
            topics=logs
            connection.url=search-logs.us-east-1.es.amazonaws.com
            aws.region=us-east-1
            aws.service.signing.name=es
            aws.sts.role.arn=arn:aws:iam::123456789012:role/opensearch-writer
            aws.sts.role.session.name=connect
            """)
        {
            Read = ["logs"],
            Groups = ["connect-family-case"],
            Calls = ["sts:AssumeRole role/opensearch-writer"],
        },
        new("a role without a service", "Aiven-Open/opensearch-connector-for-apache-kafka, OpenSearchSigV4Configurator: required together", """
            connector.class=io.aiven.kafka.connect.opensearch.OpensearchSinkConnector
            topics=logs
            connection.url=search-logs.us-east-1.es.amazonaws.com:443
            aws.sts.role.arn=arn:aws:iam::123456789012:role/opensearch-writer
            """)
        {
            Read = ["logs"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing aws.region", "Error KeyMissing aws.service.signing.name"],
        },
    ];
}
