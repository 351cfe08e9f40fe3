namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>AWS's config provider of files, by its source code.</summary>
internal sealed class S3ImportProviderCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a file in a region that the reference names", "aws-samples/msk-config-providers, S3ImportConfigProvider: region and object", """
            connector.class=com.mongodb.kafka.connect.MongoSinkConnector
            topics=a
            connection.uri=mongodb://docdb.example.com:27017
            database=orders
            connection.ssl.truststore=${files:us-east-1:app-certificates/rds/trust.jks}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [27017],
            Worker = """
                config.providers=files
                config.providers.files.class=com.amazonaws.kafka.config.providers.S3ImportConfigProvider
                """,
            Calls = ["s3:GetObject app-certificates/rds/trust.jks"],
            World = new([], [], ["app-certificates/rds/trust.jks"]),
        },
        new("a file in the default region, with others of the kind", "aws-samples/msk-config-providers, S3ImportConfigProvider: default or current region", """
            connector.class=com.mongodb.kafka.connect.MongoSinkConnector
            topics=a
            connection.uri=mongodb://docdb.example.com:27017
            database=orders
            connection.ssl.truststore=${s3import::app-certificates/trust.jks}
            connection.ssl.keystore=${s3import::app-certificates/key.jks}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [27017],
            Worker = """
                config.providers=s3import
                config.providers.s3import.class=com.amazonaws.kafka.config.providers.S3ImportConfigProvider
                config.providers.s3import.param.local_dir=/tmp
                """,
            Calls = ["s3:GetObject app-certificates/key.jks", "s3:GetObject app-certificates/trust.jks"],
            World = new([], [], ["app-certificates/trust.jks", "app-certificates/key.jks"]),
        },
        new("no bucket", "aws-samples/msk-config-providers, S3ImportConfigProvider: the first part is the bucket", """
            connector.class=com.mongodb.kafka.connect.MongoSinkConnector
            topics=a
            connection.uri=mongodb://docdb.example.com:27017
            database=orders
            connection.ssl.truststore=${s3import::trust.jks}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [27017],
            Worker = """
                config.providers=s3import
                config.providers.s3import.class=com.amazonaws.kafka.config.providers.S3ImportConfigProvider
                """,
            Findings =
            [
                "Warning SecretNotGranted connection.ssl.truststore",
            ],
            NotRun = "There is no such file.",
            IsInconclusive = true,
        },
    ];
}
