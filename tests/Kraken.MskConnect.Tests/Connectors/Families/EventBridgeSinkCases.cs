namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Amazon EventBridge sink.</summary>
internal sealed class EventBridgeSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a bus", "aws/eventbridge-kafka-connector, README, IAM permissions", """
            connector.class=software.amazon.event.kafkaconnector.EventBridgeSinkConnector
            topics=orders
            aws.eventbridge.connector.id=orders
            aws.eventbridge.region=us-east-1
            aws.eventbridge.eventbus.arn=arn:aws:events:us-east-1:123456789012:event-bus/orders
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Calls = ["events:PutEvents event-bus/orders"],
        },
        new("details in a bucket", "aws/eventbridge-kafka-connector, README, offloading", """
            connector.class=software.amazon.event.kafkaconnector.EventBridgeSinkConnector
            topics=orders
            aws.eventbridge.connector.id=orders
            aws.eventbridge.region=us-east-1
            aws.eventbridge.eventbus.arn=arn:aws:events:us-east-1:123456789012:event-bus/orders
            aws.eventbridge.offloading.default.s3.bucket=kraken-details
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Calls = ["events:PutEvents event-bus/orders", "s3:PutObject kraken-details/*"],
        },
        new("an assumed role and a global endpoint", "aws/eventbridge-kafka-connector, EventBridgeSinkConfig", """
            connector.class=software.amazon.event.kafkaconnector.EventBridgeSinkConnector
            topics=orders
            aws.eventbridge.connector.id=orders
            aws.eventbridge.region=us-east-1
            aws.eventbridge.eventbus.arn=arn:aws:events:us-east-1:123456789012:event-bus/orders
            aws.eventbridge.iam.role.arn=arn:aws:iam::123456789012:role/events
            aws.eventbridge.eventbus.global.endpoint.id=abc.xyz
            aws.eventbridge.retries.max=11
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Calls = ["sts:AssumeRole role/events"],
            Findings =
            [
                "Warning NotDerived aws.eventbridge.eventbus.global.endpoint.id",
                "Error NumberRange aws.eventbridge.retries.max",
            ],
            IsInconclusive = true,
        },
    ];
}
