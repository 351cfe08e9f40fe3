using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Schema;
using Kraken.MskConnect.Tests.Connectors.Definitions;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What an input says of another value is what a plan does with one.</summary>
public sealed class InputChangeTests
{
    private const string OtherKey = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a09";

    private static readonly string _sinkBucket = LocalAwsSeed.SinkBucketArn.Split(':')[^1];

    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource;
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;
    private static readonly ConnectorSpec _fixed =
        _source with { AutoscalingMaxWorkerCount = SpecDefaults.AutoscalingMaxWorkerCount, ProvisionedWorkerCount = 2 };

    /// <summary>For each input, a connector and another value; with what the other value needs to be valid.</summary>
    internal static readonly Dictionary<string, (ConnectorSpec Spec, Func<ConnectorSpec, ConnectorSpec> Change)> Changes = new()
    {
        ["ConnectorName"] = (_source, s => s with { ConnectorName = "another" }),
        ["Env"] = (_source, s => s with { Env = "prod" }),
        ["ConnectorType"] = (_source, s => _sink with { ConnectorName = s.ConnectorName }),
        ["KafkaConnectVersion"] = (_source, s => s with { KafkaConnectVersion = "3.7.x" }),
        ["SubnetId"] = (_source, s => s with { SubnetId = [s.SubnetId[0]] }),
        ["MskClusterArn"] = (_source, s => s with { MskClusterArn = s.MskClusterArn.Replace("kraken-dev", "kraken-two", StringComparison.Ordinal) }),
        ["MskBootstrapServer"] = (_source, s => s with { MskBootstrapServer = "nlb.example:9094" }),
        ["MskAuthenticationType"] = (_source, s => s with { MskAuthenticationType = "IAM" }),
        ["MskKmsKeyArn"] = (_source, s => s with { MskKmsKeyArn = OtherKey }),
        ["KafkaTopicRead"] = (_source, s => s with { KafkaTopicRead = ["signals"] }),
        ["KafkaTopicWrite"] = (_source, s => s with { KafkaTopicWrite = [.. s.KafkaTopicWrite, "cdc.more"] }),
        ["RdsSecretArn"] = (_source, s => s with { RdsSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbC123" }),
        ["S3SinkBucketArn"] = (_sink, s => (s with { S3SinkBucketArn = "arn:aws:s3:::kraken-other" }).WithKey("s3.bucket.name", "kraken-other")),
        ["S3KmsKeyArn"] = (_sink, s => s with { S3KmsKeyArn = OtherKey }),
        ["CustomPluginArn"] = (_source, s => s with { CustomPluginArn = s.CustomPluginArn.Replace("debezium-postgres", "other", StringComparison.Ordinal) }),
        ["CustomPluginRevision"] = (_source, s => s with { CustomPluginRevision = 2 }),
        ["CustomPluginBucketArn"] = (_source, s => s with { CustomPluginBucketArn = "arn:aws:s3:::kraken-other" }),
        ["ConnectorConfiguration"] = (_source, s => s.WithKey("poll.interval.ms", "900")),
        ["AutoscalingMcuCount"] = (_source, s => s with { AutoscalingMcuCount = 2 }),
        ["AutoscalingMinWorkerCount"] = (_source, s => s with { AutoscalingMinWorkerCount = 2 }),
        ["AutoscalingMaxWorkerCount"] = (_source, s => s with { AutoscalingMaxWorkerCount = 3 }),
        ["AutoscalingScaleInCpu"] = (_source, s => s with { AutoscalingScaleInCpu = 10 }),
        ["AutoscalingScaleOutCpu"] = (_source, s => s with { AutoscalingScaleOutCpu = 90 }),
        ["LogRetentionInDays"] = (_source, s => s with { LogRetentionInDays = 14 }),
        ["CommonTag"] = (_source, s => s with { CommonTag = new Dictionary<string, string> { ["owner"] = "them" } }),
        ["Description"] = (_source, s => s with { Description = "orders" }),
        ["EncryptionInTransit"] = (_source, s => s with { EncryptionInTransit = "PLAINTEXT", MskBootstrapServer = "nlb.example:9092" }),
        ["WorkerConfigurationArn"] = (_source, s => s with { WorkerConfigurationArn = s.WorkerConfigurationArn + "0" }),
        ["WorkerConfigurationRevision"] = (_source, s => s with { WorkerConfigurationRevision = 2 }),
        ["NetworkType"] = (_source, s => s with { NetworkType = "DUAL" }),
        ["AutoscalingMaxTaskCount"] = (_source, s => s with { AutoscalingMaxTaskCount = 6 }),
        ["ProvisionedWorkerCount"] = (_fixed, s => s with { ProvisionedWorkerCount = 3 }),
        ["ProvisionedMcuCount"] = (_fixed, s => s with { ProvisionedMcuCount = 2 }),
        ["LogGroupKmsKeyArn"] = (_source, s => s with { LogGroupKmsKeyArn = OtherKey }),
        ["LogGroupName"] = (_source, s => s with { LogGroupName = "/connect/logs" }),
        ["LogS3Bucket"] = (_source, s => s with { LogS3Bucket = "kraken-logs" }),
        ["LogS3Prefix"] = (_source with { LogS3Bucket = _sinkBucket }, s => s with { LogS3Prefix = "connect" }),
        ["LogFirehoseDeliveryStream"] = (_source, s => s with { LogFirehoseDeliveryStream = "logs" }),
        ["SecretKmsKeyArn"] = (_source, s => s with { SecretKmsKeyArn = OtherKey }),
        ["PermissionsBoundaryArn"] = (_source, s => s with { PermissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary" }),
        ["RolePath"] = (_source, s => s with { RolePath = "/connect/" }),
        ["InternalTopicScope"] = (_source, s => s with { InternalTopicScope = "Service" }),
        ["EgressDestination"] = (_source, s => s with { EgressDestination = ["10.0.0.0/8"] }),
        ["TopicPartitionCount"] = (_source with { TopicPartitionCount = 3, TopicReplicationFactor = 3 }, s => s with { TopicPartitionCount = 6 }),
        ["TopicReplicationFactor"] = (_source with { TopicPartitionCount = 3, TopicReplicationFactor = 3 }, s => s with { TopicReplicationFactor = 2 }),
        ["ConnectorDefinition"] = (ConnectorDefinitionTests.Unknown, s => s with { ConnectorDefinition = ConnectorDefinitionTests.Text }),
        ["DesiredState"] = (_source, s => s with { DesiredState = "PAUSED" }),
        ["AdditionalPolicyStatement"] = (_source, s => s with { AdditionalPolicyStatement = [Additions.Statement] }),
        ["AdditionalManagedPolicyArn"] = (_source, s => s with { AdditionalManagedPolicyArn = ["arn:aws:iam::123456789012:policy/boundary"] }),
        ["AdditionalEgress"] = (_source, s => s with { AdditionalEgress = [Additions.Egress] }),
        ["AdditionalIngress"] = (_source, s => s with { AdditionalIngress = [Additions.Ingress] }),
        ["AdditionalConsumerGroup"] = (_source, s => s with { AdditionalConsumerGroup = ["orders-copier"] }),
        ["AdditionalTransactionalId"] = (_source, s => s with { AdditionalTransactionalId = ["iceberg-*"] }),
        ["AcceptedFinding"] = (_source, s => s with { AcceptedFinding = [new() { Rule = "WorkerCountUnusual", Reason = "measured" }] }),
        ["Fleet"] = (_source, s => s with { Fleet = "orders" }),
        ["AllowAllTopics"] = (_source, s => s with { AllowAllTopics = true, KafkaTopicWrite = ["*"] }),
    };

    /// <summary>Inputs that no plan of one connector can show in another value.</summary>
    private static readonly Dictionary<string, string> _notPlanned = new()
    {
        ["Region"] = "AWS of another region is asked for it",
        ["AccountId"] = "credentials of another account are needed for it",
        ["VpcId"] = "the subnets are others with it, and they alone make the connector again",
        ["MaxOverGrant"] = "it changes policies of a thousand topics, which PolicyFitTests have",
    };

    public static TheoryData<string> Inputs => new(Changes.Keys);

    [Fact]
    public void Every_input_has_a_change_or_a_reason_to_have_none() => Assert.Equal(
        SpecFields.All.Select(f => f.Name).Order(StringComparer.Ordinal),
        Changes.Keys.Concat(_notPlanned.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task A_plan_does_with_another_value_what_the_input_says(string name)
    {
        using var rehearsal = new Rehearsal();
        var (spec, change) = Changes[name];
        await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions { Wait = false }, default);

        var plan = await rehearsal.Provisioner.PlanAsync(change(spec), default);

        var actions = plan.Resources.Select(r => r.Action).Distinct().ToList();
        switch (SpecFields.Find(name)!.Change)
        {
            case InputChange.InPlace:
                Assert.Contains(PlanAction.Update, actions);
                Assert.DoesNotContain(PlanAction.Replace, actions);
                Assert.DoesNotContain(PlanAction.Create, actions);
                break;
            case InputChange.Nothing:
                Assert.Equal([PlanAction.None], actions);
                break;
            case InputChange.Replacement:
                Assert.Contains(PlanAction.Replace, actions);
                break;
            default:
                Assert.Equal([PlanAction.Create], actions);
                break;
        }
    }
}
