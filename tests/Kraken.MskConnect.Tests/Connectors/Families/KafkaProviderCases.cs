namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Apache Kafka's own config providers, by their source code.</summary>
internal sealed class KafkaProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a file", "Apache Kafka, FileConfigProvider", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secrets:/opt/db.properties:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secrets
                config.providers.secrets.class=org.apache.kafka.common.config.provider.FileConfigProvider
                """,
        },
        new("a directory", "Apache Kafka 2.7, DirectoryConfigProvider", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${dir:/opt/secrets:password}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=dir
                config.providers.dir.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
                """,
        },
        new("an environment variable", "Apache Kafka 3.5, EnvVarConfigProvider: allowlist.pattern", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${env:DB_PASSWORD}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                config.providers.env.param.allowlist.pattern=^DB_.*
                """,
        },
    ];
}
