namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Lenses' config provider of secrets of AWS, by its source code.</summary>
internal sealed class LensesSecretsProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a secret and its rotation", "lensesio/secret-provider, AWSHelper: describeSecret before getSecretValue", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${aws:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=aws
                config.providers.aws.class=io.lenses.connect.secrets.providers.AWSSecretProvider
                config.providers.aws.param.aws.region=us-east-1
                config.providers.aws.param.aws.auth.method=default
                """,
            Calls = ["secretsmanager:DescribeSecret secret:app/db-??????", "secretsmanager:GetSecretValue secret:app/db-??????"],
            World = new(["app/db"], [], []),
        },
        new("no region", "lensesio/secret-provider, AWSProviderConfig: aws.region has no default", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${aws:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=aws
                config.providers.aws.class=io.lenses.connect.secrets.providers.AWSSecretProvider
                config.providers.aws.param.aws.auth.method=default
                """,
            Calls = ["secretsmanager:DescribeSecret secret:app/db-??????", "secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Error KeyMissing WorkerConfigurationArn[config.providers.aws.param.aws.region",
            ],
            World = new(["app/db"], [], []),
        },
        new("keys of a user by default", "lensesio/secret-provider, AWSProviderConfig: aws.auth.method is credentials", """
            connector.class=com.clickhouse.kafka.connect.ClickHouseSinkConnector
            topics=a
            hostname=ch.example.com
            password=${aws:app/db:k}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8443],
            Worker = """
                config.providers=aws
                config.providers.aws.class=io.lenses.connect.secrets.providers.AWSSecretProvider
                config.providers.aws.param.aws.region=us-east-1
                """,
            Calls = ["secretsmanager:DescribeSecret secret:app/db-??????", "secretsmanager:GetSecretValue secret:app/db-??????"],
            Findings =
            [
                "Warning NotDerived WorkerConfigurationArn[config.providers.aws.param.aws.auth.method",
            ],
            World = new(["app/db"], [], []),
            IsInconclusive = true,
        },
    ];
}
