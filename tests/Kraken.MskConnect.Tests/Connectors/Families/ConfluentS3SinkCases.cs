namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Amazon S3 sink.</summary>
internal sealed class ConfluentS3SinkCases : IFamilyCases
{
    private const string Docs = "Confluent documentation, Amazon S3 sink connector, ";

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Avro objects by Kafka partition", Docs + "quick start", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            storage.class=io.confluent.connect.s3.storage.S3Storage
            s3.part.size=5242880
            flush.size=3
            format.class=io.confluent.connect.s3.format.avro.AvroFormat
            partitioner.class=io.confluent.connect.storage.partitioner.DefaultPartitioner
            schema.compatibility=NONE
            """)
        {
            Read = ["s3_topic"],
            Groups = ["connect-family-case"],
            Calls =
            [
                "s3:AbortMultipartUpload kraken-raw-mnpi-dev/topics/*", "s3:PutObject kraken-raw-mnpi-dev/topics/*",
                "s3:GetBucketLocation kraken-raw-mnpi-dev", "s3:ListBucket kraken-raw-mnpi-dev",
            ],
        },
        new("A schedule looks existing objects up, options have actions of their own", "S3SinkConnectorConfig 12.1, enable.conditional.writes; S3OutputStream", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            storage.class=io.confluent.connect.s3.storage.S3Storage
            flush.size=1000
            format.class=io.confluent.connect.s3.format.json.JsonFormat
            rotate.schedule.interval.ms=60000
            timezone=UTC
            topics.dir=raw/orders
            s3.object.tagging=true
            s3.acl.canned=bucket-owner-full-control
            s3.compression.type=gzip
            errors.deadletterqueue.topic.name=s3_topic.dlq
            errors.deadletterqueue.topic.replication.factor=2
            """)
        {
            Read = ["s3_topic"],
            Groups = ["connect-family-case"],
            Written = ["s3_topic.dlq"],
            Calls =
            [
                "s3:AbortMultipartUpload kraken-raw-mnpi-dev/raw/orders/*", "s3:PutObject kraken-raw-mnpi-dev/raw/orders/*",
                "s3:GetBucketLocation kraken-raw-mnpi-dev", "s3:ListBucket kraken-raw-mnpi-dev",
                "s3:GetObject kraken-raw-mnpi-dev/raw/orders/*", "s3:PutObjectTagging kraken-raw-mnpi-dev/raw/orders/*",
                "s3:PutObjectAcl kraken-raw-mnpi-dev/raw/orders/*",
            ],
        },
        new("Another role has the bucket", Docs + "AWS credentials, assume role", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            storage.class=io.confluent.connect.s3.storage.S3Storage
            flush.size=1000
            format.class=io.confluent.connect.s3.format.json.JsonFormat
            s3.credentials.provider.class=io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider
            s3.credentials.provider.sts.role.arn=arn:aws:iam::210987654321:role/raw-zone-writer
            s3.credentials.provider.sts.role.session.name=orders
            s3.credentials.provider.sts.role.external.id=raw-zone
            """)
        {
            Read = ["s3_topic"],
            Groups = ["connect-family-case"],
            Calls = ["sts:AssumeRole role/raw-zone-writer"],
        },
        new("Times without their zone", "TimeBasedPartitioner.configure; HourlyPartitioner", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            storage.class=io.confluent.connect.s3.storage.S3Storage
            flush.size=1000
            format.class=io.confluent.connect.s3.format.json.JsonFormat
            partitioner.class=io.confluent.connect.storage.partitioner.HourlyPartitioner
            s3.ssea.name=aws:kms
            store.url=https://minio.example.com:9000
            flush.sise=10
            """)
        {
            Read = ["s3_topic"],
            Groups = ["connect-family-case"],
            Ports = [9000],
            Calls =
            [
                "s3:AbortMultipartUpload kraken-raw-mnpi-dev/topics/*", "s3:PutObject kraken-raw-mnpi-dev/topics/*",
                "s3:GetBucketLocation kraken-raw-mnpi-dev", "s3:ListBucket kraken-raw-mnpi-dev",
            ],
            Findings = ["Warning PartitionerKeyMissing locale", "Warning PartitionerKeyMissing timezone", "Warning EncryptionWithoutKey s3.ssea.name", "Information KeyUnknown flush.sise"],
        },
        new("A sink that cannot start", "S3SinkConnectorConfig, validators; S3SinkTask", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            storage.class=io.confluent.connect.s3.storage.S3Storage
            format.class=io.confluent.connect.s3.format.avro.AvroFormat
            s3.compression.type=gzip
            s3.wan.mode=true
            s3.part.size=1000
            schema.compatibility=BACKWARDS
            behavior.on.null.values=write
            partitioner.class=io.confluent.connect.storage.partitioner.FieldPartitioner
            rotate.interval.ms=60000
            aws.access.key.id=AKIDEXAMPLE
            """)
        {
            Findings =
            [
                "Error KeyMissing flush.size",
                "Error KeysExclusive s3.compression.type",
                "Error KeysExclusive s3.wan.mode",
                "Error NumberRange s3.part.size",
                "Error ValueAllowed schema.compatibility",
                "Error KeyMissing behavior.on.null.values",
                "Error KeyMissing partition.field.name",
                "Warning KeyIgnored rotate.interval.ms",
                "Warning StaticCredentials aws.access.key.id",
            ],
        },
    ];
}
