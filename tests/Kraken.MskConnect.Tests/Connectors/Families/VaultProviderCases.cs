namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>jcustenborder's config provider of HashiCorp Vault, by its source code.</summary>
internal sealed class VaultProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a port", "jcustenborder/kafka-config-provider-vault, VaultConfigProviderConfig: vault.address", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${vault:secret/db:k}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8200, 8443],
            Worker = """
                config.providers=vault
                config.providers.vault.class=com.github.jcustenborder.kafka.config.vault.VaultConfigProvider
                config.providers.vault.param.vault.address=https://vault.example.com:8200
                """,
        },
        new("an address without a port, and restarts", "jcustenborder/kafka-config-provider-vault, VaultConfigProviderConfig: vault.secret.minimum.ttl.ms", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${vault:secret/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [80, 8443],
            Worker = """
                config.providers=vault
                config.providers.vault.class=com.github.jcustenborder.kafka.config.vault.VaultConfigProvider
                config.providers.vault.param.vault.address=http://vault.example.com
                """,
            Findings =
            [
                "Warning ProviderSetting config.action.reload",
            ],
        },
        new("an address that the environment gives", "jcustenborder/kafka-config-provider-vault, VaultConfigProviderConfig: VAULT_ADDR", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${vault:secret/db:k}
            config.action.reload=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=vault
                config.providers.vault.class=com.github.jcustenborder.kafka.config.vault.VaultConfigProvider
                config.providers.vault.param.vault.login.by=AppRole
                """,
            Findings =
            [
                "Warning KeyMissing WorkerConfigurationArn[config.providers.vault.param.vault.address",
            ],
        },
    ];
}
