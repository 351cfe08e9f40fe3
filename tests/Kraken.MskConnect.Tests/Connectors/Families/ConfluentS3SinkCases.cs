namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Amazon S3 sink.</summary>
internal sealed class ConfluentS3SinkCases : IFamilyCases
{
    private const string Docs = "Confluent documentation, Amazon S3 sink connector, ";

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Avro objects by Kafka partition", Docs + "quick start", """
            connector.class=io.confluent.connect.s3.S3SinkConnector
            tasks.max=1
            topics=s3_topic
            s3.region=us-east-1
            s3.bucket.name=kraken-raw-mnpi-dev
            s3.part.size=5242880
            flush.size=3
            storage.class=io.confluent.connect.s3.storage.S3Storage
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
    ];
}
