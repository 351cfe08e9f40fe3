namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Aiven's Amazon S3 sink and source.</summary>
internal sealed class AivenS3Cases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a prefix that is a template", "Aiven-Open/cloud-storage-connectors-for-apache-kafka, aws.s3.prefix", """
            connector.class=io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector
            topics=a
            aws.s3.bucket.name=kraken-raw
            aws.s3.prefix=connect/{{topic}}/
            aws.s3.region=us-east-1
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls = ["s3:AbortMultipartUpload kraken-raw/connect/*", "s3:PutObject kraken-raw/connect/*"],
        },
        new("an assumed role", "Aiven-Open/cloud-storage-connectors-for-apache-kafka, aws.sts.role.arn", """
            connector.class=io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector
            topics=a
            aws.s3.bucket.name=kraken-raw
            aws.sts.role.arn=arn:aws:iam::123456789012:role/raw
            aws.sts.role.session.name=s
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls = ["sts:AssumeRole role/raw"],
        },
        new("a source with one topic", "Aiven-Open/cloud-storage-connectors-for-apache-kafka, S3SourceTask", """
            connector.class=io.aiven.kafka.connect.s3.source.S3SourceConnector
            aws.s3.bucket.name=kraken-raw
            aws.s3.prefix=in/
            file.name.template={{topic}}-{{partition}}-{{start_offset}}
            topic=orders
            """)
        {
            Written = ["orders"],
            Calls = ["s3:GetObject kraken-raw/in/*", "s3:ListBucket kraken-raw"],
        },
        new("a source that takes topics from names", "Aiven-Open/cloud-storage-connectors-for-apache-kafka, file.name.template", """
            connector.class=io.aiven.kafka.connect.s3.source.S3SourceConnector
            aws.s3.bucket.name=kraken-raw
            file.name.template={{topic}}-{{partition}}-{{start_offset}}
            """)
        {
            Calls = ["s3:GetObject kraken-raw/*", "s3:ListBucket kraken-raw"],
            Findings = ["Warning TopicsNotDerived topic"],
            IsInconclusive = true,
        },
    ];
}
