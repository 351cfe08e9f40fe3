namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>jcustenborder's config provider of secrets, by its source code.</summary>
internal sealed class JcustenborderSecretsProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a secret in the region that the declaration names", "jcustenborder/kafka-config-provider-aws, SecretsManagerConfigProviderConfig: aws.region", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretManager:app/db:k}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretManager
                config.providers.secretManager.class=com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider
                config.providers.secretManager.param.aws.region=eu-west-1
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            NotRun = "The secret is in another region.",
        },
        new("a prefix", "jcustenborder/kafka-config-provider-aws, SecretsManagerConfigProvider: Paths.get(prefix, path)", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretManager:db:k}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretManager
                config.providers.secretManager.class=com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider
                config.providers.secretManager.param.secret.prefix=app
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            World = new(["app/db"], [], []),
        },
        new("restarts every five minutes", "Amazon MSK developer guide, config providers: config.action.reload=none", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretManager:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretManager
                config.providers.secretManager.class=com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider
                config.providers.secretManager.param.secret.ttl.ms=500
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Warning ProviderSetting config.action.reload",
                "Error NumberRange WorkerConfigurationArn[config.providers.secretManager.param.secret.ttl.ms",
            ],
            World = new(["app/db"], [], []),
        },
        new("keys of a user", "jcustenborder/kafka-config-provider-aws, SecretsManagerFactoryImpl: static credentials", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretManager:app/db:k}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretManager
                config.providers.secretManager.class=com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider
                config.providers.secretManager.param.aws.access.key=AKIAIOSFODNN7EXAMPLE
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Warning NotDerived WorkerConfigurationArn[config.providers.secretManager.param.aws.access.key",
            ],
            World = new(["app/db"], [], []),
            IsInconclusive = true,
        },
    ];
}
