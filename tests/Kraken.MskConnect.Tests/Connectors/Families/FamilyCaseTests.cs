using System.Globalization;
using System.Text;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.Kafka;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>What is derived for each connector family, against answers of its own documentation and source code.</summary>
public sealed class FamilyCaseTests
{
    private const string Internal = "__amazon_msk_connect_";

    public static TheoryData<string> Names => [.. FamilyCases.All.Keys];

    /// <summary>Cases that can be provisioned: those without an error.</summary>
    public static TheoryData<string> Valid =>
        [.. FamilyCases.All.Where(c => !c.Value.Findings.Any(f => f.StartsWith("Error", StringComparison.Ordinal))).Select(c => c.Key)];

    /// <summary>Valid cases that the embedded AWS can run.</summary>
    public static TheoryData<string> Runnable =>
        [.. FamilyCases.All.Where(c => c.Value.NotRun is null && !c.Value.Findings.Any(f => f.StartsWith("Error", StringComparison.Ordinal))).Select(c => c.Key)];

    [Fact]
    public void Each_family_has_three_cases_at_least()
    {
        var families = FamilyCases.All.Values.Select(c => SpecConnector.Of(c.Spec).Family).OfType<string>().ToLookup(f => f);
        Assert.All(ConnectorCatalogue.Families, f => Assert.True(families[f].Count() >= 3, f));
        Assert.All(FamilyCases.All.Values, c => Assert.NotEmpty(c.Source));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_judged_as_it_must_be(string name)
    {
        var given = FamilyCases.All[name];
        var findings = SpecValidator.Validate(given.Spec).Findings
            .Where(f => f.Severity != FindingSeverity.Information || f.Rule == "KeyUnknown")
            .Select(f => $"{f.Severity} {f.Rule} {f.Field.Replace("ConnectorConfiguration[", "", StringComparison.Ordinal).TrimEnd(']')}");
        Same(given.Findings, findings);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_case_is_granted_what_it_uses_and_nothing_else(string name)
    {
        var given = FamilyCases.All[name];
        var calls = AccessRequirements.Of(given.Spec);

        Same(given.Written, NamesOf("kafka-cluster:WriteData", "topic"));
        Same(given.Read, NamesOf("kafka-cluster:ReadData", "topic"));
        Same(given.Groups, NamesOf("kafka-cluster:AlterGroup", "group"));
        Same(given.TransactionalIds, NamesOf("kafka-cluster:AlterTransactionalId", "transactional-id"));
        Same(given.Calls, calls.Where(c => !c.Action.StartsWith("kafka-cluster:", StringComparison.Ordinal) && c.Need is not ("logs" or "plugin")
                && !(c.Need == "S3 key" && !given.Calls.Any(call => call.StartsWith("kms:", StringComparison.Ordinal))))
            .Select(c => $"{c.Action} {c.Resource.Split(':', 6)[^1]}"));

        IEnumerable<string> NamesOf(string action, string kind) => calls
            .Where(c => c.Action == action && c.Resource.Contains($":{kind}/", StringComparison.Ordinal))
            .Select(c => c.Resource[(c.Resource.LastIndexOf('/') + 1)..]).Where(n => !n.Contains(Internal, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_reaches_the_ports_that_it_uses(string name)
    {
        var given = FamilyCases.All[name];
        Same(
            given.Ports.Select(p => p.ToString(CultureInfo.InvariantCulture)),
            EgressRules.Derive(given.Spec).Select(r => $"{r.Port}").Where(p => p is not ("443" or "9098")));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void The_proof_passes_and_fails_without_any_one_grant(string name)
    {
        var given = FamilyCases.All[name];
        var policies = PolicySet.Of(ConnectorPolicyBuilder.Build(given.Spec));
        var checks = PolicyProof.Check(given.Spec, policies);
        Assert.Empty(checks.Where(c => !c.Passed && !c.IsInconclusive).Select(c => c.Reason));
        Assert.Equal(given.IsInconclusive, checks.Any(c => c.IsInconclusive));

        var grants = policies.Policies.SelectMany(p => p.Document.Statements).Where(s => s.Effect == PolicyEffect.Allow)
            .SelectMany(s => s.Actions.SelectMany(a => s.Resources.Select(r => (Action: a, Resource: r)))).Distinct().ToList();
        Assert.Empty(grants
            .Where(g => !grants.Any(wider => wider != g && wider.Action == g.Action && Wildcard.Contains(wider.Resource, g.Resource)))
            .Where(g => PolicyProof.Check(given.Spec, Without(policies, g.Action, g.Resource)).All(c => c.Passed || c.IsInconclusive))
            .Select(g => $"The proof passes without {g.Action} on {g.Resource}."));
    }

    [Fact]
    public void Each_config_provider_has_three_cases_at_least_and_each_of_its_classes_one()
    {
        var configs = FamilyCases.All.Values.Select(c => SpecConnector.Of(c.Spec).Config).ToList();
        var used = configs.SelectMany(c => ConfigProviderReference.In(c).Select(r => r.Definition).Distinct()).ToLookup(d => d);
        var classes = configs.SelectMany(c => c.DeclaredProviders().Select(p => p.Class)).ToHashSet();
        Assert.All(ConfigProviderCatalogue.Declarations, d => Assert.True(used[ConfigProviderCatalogue.Definition(d)].Count() >= 3, d));
        Assert.All(ConfigProviderCatalogue.Declarations.SelectMany(d => ConfigProviderCatalogue.Definition(d).Classes), c => Assert.Contains(c, classes));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task A_case_runs_on_the_embedded_AWS_with_the_derived_policy(string name)
    {
        var spec = FamilyCases.All[name].Spec;
        using var rehearsal = new Rehearsal(new LocalAwsOptions { Region = spec.Region });
        foreach (var topic in spec.KafkaTopicRead.Where(t => !t.EndsWith('*')))
            rehearsal.Cloud.Kafka.Resolve(FamilyCase.Brokers.Split(':')[0], 9098)!.Value.Cluster.Topics.TryAdd(topic, new Topic(topic, 1, 2));

        FamilyCases.All[name].World.AddTo(rehearsal.Cloud);
        if (spec.WorkerProperties is { } properties)
        {
            var text = string.Join('\n', new[] { "key.converter=a.B", "value.converter=a.B" }.Concat(properties.Select(p => $"{p.Key}={p.Value}")));
            spec = spec with
            {
                WorkerConfigurationArn = (await rehearsal.Aws.KafkaConnect.CreateWorkerConfigurationAsync(new CreateWorkerConfigurationRequest
                {
                    Name = "case", PropertiesFileContent = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
                })).WorkerConfigurationArn,
                WorkerProperties = null,
            };
        }

        var made = await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

        Assert.Equal("RUNNING", made.ConnectorState);
    }

    private static PolicySet Without(PolicySet policies, string action, string resource) => policies with
    {
        Policies =
        [
            .. policies.Policies.Select(p => p with
            {
                Document = p.Document with { Statements = [.. p.Document.Statements.SelectMany(s => Split(s, action, resource))] },
            }),
        ],
    };

    /// <summary>The statement's grants without one: those of its other actions, and those of the action on its other resources.</summary>
    private static IEnumerable<PolicyStatement> Split(PolicyStatement statement, string action, string resource)
    {
        if (!statement.Actions.Contains(action) || !statement.Resources.Contains(resource))
            return [statement];
        var others = statement with { Actions = [.. statement.Actions.Where(a => a != action)] };
        var elsewhere = statement with { Actions = [action], Resources = [.. statement.Resources.Where(r => r != resource)] };
        return [.. others.Actions.Count > 0 ? [others] : Array.Empty<PolicyStatement>(), .. elsewhere.Resources.Count > 0 ? [elsewhere] : Array.Empty<PolicyStatement>()];
    }

    private static void Same(IEnumerable<string> right, IEnumerable<string> actual) =>
        Assert.Equal(right.Order(StringComparer.Ordinal), actual.Distinct().Order(StringComparer.Ordinal));
}
