namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The ClickHouse sink.</summary>
internal sealed class ClickHouseSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("the default port", "ClickHouse/clickhouse-kafka-connect, ClickHouseSinkConfig: port 8443", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=abc.us-east-1.aws.clickhouse.cloud
            database=default
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
        },
        new("plain HTTP through a proxy", "ClickHouse/clickhouse-kafka-connect, proxyHost", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            port=8123
            ssl=false
            proxyType=HTTP
            proxyHost=proxy.example.com
            proxyPort=3128
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [3128, 8123],
        },
        new("ranges", "ClickHouse/clickhouse-kafka-connect, ranges of retryCount and timeoutSeconds", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            retryCount=11
            timeoutSeconds=601
            insertFormat=xml
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Findings =
            [
                "Error NumberRange retryCount",
                "Error NumberRange timeoutSeconds",
                "Error ValueAllowed insertFormat",
            ],
        },
    ];
}
