using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Framework;

/// <summary>What Kafka Connect itself does for a connector of any class: the calls, the proof, the ACLs and the findings.</summary>
public sealed class FrameworkTests
{
    private const string Worker = "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/w/3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e6f-2";

    public static TheoryData<string> Names => new(FrameworkCase.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_keys_lead_to_these_calls_and_no_other(string name)
    {
        var given = FrameworkCase.All[name];
        var (plain, spec) = (Calls(SpecOf(given, with: false)), Calls(SpecOf(given)));

        // A topic that is both read and written is described once for either.
        if (!given.More.Any(m => plain.Contains(m)))
            Assert.Equal(given.More.Order(StringComparer.Ordinal), spec.Except(plain).Order(StringComparer.Ordinal));
        Assert.Superset(given.More.ToHashSet(), spec);
        Assert.Equal(given.Fewer.Order(StringComparer.Ordinal), plain.Except(spec).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_keys_lead_to_these_findings_and_no_other(string name)
    {
        var given = FrameworkCase.All[name];
        var plain = Findings(SpecOf(given, with: false));

        Assert.Equal(
            given.Findings.Select(Field).Order(StringComparer.Ordinal),
            Findings(SpecOf(given)).Except(plain).Where(f => !f.Contains("SecretNotGranted", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_policy_is_proven_and_each_call_on_the_cluster_has_its_binding(string name)
    {
        var spec = SpecOf(FrameworkCase.All[name]);

        Assert.DoesNotContain(
            PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => c is { Passed: false, IsInconclusive: false });
        var bound = KafkaAcls.Of(spec, "User:c").SelectMany(a => a.Because).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(bound, AccessRequirements.Of(spec)
            .Where(r => r.Action.StartsWith("kafka-cluster:", StringComparison.Ordinal)).SelectMany(r => r.Because).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reason_names_the_worker_configurations_key()
    {
        var spec = SpecOf(FrameworkCase.All["the offsets of the worker configuration"]);

        Assert.Contains(
            "WorkerConfigurationArn[offset.storage.topic]",
            AccessRequirements.Of(spec).Where(r => r.Resource.EndsWith("/o1", StringComparison.Ordinal)).SelectMany(r => r.Because));
    }

    [Fact]
    public void A_policy_made_without_AWS_says_that_the_worker_configuration_was_not_read()
    {
        var spec = SpecOf(FrameworkCase.All["the offsets of the worker configuration"]);

        Assert.DoesNotContain(ConnectorPolicyBuilder.Build(spec).Findings, f => f.Rule == "WorkerConfigurationUnread");
        var finding = Assert.Single(
            ConnectorPolicyBuilder.Build(spec with { WorkerProperties = null }).Findings, f => f.Rule == "WorkerConfigurationUnread");
        Assert.Equal(FindingSeverity.Information, finding.Severity);
        Assert.Contains("offset.storage.topic", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_whose_family_has_the_key_is_not_told_of_it()
    {
        var spec = SpecOf(FrameworkCase.All["dead letters"]) with
        {
            ConnectorConfiguration = new Dictionary<string, string>
            {
                ["connector.class"] = "org.example.Sink", ["topics"] = "t1", ["consumer.max.poll.records"] = "5", ["consumer.other"] = "x",
            },
            ConnectorDefinition = """
                {
                  "name": "Example", "classes": { "org.example.Sink": "sink" },
                  "keys": { "consumer.max.poll.records": "int" }
                }
                """,
        };

        Assert.Equal(["Information OverrideMissing ConnectorConfiguration[consumer.other]"], Findings(spec).Where(f => f.Contains("Override", StringComparison.Ordinal)));
    }

    private static ConnectorSpec SpecOf(FrameworkCase given, bool with = true)
    {
        var configuration = new Dictionary<string, string> { ["connector.class"] = "org.example.Any", ["tasks.max"] = "1" };
        if (given.IsSink)
            configuration["topics"] = "t1";
        foreach (var key in with ? given.Keys : [])
        {
            var parts = key.Split('=', 2);
            configuration[parts[0]] = parts[1];
        }

        return (given.IsSink ? ReferenceExamples.S3Sink : ReferenceExamples.DebeziumSource) with
        {
            ConnectorName = "c",
            KafkaConnectVersion = given.Version,
            KafkaTopicRead = given.IsSink ? ["t1"] : [],
            KafkaTopicWrite = given.IsSink ? [] : ["w1"],
            S3SinkBucketArn = null, S3KmsKeyArn = null, RdsSecretArn = null, MskKmsKeyArn = null,
            WorkerConfigurationArn = Worker,
            WorkerProperties = (with ? given.WorkerKeys : given.WorkerKeys is null ? null : [])?.Select(k => k.Split('=', 2))
                .ToDictionary(k => k[0], k => k[1], StringComparer.Ordinal),
            ConnectorConfiguration = configuration,
        };
    }

    /// <summary>The calls, each as its action and what of the resource is behind the cluster, or the account.</summary>
    private static HashSet<string> Calls(ConnectorSpec spec) =>
    [
        .. AccessRequirements.Of(spec).Select(r =>
        {
            var resource = r.Resource.Split(':', 6)[5];
            var parts = resource.Split('/', 4);
            return $"{r.Action.Split(':')[1]} " + (
                !r.Action.StartsWith("kafka-cluster:", StringComparison.Ordinal) ? resource
                : parts.Length == 4 ? $"{parts[0]}/{parts[3]}" : parts[0]);
        }),
    ];

    private static HashSet<string> Findings(ConnectorSpec spec) =>
        [.. SpecValidator.Validate(spec).Findings.Select(f => $"{f.Severity} {f.Rule} {f.Field}")];

    private static string Field(string finding)
    {
        var parts = finding.Split(' ');
        return $"{parts[0]} {parts[1]} {SpecFinding.ConfigurationField(parts[2])}";
    }
}
