using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Amazon S3 source.</summary>
internal sealed class ConfluentS3SourceCases : IFamilyCases
{
    private const string Docs = "Confluent documentation, Amazon S3 source connector, ";
    private const string Class = "connector.class=io.confluent.connect.s3.source.S3SourceConnector\n";
    private const string Licence = """

        confluent.topic.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
        confluent.topic.security.protocol=SASL_SSL
        confluent.topic.sasl.mechanism=AWS_MSK_IAM
        confluent.topic.sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
        confluent.topic.sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
        """;

    private const string Missing = "Warning TopicsNotDerived parse.error.topic.prefix";

    private const string Key = "kms:Decrypt key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02";

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Objects of any name", Docs + "generalized S3 source, topic.regex.list", Class + """
            mode=GENERIC
            s3.bucket.name=kraken-raw-mnpi-dev
            s3.region=us-east-1
            topics.dir=incoming
            topic.regex.list=orders:.*orders.*\\.json$,clicks:.*clicks.*\\.json$
            format.class=io.confluent.connect.s3.format.json.JsonFormat
            """ + Licence)
        {
            Change = WithKey,
            Written = ["orders", "clicks", "_confluent-command"],
            Read = ["_confluent-command"],
            Calls = ["s3:GetObject kraken-raw-mnpi-dev/incoming/*", "s3:ListBucket kraken-raw-mnpi-dev", Key],
            IsInconclusive = true,
            Findings = [Missing],
        },
        new("A backup whose topics are listed", Docs + "Backup and restore", Class + """
            s3.bucket.name=kraken-raw-mnpi-dev
            s3.region=us-east-1
            format.class=io.confluent.connect.s3.format.avro.AvroFormat
            """)
        {
            Change = spec => WithKey(spec) with { KafkaTopicWrite = ["orders", "error*"] },
            Written = ["orders", "error*"],
            Calls = ["s3:GetObject kraken-raw-mnpi-dev/topics/*", "s3:ListBucket kraken-raw-mnpi-dev", Key],
        },
        new("A backup whose topics nobody tells", Docs + "Backup and restore, object names", Class + """
            s3.bucket.name=kraken-raw-mnpi-dev
            format.class=io.confluent.connect.s3.format.avro.AvroFormat
            aws.access.key.id=AKIDEXAMPLE
            """)
        {
            Change = WithKey,
            Calls = ["s3:GetObject kraken-raw-mnpi-dev/topics/*", "s3:ListBucket kraken-raw-mnpi-dev", Key],
            IsInconclusive = true,
            Findings = ["Warning TopicsNotDerived topics.dir", "Warning SourceRegionDefault s3.region", "Warning KeysConflict aws.access.key.id"],
        },
        new("A source without bucket, format and expressions", "S3SourceConnectorConfig, required keys", Class + """
            mode=GENERIC
            s3.region=us-east-1
            """)
        {
            Findings =
            [
                "Error KeyMissing s3.bucket.name", "Error KeyMissing format.class", "Error KeyMissing topic.regex.list", Missing,
            ],
        },
    ];

    /// <summary>With the key that the bucket encrypts with by default: objects are decrypted, and none is written.</summary>
    private static ConnectorSpec WithKey(ConnectorSpec spec) => spec with { S3KmsKeyArn = ReferenceExamples.S3Sink.S3KmsKeyArn };
}
