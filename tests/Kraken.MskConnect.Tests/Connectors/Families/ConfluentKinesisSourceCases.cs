namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's Amazon Kinesis source.</summary>
internal sealed class ConfluentKinesisSourceCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a stream", "Confluent documentation, Amazon Kinesis source connector", """
            connector.class=io.confluent.connect.kinesis.KinesisSourceConnector
            kafka.topic=kinesis_topic
            kinesis.stream=my_kinesis_stream
            kinesis.region=us-east-1
            confluent.topic.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            confluent.topic.security.protocol=SASL_SSL
            confluent.topic.sasl.mechanism=AWS_MSK_IAM
            """)
        {
            Written = ["kinesis_topic", "_confluent-command"],
            Read = ["_confluent-command"],
            Calls =
            [
                "kinesis:DescribeStream stream/my_kinesis_stream",
                "kinesis:GetRecords stream/my_kinesis_stream",
                "kinesis:GetShardIterator stream/my_kinesis_stream",
                "kinesis:ListShards stream/my_kinesis_stream",
            ],
        },
        new("a position in time without the time", "configuration definition of the connector: kinesis.shard.timestamp", """
            connector.class=io.confluent.connect.kinesis.KinesisSourceConnector
            kafka.topic=t
            kinesis.stream=s
            kinesis.position=AT_TIMESTAMP
            """)
        {
            Written = ["t"],
            Findings = ["Error KeyMissing kinesis.shard.timestamp"],
        },
        new("an endpoint of its own", "configuration definition of the connector: kinesis.base.url", """
            connector.class=io.confluent.connect.kinesis.KinesisSourceConnector
            kafka.topic=t
            kinesis.stream=s
            kinesis.base.url=https://vpce-1.kinesis.us-east-1.vpce.amazonaws.com:8443
            """)
        {
            Written = ["t"],
            Ports = [8443],
            Calls =
            [
                "kinesis:DescribeStream stream/s",
                "kinesis:GetRecords stream/s",
                "kinesis:GetShardIterator stream/s",
                "kinesis:ListShards stream/s",
            ],
        },
    ];
}
