namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Amazon Kinesis and Data Firehose sinks.</summary>
internal sealed class KinesisAndFirehoseSinksCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("Firehose in batches", "awslabs/kinesis-kafka-connector, FirehoseSinkTask", """
            connector.class=com.amazon.kinesis.kafka.FirehoseSinkConnector
            topics=a
            region=us-east-1
            deliveryStream=orders
            batch=true
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls =
            [
                "firehose:DescribeDeliveryStream deliverystream/orders",
                "firehose:PutRecordBatch deliverystream/orders",
            ],
        },
        new("Kinesis with metrics", "awslabs/kinesis-kafka-connector, AmazonKinesisSinkTask", """
            connector.class=com.amazon.kinesis.kafka.AmazonKinesisSinkConnector
            topics=a
            region=us-east-1
            streamName=orders
            metricsLevel=summary
            metricsNameSpace=Orders
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls =
            [
                "kinesis:PutRecord stream/orders",
                "kinesis:PutRecords stream/orders",
                "kinesis:ListShards stream/orders",
                "kinesis:DescribeStreamSummary stream/orders",
                "cloudwatch:PutMetricData *",
            ],
        },
        new("Kinesis by another role", "awslabs/kinesis-kafka-connector, roleARN", """
            connector.class=com.amazon.kinesis.kafka.AmazonKinesisSinkConnector
            topics=a
            region=us-east-1
            streamName=orders
            roleARN=arn:aws:iam::123456789012:role/streams
            roleSessionName=connect
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls = ["sts:AssumeRole role/streams"],
        },
        new("Firehose without a stream", "awslabs/kinesis-kafka-connector, missing keys fail at task start", """
            connector.class=com.amazon.kinesis.kafka.FirehoseSinkConnector
            topics=a
            region=us-east-1
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing deliveryStream"],
        },
    ];
}
