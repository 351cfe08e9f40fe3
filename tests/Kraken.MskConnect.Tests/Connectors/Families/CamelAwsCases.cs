namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Apache Camel connectors of AWS services.</summary>
internal sealed class CamelAwsCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a DynamoDB table", "apache/camel-kafka-connector 4, aws-ddb-sink", """
            connector.class=org.apache.camel.kafkaconnector.awsddbsink.CamelAwsddbsinkSinkConnector
            topics=order
            camel.kamelet.aws-ddb-sink.table=orders
            camel.kamelet.aws-ddb-sink.region=eu-west-1
            camel.kamelet.aws-ddb-sink.useDefaultCredentialsProvider=true
            """)
        {
            Read = ["order"],
            Groups = ["connect-family-case"],
            Calls = ["dynamodb:DescribeTable table/orders", "dynamodb:PutItem table/orders"],
        },
        new("a queue by its name, without the default credentials", "apache/camel, aws2-sqs: lists queues for a name", """
            connector.class=org.apache.camel.kafkaconnector.awssqssink.CamelAwssqssinkSinkConnector
            topics=order
            camel.kamelet.aws-sqs-sink.queueNameOrArn=orders
            """)
        {
            Read = ["order"],
            Groups = ["connect-family-case"],
            Calls = ["sqs:SendMessage orders", "sqs:ListQueues *"],
            Findings = ["Warning KeyMissing camel.kamelet.aws-sqs-sink.useDefaultCredentialsProvider"],
        },
        new("a queue by its ARN as a source", "apache/camel-kafka-connector: a source writes to topics", """
            connector.class=org.apache.camel.kafkaconnector.awssqssource.CamelAwssqssourceSourceConnector
            topics=inbox
            camel.kamelet.aws-sqs-source.queueNameOrArn=arn:aws:sqs:us-east-1:123456789012:orders
            camel.kamelet.aws-sqs-source.useDefaultCredentialsProvider=true
            """)
        {
            Written = ["inbox"],
            Calls = ["sqs:ReceiveMessage orders", "sqs:DeleteMessage orders"],
            Change = spec => spec with { ConnectorType = "source", KafkaTopicRead = [] },
        },
        new("the older style of names", "apache/camel-kafka-connector 0.11, aws2-s3", """
            connector.class=org.apache.camel.kafkaconnector.aws2s3.CamelAws2s3SinkConnector
            topics=a
            camel.sink.path.bucketNameOrArn=kraken-raw
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Calls = ["s3:PutObject kraken-raw/*", "s3:ListBucket kraken-raw"],
        },
    ];
}
