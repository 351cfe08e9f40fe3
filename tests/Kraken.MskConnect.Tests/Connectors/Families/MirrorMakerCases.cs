namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>MirrorMaker 2.</summary>
internal sealed class MirrorMakerCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("replicated names", "Apache Kafka, DefaultReplicationPolicy", """
            connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector
            topics=orders,clicks-.*
            source.cluster.alias=primary
            target.cluster.alias=secondary
            source.cluster.bootstrap.servers=b-1.primary.example.com:9094
            target.cluster.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            target.cluster.security.protocol=SASL_SSL
            target.cluster.sasl.mechanism=AWS_MSK_IAM
            sync.topic.acls.enabled=false
            """)
        {
            Written = ["primary.orders", "primary.clicks-*", "primary.heartbeats"],
            Ports = [9094],
            Change = spec => spec with { ConnectorType = "source", KafkaTopicRead = [] },
        },
        new("the same names, offset syncs on the target", "Apache Kafka, IdentityReplicationPolicy; offset-syncs.topic.location", """
            connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector
            topics=orders
            replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy
            offset-syncs.topic.location=target
            source.cluster.alias=primary
            target.cluster.alias=secondary
            source.cluster.bootstrap.servers=b-1.primary.example.com:9094
            target.cluster.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            target.cluster.security.protocol=SASL_SSL
            target.cluster.sasl.mechanism=AWS_MSK_IAM
            sync.topic.acls.enabled=false
            """)
        {
            Written = ["orders", "primary.heartbeats", "mm2-offset-syncs.primary.internal"],
            Ports = [9094],
            Change = spec => spec with { ConnectorType = "source", KafkaTopicRead = [] },
        },
        new("checkpoints", "Apache Kafka, MirrorCheckpointConnector", """
            connector.class=org.apache.kafka.connect.mirror.MirrorCheckpointConnector
            source.cluster.alias=primary
            target.cluster.alias=secondary
            source.cluster.bootstrap.servers=b-1.primary.example.com:9094
            target.cluster.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            target.cluster.security.protocol=SASL_SSL
            target.cluster.sasl.mechanism=AWS_MSK_IAM
            groups=billing
            """)
        {
            Written = ["primary.checkpoints.internal"],
            Read = ["primary.checkpoints.internal"],
            Ports = [9094],
        },
        new("heartbeats", "Apache Kafka, MirrorHeartbeatConnector", """
            connector.class=org.apache.kafka.connect.mirror.MirrorHeartbeatConnector
            source.cluster.alias=primary
            target.cluster.alias=secondary
            source.cluster.bootstrap.servers=b-1.primary.example.com:9094
            target.cluster.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            target.cluster.security.protocol=SASL_SSL
            target.cluster.sasl.mechanism=AWS_MSK_IAM
            """)
        {
            Written = ["heartbeats"],
            Ports = [9094],
        },
        new("an IAM source cluster", "Amazon MSK developer guide, IAM access control: the ARN is the cluster's own", """
            connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector
            topics=orders
            source.cluster.alias=primary
            target.cluster.alias=secondary
            source.cluster.bootstrap.servers=b-1.primary.example.com:9094
            target.cluster.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            target.cluster.security.protocol=SASL_SSL
            target.cluster.sasl.mechanism=AWS_MSK_IAM
            sync.topic.acls.enabled=false
            source.cluster.sasl.mechanism=AWS_MSK_IAM
            """)
        {
            Written = ["primary.orders", "primary.heartbeats"],
            Ports = [9094],
            Findings = ["Warning OtherClusterUnknown source.cluster.sasl.mechanism"],
            IsInconclusive = true,
            Change = spec => spec with { ConnectorType = "source", KafkaTopicRead = [] },
        },
    ];
}
