namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Google BigQuery sink.</summary>
internal sealed class BigQuerySinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a key in a secret", "confluentinc/kafka-connect-bigquery, keySource JSON", """
            connector.class=com.wepay.kafka.connect.bigquery.BigQuerySinkConnector
            topics=a
            project=p
            defaultDataset=d
            keySource=JSON
            keyfile=${secretsmanager:kraken/dev/database:password}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("upserts without a key field", "confluentinc/kafka-connect-bigquery: Kafka key field must be configured when upsert/delete is enabled", """
            connector.class=com.wepay.kafka.connect.bigquery.BigQuerySinkConnector
            topics=a
            project=p
            defaultDataset=d
            keySource=APPLICATION_DEFAULT
            upsertEnabled=true
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing kafkaKeyFieldName"],
        },
        new("without a project", "confluentinc/kafka-connect-bigquery, required keys", """
            connector.class=com.wepay.kafka.connect.bigquery.BigQuerySinkConnector
            topics=a
            defaultDataset=d
            keySource=APPLICATION_DEFAULT
            timePartitioningType=WEEK
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing project", "Error ValueAllowed timePartitioningType"],
        },
    ];
}
