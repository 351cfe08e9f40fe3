namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Snowflake sink.</summary>
internal sealed class SnowflakeSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("files", "snowflakedb/snowflake-kafka-connector 3.1, SnowflakeSinkConnectorConfig", """
            connector.class=com.snowflake.kafka.connector.SnowflakeSinkConnector
            topics=a
            snowflake.url.name=acme.snowflakecomputing.com:443
            snowflake.user.name=KAFKA
            snowflake.database.name=DB
            snowflake.schema.name=RAW
            snowflake.private.key=${secretsmanager:kraken/dev/database:password}
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
        new("version 4 through a proxy", "snowflakedb/snowflake-kafka-connector 4, class and jvm.proxy.*", """
            connector.class=com.snowflake.kafka.connector.SnowflakeStreamingSinkConnector
            topics=a
            snowflake.url.name=acme.snowflakecomputing.com:443
            snowflake.user.name=KAFKA
            snowflake.database.name=DB
            snowflake.schema.name=RAW
            snowflake.private.key=${secretsmanager:kraken/dev/database:password}
            snowflake.role.name=R
            jvm.proxy.host=proxy.example.com
            jvm.proxy.port=3128
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [3128],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("streaming without a role", "snowflakedb/snowflake-kafka-connector: snowflake.role.name should be present for Snowpipe Streaming", """
            connector.class=com.snowflake.kafka.connector.SnowflakeSinkConnector
            topics=a
            snowflake.url.name=acme.snowflakecomputing.com:443
            snowflake.user.name=KAFKA
            snowflake.database.name=DB
            snowflake.schema.name=RAW
            snowflake.private.key=${secretsmanager:kraken/dev/database:password}
            snowflake.ingestion.method=snowpipe_streaming
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing snowflake.role.name"],
        },
    ];
}
