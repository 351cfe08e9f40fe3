using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>Every field of a spec is exported as itself, or is known not to be, with the reason.</summary>
public sealed class ExportedFieldTests
{
    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource;
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    /// <summary>For each field a spec in which it says something that leaving it out would not say.</summary>
    private static readonly Dictionary<string, ConnectorSpec> _exported = new(StringComparer.Ordinal)
    {
        [nameof(ConnectorSpec.ConnectorName)] = _sink,
        [nameof(ConnectorSpec.Env)] = _sink,
        [nameof(ConnectorSpec.Region)] = _sink,
        [nameof(ConnectorSpec.AccountId)] = _sink,
        [nameof(ConnectorSpec.ConnectorType)] = _sink,
        [nameof(ConnectorSpec.KafkaConnectVersion)] = _sink with { KafkaConnectVersion = "3.7.x" },
        [nameof(ConnectorSpec.VpcId)] = _sink,
        [nameof(ConnectorSpec.SubnetId)] = _sink,
        [nameof(ConnectorSpec.MskClusterArn)] = _sink,
        [nameof(ConnectorSpec.MskBootstrapServer)] = _sink,
        [nameof(ConnectorSpec.MskAuthenticationType)] = _sink,
        [nameof(ConnectorSpec.MskKmsKeyArn)] = _sink,
        [nameof(ConnectorSpec.KafkaTopicRead)] = _sink.WithKey("topics", null).WithKey("topics.regex", "cdc\\..*") with
        {
            KafkaTopicRead = ["cdc.*"],
        },
        [nameof(ConnectorSpec.KafkaTopicWrite)] = _source,
        [nameof(ConnectorSpec.RdsSecretArn)] = _source,
        [nameof(ConnectorSpec.S3SinkBucketArn)] = _sink,
        [nameof(ConnectorSpec.S3KmsKeyArn)] = _sink,
        [nameof(ConnectorSpec.CustomPluginArn)] = _sink,
        [nameof(ConnectorSpec.CustomPluginRevision)] = _sink with { CustomPluginRevision = 2 },
        [nameof(ConnectorSpec.CustomPluginBucketArn)] = _sink,
        [nameof(ConnectorSpec.ConnectorConfiguration)] = _sink,
        [nameof(ConnectorSpec.AutoscalingMcuCount)] = _sink with { AutoscalingMcuCount = 4 },
        [nameof(ConnectorSpec.AutoscalingMinWorkerCount)] = _sink with { AutoscalingMinWorkerCount = 2 },
        [nameof(ConnectorSpec.AutoscalingMaxWorkerCount)] = _sink,
        [nameof(ConnectorSpec.AutoscalingScaleInCpu)] = _sink with { AutoscalingScaleInCpu = 15 },
        [nameof(ConnectorSpec.AutoscalingScaleOutCpu)] = _sink with { AutoscalingScaleOutCpu = 65 },
        [nameof(ConnectorSpec.LogRetentionInDays)] = _sink with { LogRetentionInDays = 365 },
        [nameof(ConnectorSpec.CommonTag)] = _sink,
        [nameof(ConnectorSpec.Description)] = _sink with { Description = "Raw \"MNPI\" data, l'été: 100 %" },
        [nameof(ConnectorSpec.EncryptionInTransit)] = _sink with
        {
            EncryptionInTransit = "PLAINTEXT",
            MskBootstrapServer = LocalAwsSeed.TlsBootstrapServers.Replace(":9094", ":9092", StringComparison.Ordinal),
        },
        [nameof(ConnectorSpec.WorkerConfigurationArn)] = _source,
        [nameof(ConnectorSpec.NetworkType)] = _sink with { NetworkType = "DUAL" },
        [nameof(ConnectorSpec.AutoscalingMaxTaskCount)] =
            _sink with { AutoscalingMaxTaskCount = 40, KafkaConnectVersion = "3.7.x" },
        [nameof(ConnectorSpec.ProvisionedWorkerCount)] = Provisioned,
        [nameof(ConnectorSpec.ProvisionedMcuCount)] = Provisioned,
        [nameof(ConnectorSpec.LogGroupKmsKeyArn)] = _sink with { LogGroupKmsKeyArn = LocalAwsSeed.MskKeyArn },
        [nameof(ConnectorSpec.SecretKmsKeyArn)] = _source with { SecretKmsKeyArn = LocalAwsSeed.S3KeyArn },
        [nameof(ConnectorSpec.PermissionsBoundaryArn)] =
            _sink with { PermissionsBoundaryArn = "arn:aws:iam::aws:policy/PowerUserAccess" },
        [nameof(ConnectorSpec.RolePath)] = _sink with { RolePath = "/kraken/connect/" },
        [nameof(ConnectorSpec.InternalTopicScope)] = _sink with { InternalTopicScope = "Service" },
        [nameof(ConnectorSpec.EgressDestination)] = _sink with { EgressDestination = ["10.20.0.0/16", "192.168.0.0/24"] },
        [nameof(ConnectorSpec.AllowAllTopics)] = _sink.WithKey("topics", null).WithKey("topics.regex", ".*") with
        {
            KafkaTopicRead = ["*"], AllowAllTopics = true,
        },
    };

