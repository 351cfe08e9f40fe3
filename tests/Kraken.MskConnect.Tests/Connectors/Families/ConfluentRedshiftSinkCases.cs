namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Amazon Redshift sink.</summary>
internal sealed class ConfluentRedshiftSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("the default port", "configuration definition of the connector: aws.redshift.port", """
            connector.class=io.confluent.connect.aws.redshift.RedshiftSinkConnector
            topics=orders
            aws.redshift.domain=cluster.abc.us-east-1.redshift.amazonaws.com
            aws.redshift.database=dev
            aws.redshift.user=kafka
            aws.redshift.password=${secretsmanager:kraken/dev/database:password}
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5439],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("another port and the licence topic", "Confluent documentation, licence topic", """
            connector.class=io.confluent.connect.aws.redshift.RedshiftSinkConnector
            topics=orders
            aws.redshift.domain=cluster.abc.us-east-1.redshift.amazonaws.com
            aws.redshift.database=dev
            aws.redshift.user=kafka
            aws.redshift.password=${secretsmanager:kraken/dev/database:password}
            aws.redshift.port=5440
            confluent.topic.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            confluent.topic.security.protocol=SASL_SSL
            confluent.topic.sasl.mechanism=AWS_MSK_IAM
            confluent.topic=_licence
            """)
        {
            Written = ["_licence"],
            Read = ["orders", "_licence"],
            Groups = ["connect-family-case"],
            Ports = [5440],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("without a database", "configuration definition of the connector: required keys", """
            connector.class=io.confluent.connect.aws.redshift.RedshiftSinkConnector
            topics=orders
            aws.redshift.domain=cluster.abc.us-east-1.redshift.amazonaws.com
            aws.redshift.user=kafka
            aws.redshift.password=${secretsmanager:kraken/dev/database:password}
            pk.mode=key
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5439],
            Findings = ["Error KeyMissing aws.redshift.database", "Error ValueAllowed pk.mode"],
        },
    ];
}
