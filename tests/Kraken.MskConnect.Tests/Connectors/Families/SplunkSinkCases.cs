namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Splunk sink.</summary>
internal sealed class SplunkSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("two collectors", "splunk/kafka-connect-splunk, README: splunk.hec.uri", """
            connector.class=com.splunk.kafka.connect.SplunkSinkConnector
            topics=a
            splunk.hec.uri=https://hec1.example.com:8088,https://hec2.example.com:8089
            splunk.hec.token=${secretsmanager:kraken/dev/database:password}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8088, 8089],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("Splunk Cloud", "splunk/kafka-connect-splunk: 443 without a port", """
            connector.class=com.splunk.kafka.connect.SplunkSinkConnector
            topics=a
            splunk.hec.uri=https://http-inputs-acme.splunkcloud.com
            splunk.hec.token=${secretsmanager:kraken/dev/database:password}
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
        new("without a token", "splunk/kafka-connect-splunk, required keys", """
            connector.class=com.splunk.kafka.connect.SplunkSinkConnector
            topics=a
            splunk.hec.uri=https://hec1.example.com:8088
            splunk.hec.threads=two
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8088],
            Findings = ["Error KeyMissing splunk.hec.token", "Error NumberFormat splunk.hec.threads"],
        },
    ];
}
