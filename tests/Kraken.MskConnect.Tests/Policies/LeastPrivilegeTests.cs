using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies;

/// <summary>The evaluator judges the generated policies: the connector's own calls, and its neighbours' resources.</summary>
public class LeastPrivilegeTests
{
    private const string Kafka = "arn:aws:kafka:us-east-1:123456789012:";
    private const string Id = "3f2b8c1d-6a7e-4f90-8b12-c3d4e5f60718-2";
    private const string S3Key = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02";

    private static bool Allows(ConnectorSpec spec, PolicyRequest request) => PolicyEvaluator
        .Evaluate([new NamedPolicy("policy", ConnectorPolicyBuilder.Build(spec).Document)], request).IsAllowed;

    [Theory]
    [InlineData("kafka-cluster:Connect", Kafka + "cluster/" + ReferenceExamples.Cluster, true)]
    [InlineData("kafka-cluster:Connect", Kafka + "cluster/kraken-dev/00000000-0000-0000-0000-000000000000-1", false)]
    [InlineData("kafka-cluster:AlterCluster", Kafka + "cluster/" + ReferenceExamples.Cluster, false)]
    [InlineData("kafka-cluster:WriteData", Kafka + "topic/" + ReferenceExamples.Cluster + "/cdc.trades.mnpi", true)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/cdc.trades.mnpi", false)]
    [InlineData("kafka-cluster:WriteData", Kafka + "topic/" + ReferenceExamples.Cluster + "/cdc.trades", false)]
    [InlineData("kafka-cluster:WriteData", Kafka + "topic/other/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.trades.mnpi", false)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_configs_debezium-postgres-cdc-dev_" + Id, true)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_configs_s3-sink-raw-mnpi-dev_" + Id, false)]
    [InlineData("kafka-cluster:AlterGroup", Kafka + "group/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_cluster_debezium-postgres-cdc-dev_" + Id, true)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_configs_debezium-postgres-cdc-dev_v2_" + Id, false)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_configs_eu_debezium-postgres-cdc-dev_" + Id, false)]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_cluster_debezium-postgres-cdc-dev_" + Id, false)]
    [InlineData("kafka-cluster:AlterGroup", Kafka + "group/" + ReferenceExamples.Cluster + "/__amazon_msk_connect_cluster_debezium-postgres-cdc-dev_v2_" + Id, false)]
    [InlineData("kafka-cluster:AlterGroup", Kafka + "group/" + ReferenceExamples.Cluster + "/connect-debezium-postgres-cdc-dev", false)]
    [InlineData("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123", true)]
    [InlineData("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/prod/database-AbC123", false)]
    [InlineData("secretsmanager:PutSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123", false)]
    [InlineData("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/debezium-postgres-cdc-dev:log-stream:a", true)]
    [InlineData("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/debezium-postgres-cdc-dev-2:log-stream:a", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::kraken-connect-plugins-dev/debezium.zip", true)]
    [InlineData("s3:PutObject", "arn:aws:s3:::kraken-connect-plugins-dev/debezium.zip", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::kraken-raw-mnpi-dev/topics/a", false)]
    public void The_source_may_do_what_it_does_and_nothing_beside(string action, string resource, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows(ReferenceExamples.DebeziumSource, new PolicyRequest(action, resource)));

    [Theory]
    [InlineData("kafka-cluster:ReadData", Kafka + "topic/" + ReferenceExamples.Cluster + "/cdc.trades.mnpi", true)]
    [InlineData("kafka-cluster:WriteData", Kafka + "topic/" + ReferenceExamples.Cluster + "/cdc.trades.mnpi", false)]
    [InlineData("kafka-cluster:AlterGroup", Kafka + "group/" + ReferenceExamples.Cluster + "/connect-s3-sink-raw-mnpi-dev", true)]
    [InlineData("kafka-cluster:AlterGroup", Kafka + "group/" + ReferenceExamples.Cluster + "/connect-s3-sink-raw-mnpi-dev-2", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::kraken-raw-mnpi-dev/topics/cdc.trades.mnpi/year=2026/x.json", true)]
    [InlineData("s3:PutObject", "arn:aws:s3:::kraken-raw-mnpi-dev/other/x.json", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::kraken-raw-mnpi-dev/topics/cdc.trades.mnpi/x.json", false)]
    [InlineData("s3:DeleteObject", "arn:aws:s3:::kraken-raw-mnpi-dev/topics/cdc.trades.mnpi/x.json", false)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::kraken-raw-mnpi-dev", true)]
    [InlineData("s3:PutBucketPolicy", "arn:aws:s3:::kraken-raw-mnpi-dev", false)]
    public void The_sink_may_do_what_it_does_and_nothing_beside(string action, string resource, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows(ReferenceExamples.S3Sink, new PolicyRequest(action, resource)));

    [Fact]
    public void The_buckets_key_may_be_used_through_S3_alone()
    {
        var call = new PolicyRequest("kms:GenerateDataKey", S3Key);

        Assert.True(Allows(ReferenceExamples.S3Sink, call.With("kms:ViaService", "s3.us-east-1.amazonaws.com")));
        Assert.False(Allows(ReferenceExamples.S3Sink, call.With("kms:ViaService", "ec2.us-east-1.amazonaws.com")));
        Assert.False(Allows(ReferenceExamples.S3Sink, call));
    }

    [Theory]
    [InlineData("kafkaconnect.amazonaws.com", "123456789012", "s3-sink-raw-mnpi-dev/1f-1", true)]
    [InlineData("kafkaconnect.amazonaws.com", "123456789012", "s3-sink-raw-mnpi-dev-2/1f-1", false)]
    [InlineData("kafkaconnect.amazonaws.com", "210987654321", "s3-sink-raw-mnpi-dev/1f-1", false)]
    [InlineData("ec2.amazonaws.com", "123456789012", "s3-sink-raw-mnpi-dev/1f-1", false)]
    public void The_role_may_be_assumed_for_its_connector_alone(string service, string account, string connector, bool isAllowed)
    {
        var request = new PolicyRequest("sts:AssumeRole", "arn:aws:iam::123456789012:role/r")
            .With("aws:SourceAccount", account)
            .With("aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/" + connector);

        Assert.Equal(
            isAllowed,
            PolicyEvaluator.EvaluateTrust(ConnectorPolicyBuilder.Build(ReferenceExamples.S3Sink).Trust, service, request).IsAllowed);
    }
}
