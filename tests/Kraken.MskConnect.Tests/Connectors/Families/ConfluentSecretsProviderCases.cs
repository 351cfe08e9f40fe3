namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's config provider of secrets, by its README and source code.</summary>
internal sealed class ConfluentSecretsProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a secret by name", "confluentinc/csid-secrets-providers, aws/README.md", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretsManager:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretsManager
                config.providers.secretsManager.class=io.confluent.csid.config.provider.aws.SecretsManagerConfigProvider
                config.providers.secretsManager.param.aws.region=us-east-1
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            World = new(["app/db"], [], []),
        },
        new("a prefix, which is put before the name as it is", "confluentinc/csid-secrets-providers, SecretsManagerConfigProvider.getSecret", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretsManager:db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretsManager
                config.providers.secretsManager.class=io.confluent.csid.config.provider.aws.SecretsManagerConfigProvider
                config.providers.secretsManager.param.secret.prefix=app-
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app-db-??????"],
            World = new(["app-db"], [], []),
        },
        new("an endpoint of its own, and a parameter that it does not have", "confluentinc/csid-secrets-providers, aws/README.md: endpoint.override", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretsManager:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443, 8444],
            Worker = """
                config.providers=secretsManager
                config.providers.secretsManager.class=io.confluent.csid.config.provider.aws.SecretsManagerConfigProvider
                config.providers.secretsManager.param.endpoint.override=https://vpce-1.example.com:8444
                config.providers.secretsManager.param.retry.counts=5
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Information KeyUnknown WorkerConfigurationArn[config.providers.secretsManager.param.retry.counts",
            ],
            World = new(["app/db"], [], []),
        },
    ];
}