    /// <summary>The fields that do not come back, each with a spec in which it says something, and the reason.</summary>
    private static readonly Dictionary<string, (ConnectorSpec Spec, string Reason)> _lost = new(StringComparer.Ordinal)
    {
        [nameof(ConnectorSpec.TopicPartitionCount)] = (
            _source with { TopicPartitionCount = 6, TopicReplicationFactor = 3 },
            "it is a key of the configuration that AWS holds, and is exported as that key"),
        [nameof(ConnectorSpec.TopicReplicationFactor)] = (
            _source with { TopicPartitionCount = 6, TopicReplicationFactor = 3 },
            "it is a key of the configuration that AWS holds, and is exported as that key"),
        [nameof(ConnectorSpec.MaxOverGrant)] = (
            _sink with { MaxOverGrant = 5 },
            "it says how the policy may be made, and nothing in AWS tells it; prefixes that were made are exported as topics"),
    };

    private static ConnectorSpec Provisioned => _sink with
    {
        AutoscalingMaxWorkerCount = SpecDefaults.AutoscalingMaxWorkerCount, ProvisionedWorkerCount = 3, ProvisionedMcuCount = 2,
    };

    public static TheoryData<string> Exported => [.. _exported.Keys];

    public static TheoryData<string> Lost => [.. _lost.Keys];

    [Fact]
    public void Every_field_is_exported_or_known_to_be_lost()
    {
        Assert.Equal(
            SpecFields.All.Select(f => f.Name).Order(StringComparer.Ordinal),
            _exported.Keys.Concat(_lost.Keys).Append(nameof(ConnectorSpec.WorkerConfigurationRevision)).Order(StringComparer.Ordinal));
        Assert.All(_lost.Values, lost => Assert.NotEmpty(lost.Reason));
    }

    [Theory]
    [MemberData(nameof(Exported))]
    public async Task A_field_is_exported_as_itself(string name)
    {
        var (field, spec) = (SpecFields.Find(name)!, _exported[name]);
        Assert.False(field.IsDefault(spec), $"{name} has its default");

        var exported = await ExportAsync(spec);

        Assert.Equal(Text(field, spec), Text(field, exported));
    }

    /// <summary>LocalAws has one revision of a worker configuration, which is the default; so AWS's description stands for it.</summary>
    [Fact]
    public async Task The_revision_of_the_worker_configuration_is_exported_as_itself()
    {
        using var rehearsal = new Rehearsal();
        var description = new DescribeConnectorResponse
        {
            ConnectorName = _source.ConnectorName,
            WorkerConfiguration = new WorkerConfigurationDescription
            {
                WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn, Revision = 2,
            },
        };

        var export = await OffsetsConfiguration.OfConnector.Export(
            new ProvisioningContext(_source.ConnectorName, rehearsal.Aws, rehearsal.Clock, rehearsal.Events),
            new ExportedConnector(description, new Dictionary<string, string>()),
            default);

        Assert.Equal(2, export.Fill(new ConnectorSpec()).WorkerConfigurationRevision);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_field_that_is_known_to_be_lost_has_its_default_in_an_export(string name)
    {
        var (field, spec) = (SpecFields.Find(name)!, _lost[name].Spec);
        Assert.False(field.IsDefault(spec), $"{name} has its default");

        Assert.True(field.IsDefault(await ExportAsync(spec)), $"{name} comes back: it is exported, and no exception any more");
    }

    private static async Task<ConnectorSpec> ExportAsync(ConnectorSpec spec)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions { Wait = false }, default);
        var specs = new List<ConnectorSpec>();
        await foreach (var exported in new SpecExporter(rehearsal.Aws).ExportAsync(spec.ConnectorName, default))
            specs.Add(exported);
        return Assert.Single(specs);
    }

    private static string? Text(SpecField field, ConnectorSpec spec) => field.Value(spec) switch
    {
        IReadOnlyList<string> list => string.Join('\n', list.Order(StringComparer.Ordinal)),
        IReadOnlyDictionary<string, string> map => string.Join(
            '\n', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")),
        var value => value?.ToString(),
    };
}
