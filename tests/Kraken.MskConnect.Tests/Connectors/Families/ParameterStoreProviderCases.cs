namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>AWS's config provider of parameters, by its source code.</summary>
internal sealed class ParameterStoreProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a parameter in a hierarchy", "aws-samples/msk-config-providers, SsmParamStoreConfigProvider: GetParameter of the key", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${p::/app/pass}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=p
                config.providers.p.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider
                """,
            Calls = ["ssm:GetParameter parameter/app/pass"],
            World = new([], ["/app/pass"], []),
        },
        new("a parameter without a path, with a time to live that restarts nothing", "aws-samples/msk-config-providers, README: TTL support", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${ssm::plain?ttl=60000}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=ssm
                config.providers.ssm.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider
                """,
            Calls = ["ssm:GetParameter parameter/plain"],
            World = new([], ["plain"], []),
        },
        new("a path, which is not used, and a time to live", "aws-samples/msk-config-providers, SsmParamStoreConfigProvider: the path is not used", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${ssm:any:/app/pass?ttl=60000}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=ssm
                config.providers.ssm.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider
                """,
            Calls = ["ssm:GetParameter parameter/app/pass"],
            Findings =
            [
                "Warning ProviderSetting config.action.reload",
            ],
            World = new([], ["/app/pass"], []),
        },
        new("another region and a strategy that it does not know", "aws-samples/msk-config-providers, SsmParamStoreConfig: NotFoundStrategy", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${ssm::/app/pass}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=ssm
                config.providers.ssm.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider
                config.providers.ssm.param.region=eu-west-1
                config.providers.ssm.param.NotFoundStrategy=empty
                """,
            Calls = ["ssm:GetParameter parameter/app/pass"],
            Findings =
            [
                "Error ValueAllowed WorkerConfigurationArn[config.providers.ssm.param.NotFoundStrategy",
            ],
            NotRun = "The parameter is in another region.",
        },
    ];
}
