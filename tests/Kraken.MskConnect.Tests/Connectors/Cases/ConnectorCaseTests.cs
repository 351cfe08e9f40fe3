using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Connectors.Cases;

/// <summary>Connectors that people run: import, findings, policy, ports, and their whole life on the embedded AWS.</summary>
public sealed class ConnectorCaseTests
{
    private const string Internal = "__amazon_msk_connect_";

    public static TheoryData<string> Names => new(ConnectorCase.Names);

    [Fact]
    public void There_are_cases() => Assert.True(ConnectorCase.Names.Count() >= 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_read_and_judged_as_it_must_be(string name)
    {
        var given = ConnectorCase.Read(name);
        Assert.Empty(given.Reading.Findings);
        var findings = SpecValidator.Validate(given.Spec).Findings;

        Assert.DoesNotContain(findings, f => f.Severity == FindingSeverity.Error);
        Assert.Superset(given.Texts("rules")?.ToHashSet() ?? [], findings.Select(f => f.Rule).ToHashSet());
        Assert.DoesNotContain(findings, f => given.Texts("not_rules")?.Contains(f.Rule) is true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_granted_what_it_uses_and_nothing_else(string name)
    {
        var given = ConnectorCase.Read(name);
        var calls = AccessRequirements.Of(given.Spec);

        Answer("written", Names("kafka-cluster:WriteData", "topic"));
        Answer("read", Names("kafka-cluster:ReadData", "topic"));
        Answer("groups", Names("kafka-cluster:AlterGroup", "group"));
        Answer("ids", Names("kafka-cluster:AlterTransactionalId", "transactional-id"));
        Assert.Superset(given.Texts("actions")?.ToHashSet() ?? [], calls.Select(c => c.Action).ToHashSet());
        foreach (var (action, resources) in given.Calls)
        {
            Assert.Superset(
                resources.ToHashSet(),
                calls.Where(c => c.Action == action).Select(c => string.Join(':', c.Resource.Split(':').Skip(5))).ToHashSet());
        }

        Assert.All(calls.Where(c => c.Resource != "*"), c => Assert.StartsWith($"arn:{given.Partition}:", c.Resource, StringComparison.Ordinal));
        var checks = PolicyProof.Check(given.Spec, PolicySet.Of(ConnectorPolicyBuilder.Build(given.Spec)));
        Assert.Empty(checks.Where(c => !c.Passed && !c.IsInconclusive).Select(c => c.Reason));
        Assert.Equal(given.IsInconclusive, checks.Any(c => c.IsInconclusive));

        IEnumerable<string> Names(string action, string kind) => calls
            .Where(c => c.Action == action && c.Resource.Contains($":{kind}/", StringComparison.Ordinal))
            .Select(c => c.Resource[(c.Resource.LastIndexOf('/') + 1)..]).Where(n => !n.StartsWith(Internal, StringComparison.Ordinal));

        void Answer(string answer, IEnumerable<string> actual)
        {
            if (given.Texts(answer) is { } right)
                Assert.Equal(right.Order(StringComparer.Ordinal), actual.Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_reaches_the_ports_that_it_uses(string name)
    {
        var given = ConnectorCase.Read(name);
        if (given.Texts("ports") is { } ports)
            Assert.Equal(ports.Order(StringComparer.Ordinal), EgressRules.Derive(given.Spec).Select(r => $"{r.Port}").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_case_is_made_exported_without_a_difference_and_removed(string name)
    {
        var given = ConnectorCase.Read(name);
        using var rehearsal = new Rehearsal(given.Cloud());
        await rehearsal.Provisioner.CreateAsync(given.Spec, new CreateOptions { Wait = false }, default);
        await AssertNoDifference(given.Spec);

        var exported = new List<ConnectorSpec>();
        await foreach (var found in new SpecExporter(rehearsal.Aws, rehearsal.Events, rehearsal.Clock).ExportAsync(given.Spec.ConnectorName, default))
            exported.Add(found);
        await AssertNoDifference(Assert.Single(exported));
        await rehearsal.Provisioner.RemoveAsync(given.Spec.ConnectorName, new RemoveOptions(), default);
        Assert.Empty(await rehearsal.FindAsync(given.Spec.ConnectorName));

        async Task AssertNoDifference(ConnectorSpec spec)
        {
            var plan = await rehearsal.Provisioner.PlanAsync(spec, default);
            Assert.Empty(plan.Resources.SelectMany(r => r.Changes.Select(c => $"{r.Kind} {c.Property}: {c.Current} -> {c.Desired}")));
        }
    }
}
