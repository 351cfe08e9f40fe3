namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Config providers of classes that the module does not know.</summary>
internal sealed class UnknownProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a class of one's own under a name that deceives", "Apache Kafka, Plugins.newConfigProvider: the class decides", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secrets:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secrets
                config.providers.secrets.class=com.example.SecretProvider
                """,
            Findings =
            [
                "Warning ProviderUnknown WorkerConfigurationArn[config.providers.secrets.class",
            ],
            IsInconclusive = true,
        },
    ];
}
