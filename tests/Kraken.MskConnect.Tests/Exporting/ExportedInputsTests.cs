using System.Text.Json;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>Every input is exported with the value that it was provisioned with, or stands here with the reason why not.</summary>
public sealed class ExportedInputsTests
{
    private static readonly Dictionary<string, string> _exceptions = new()
    {
        ["TopicPartitionCount"] = "the connector has a key of its configuration for it, which is exported",
        ["TopicReplicationFactor"] = "the connector has a key of its configuration for it, which is exported",
        ["CustomPluginBucketArn"] = "the plugin says where its object is, which is more exact",
        ["MaxOverGrant"] = "AWS has the policy that came out of it, not the number",
        ["ConnectorDefinition"] = "AWS has the policy that came out of it, not the definition",
        ["AcceptedFinding"] = "AWS has nothing of it",
        ["AllowAllTopics"] = "it is exported where a grant reaches every topic and the configuration names none",
    };

    /// <summary>Inputs whose other value names what the embedded AWS does not have; the examples give these three.</summary>
    private static readonly string[] _given = ["CustomPluginArn", "WorkerConfigurationArn", "VpcId"];

    /// <summary>The embedded AWS has one revision of each, which is the default too.</summary>
    private static readonly string[] _revisions = ["CustomPluginRevision", "WorkerConfigurationRevision"];

    public static TheoryData<string> Inputs => new(SpecFields.All.Select(f => f.Name).Except(_revisions));

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task An_input_is_exported_with_the_value_that_it_was_provisioned_with(string name)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Aws.Iam.CreatePolicyAsync(new()
        {
            PolicyName = "boundary",
            PolicyDocument = """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" } ] }""",
        });
        var spec = ReferenceExamples.DebeziumSource with { MaxOverGrant = 3 };
        if (!_given.Contains(name) && InputChangeTests.Changes.TryGetValue(name, out var other))
            spec = other.Change(other.Spec);
        // A connector is paused only once it runs.
        await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions { Wait = name == nameof(ConnectorSpec.DesiredState) }, default);

        var exported = new List<ConnectorSpec>();
        await foreach (var found in new SpecExporter(rehearsal.Aws, rehearsal.Events, rehearsal.Clock).ExportAsync(spec.ConnectorName, default))
            exported.Add(found);

        var field = SpecFields.Find(name)!;
        var (before, after) = (Text(field.Value(spec)), Text(field.Value(Assert.Single(exported))));
        if (_exceptions.ContainsKey(name))
            Assert.NotEqual(before, after);
        else
            Assert.Equal(before, after);
    }

    // AWS keeps no order of topics and keys.
    private static string Text(object? value) => JsonSerializer.Serialize(value switch
    {
        IReadOnlyDictionary<string, string> map => map.OrderBy(e => e.Key, StringComparer.Ordinal),
        IReadOnlyList<string> list => list.Order(StringComparer.Ordinal),
        _ => value,
    });
}
