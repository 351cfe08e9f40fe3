namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>AWS's config provider of secrets, by its README and source code.</summary>
internal sealed class SecretsManagerProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("secrets by name", "aws-samples/msk-config-providers, README: secretsmanager", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            username=${sm:app/db:k}
            password=${sm:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                config.providers.sm.param.NotFoundStrategy=fail
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            World = new(["app/db"], [], []),
        },
        new("a secret by its percent-encoded ARN", "aws-samples/msk-config-providers, README: an ARN is URL-encoded", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${secretsmanager:arn%3Aaws%3Asecretsmanager%3Aus-east-1%3A123456789012%3Asecret%3A%2Fdb%2Fadmin-AbC123:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=secretsmanager
                config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                """,
            Calls = ["secretsmanager:GetSecretValue secret:/db/admin-AbC123"],
            World = new(["/db/admin"], [], []),
            Change = spec => spec with { RdsSecretArn = null },
        },
        new("a whole secret, without a key", "aws-samples/msk-config-providers, README: raw secret retrieval", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${sm:app/raw}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                config.providers.sm.param.RawSecretEncoding=hex
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/raw-??????"],
            Findings =
            [
                "Error ValueAllowed WorkerConfigurationArn[config.providers.sm.param.RawSecretEncoding",
            ],
            World = new(["app/raw"], [], []),
        },
        new("another region and a time to live", "aws-samples/msk-config-providers, README: param.region and TTL support", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${sm:app/db:k?ttl=300000}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                config.providers.sm.param.region=eu-west-1
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Warning ProviderSetting config.action.reload",
            ],
            NotRun = "The secret is in another region.",
        },
        new("an endpoint of its own", "aws-samples/msk-config-providers, AwsServiceConfigProvider: endpoint", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${sm:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443, 8444],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                config.providers.sm.param.endpoint=https://vpce-1.example.com:8444
                """,
            Calls = ["secretsmanager:GetSecretValue secret:app/db-??????"],
            World = new(["app/db"], [], []),
        },
        new("a name that a policy would take for a pattern", "IAM user guide, wildcards in resources", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${sm:app/*:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                """,
            Findings =
            [
                "Warning SecretNotGranted password",
            ],
            NotRun = "No secret has the name.",
            IsInconclusive = true,
        },
        new("an ARN of another service, which is no secret's", "Service authorization reference, AWS Secrets Manager: the ARN of a secret", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${sm:arn%3Aaws%3As3%3A%3A%3Abucket/object:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=sm
                config.providers.sm.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
                """,
            Findings =
            [
                "Warning SecretNotGranted password",
            ],
            NotRun = "No secret has the name.",
            IsInconclusive = true,
        },
    ];
}
