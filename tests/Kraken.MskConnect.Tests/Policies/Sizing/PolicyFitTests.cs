using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies.Sizing;

/// <summary>Policies that IAM takes, however many topics a connector has.</summary>
public class PolicyFitTests
{
    private static readonly ConnectorSpec _source = ReferenceExamples.DebeziumSource with { MskAuthenticationType = "IAM" };

    public static TheoryData<string> Large => [.. SpecCatalogue.Large.Keys];

    [Theory]
    [MemberData(nameof(Large))]
    public void A_large_policy_fits_and_grants_what_is_required_and_nothing_else(string name)
    {
        var spec = SpecCatalogue.Large[name];
        Assert.True(PolicyLimits.SizeOf(ConnectorPolicyBuilder.Derive(spec).Document) > PolicyLimits.Inline);

        var policy = ConnectorPolicyBuilder.Build(spec);

        Assert.Empty(policy.OverGrants);
        Assert.InRange(policy.Parts.Count, 1, 1 + PolicyLimits.ManagedPerRole);
        Assert.True(PolicyLimits.SizeOf(policy.Parts[0]) <= PolicyLimits.Inline);
        Assert.All(policy.Parts.Skip(1), part => Assert.True(PolicyLimits.SizeOf(part) <= PolicyLimits.Managed));
        var checks = PolicyProof.Check(spec, PolicySet.Of(policy));
        Assert.Empty(checks.Where(c => !c.Passed).Select(c => $"{c.Kind} {c.Action} on {c.Resource}: {c.What}; {c.Reason}"));
        Assert.True(checks.Count(c => c.Kind == PolicyCheckKind.Required) > spec.KafkaTopicWrite.Count);
    }

    [Theory]
    [MemberData(nameof(Large))]
    public void Grouping_splitting_and_naming_the_cluster_once_change_no_answer(string name)
    {
        var spec = SpecCatalogue.Large[name];
        var derived = PolicySet.Of(ConnectorPolicyBuilder.Derive(spec)).Policies;
        var fitted = PolicySet.Of(ConnectorPolicyBuilder.Build(spec)).Policies;
        var own = spec.MskClusterArn.Replace(":cluster/", ":topic/", StringComparison.Ordinal);
        var random = new Random(name.Length);
        string[] actions =
        [
            "kafka-cluster:WriteData", "kafka-cluster:ReadData", "kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic",
            "kafka-cluster:DeleteTopic", "kafka-cluster:AlterGroup",
        ];
        var topics = spec.KafkaTopicWrite.Where(_ => random.Next(40) == 0)
            .SelectMany(t => new[] { t.TrimEnd('*'), t + "x", "x" + t, t[1..], "x." + t });

        Assert.All(
            from topic in topics
            from action in actions
            from cluster in new[]
            {
                own, own[..^1] + "3", own.Replace("123456789012", "210987654321", StringComparison.Ordinal),
                own.Replace(":topic/", ":group/", StringComparison.Ordinal), own.Replace("north", "south", StringComparison.Ordinal),
            }
            select new PolicyRequest(action, $"{cluster}/{topic}"),
            call => Assert.Equal(
                PolicyEvaluator.Evaluate(derived, call, null).IsAllowed,
                PolicyEvaluator.Evaluate(fitted, call, null).IsAllowed));
    }

    [Fact]
    public void A_policy_that_fits_inline_stays_as_it_is_derived()
    {
        var policy = ConnectorPolicyBuilder.Build(_source);

        Assert.Equal([policy.Document.ToJson()], policy.Parts.Select(p => p.ToJson()));
        Assert.Equal(ConnectorPolicyBuilder.Derive(_source).Document.ToJson(), policy.Document.ToJson());
    }

    [Fact]
    public void One_character_more_than_inline_takes_and_there_is_a_managed_policy()
    {
        static ConnectorSpec With(string topic) => _source with
        {
            KafkaTopicWrite = [.. Enumerable.Range(100, 57).Select(i => $"cdc.table{i}.mnpi"), topic],
        };
        static int Size(ConnectorSpec spec) => PolicyLimits.SizeOf(ConnectorPolicyBuilder.Derive(spec).Document);
        var room = PolicyLimits.Inline - Size(With("t"));

        var fits = ConnectorPolicyBuilder.Build(With("t" + new string('x', room)));
        var doesNot = ConnectorPolicyBuilder.Build(With("t" + new string('x', room + 1)));

        Assert.Equal(PolicyLimits.Inline, PolicyLimits.SizeOf(Assert.Single(fits.Parts)));
        Assert.Equal(2, doesNot.Parts.Count);
    }

    [Fact]
    public void Topics_that_are_written_and_read_are_listed_once_where_room_is_scarce()
    {
        var policy = ConnectorPolicyBuilder.Build(SpecCatalogue.Large["60 topics written and read"]);

        // The connector's own topics, three kinds of them, have the same actions.
        var topics = Assert.Single(policy.Statements, s => s.Statement.Resources.Count == 63);
        Assert.Equal("WrittenTopicsReadTopicsInternalTopics", topics.Statement.Sid);
        Assert.Equal("written topics, read topics, internal topics", topics.Need);
        Assert.Equal(
            ["KafkaTopicWrite", "KafkaTopicRead", "ConnectorName", "InternalTopicScope"], topics.Because);
        Assert.Single(policy.Parts);
    }

    [Fact]
    public void The_cluster_is_named_once_only_where_whole_ARNs_do_not_fit()
    {
        var whole = ConnectorPolicyBuilder.Build(SpecCatalogue.Large["150 topics"]);
        var brief = ConnectorPolicyBuilder.Build(SpecCatalogue.Large["1,000 topics with long names"]);

        Assert.DoesNotContain(whole.Document.Statements, s => s.Effect == PolicyEffect.Deny);
        Assert.True(whole.Parts.Count > 1);
        var fence = Assert.Single(brief.Document.Statements, s => s.Effect == PolicyEffect.Deny);
        Assert.Equal(
            [_source.MskClusterArn.Replace(":cluster/", ":topic/", StringComparison.Ordinal) + "/*"], fence.NotResources);
        Assert.Contains("arn:aws:kafka:*:*:topic/*/inventory-cdc.warehouse.stock_0000.v1", brief.Document.Statements.SelectMany(s => s.Resources));
        Assert.Contains(fence, brief.Parts[0].Statements);
    }

    [Fact]
    public void What_fits_in_no_exact_form_is_refused_with_sizes_and_the_ways_out()
    {
        var spec = _source with { KafkaTopicWrite = SpecCatalogue.Topics(2000) };

        var error = Assert.Throws<KrakenException>(() => ConnectorPolicyBuilder.Build(spec));

        Assert.Equal((KrakenErrorKind.PolicyTooLarge, spec.ConnectorName), (error.Kind, error.ConnectorName));
        Assert.Matches("has [0-9]{6} characters", error.Message);
        Assert.Contains("WrittenTopics with 2000 resources", error.Message, StringComparison.Ordinal);
        Assert.Contains("KafkaTopicWrite", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("MaxOverGrant", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefixes_are_made_only_where_allowed_as_few_and_as_narrow_as_suffice_and_say_what_more_they_grant()
    {
        var topics = Enumerable.Range(0, 2000).Select(i => $"cdc.shop{i / 100:D2}.table{i:D4}").ToList();
        var spec = _source with { KafkaTopicWrite = topics, MaxOverGrant = 100 };

        var policy = ConnectorPolicyBuilder.Build(spec);

        // A shop's tables stand together; the narrower division, at each table's own dot, there is none.
        Assert.InRange(policy.OverGrants.Count, 1, 19);
        Assert.All(policy.OverGrants, o => Assert.Matches(@"^cdc\.shop[0-9]{2}\.$", o.Prefix));
        var more = policy.OverGrants[0];
        Assert.Equal(topics.Where(t => t.StartsWith(more.Prefix, StringComparison.Ordinal)), more.Topics);
        Assert.Contains($"every other topic that begins with '{more.Prefix}'", more.More, StringComparison.Ordinal);
        Assert.Equal(policy.OverGrants.Count, policy.Findings.Count(f => f.Rule == "OverGrant"));

        // The proof tells each prefix as excess, and nothing else.
        var failed = PolicyProof.Check(spec, PolicySet.Of(policy)).Where(c => !c.Passed).ToList();
        Assert.All(failed, c => Assert.Equal(PolicyCheckKind.Excess, c.Kind));
        Assert.Equal(
            policy.OverGrants.Select(o => o.Prefix + "*").Order(StringComparer.Ordinal),
            failed.Select(c => c.Resource[(c.Resource.LastIndexOf('/') + 1)..]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_prefixes_than_allowed_are_not_made()
    {
        // A common beginning each two: so few prefixes save too little.
        var topics = Enumerable.Range(0, 2000).Select(i => $"{i / 2:D4}-a.table{i:D4}").ToList();
        var spec = _source with { KafkaTopicWrite = topics, MaxOverGrant = 3 };

        var error = Assert.Throws<KrakenException>(() => ConnectorPolicyBuilder.Build(spec));

        Assert.Equal(KrakenErrorKind.PolicyTooLarge, error.Kind);
        Assert.Contains("MaxOverGrant (3)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_number_of_prefixes_that_cannot_be_meant_is_an_error(int count)
    {
        var finding = Assert.Single(
            SpecValidator.Validate(_source with { MaxOverGrant = count }).Findings, f => f.Field == "MaxOverGrant");

        Assert.Equal((FindingSeverity.Error, "MaxOverGrantRange"), (finding.Severity, finding.Rule));
    }

    [Fact]
    public void Whole_and_brief_forms_are_no_difference_in_access()
    {
        var spec = SpecCatalogue.Large["1,000 topics with long names"];

        Assert.Empty(PolicyDifferences.Between(
            ConnectorPolicyBuilder.Derive(spec).Document, ConnectorPolicyBuilder.Build(spec).Document));
        var lost = Assert.Single(
            PolicyDifferences.Between(
                ConnectorPolicyBuilder.Build(spec).Document,
                ConnectorPolicyBuilder.Build(spec with { KafkaTopicWrite = [.. spec.KafkaTopicWrite.Skip(1)] }).Document),
            d => d.Action == "kafka-cluster:WriteData");
        Assert.EndsWith(ReferenceExamples.Cluster + "/inventory-cdc.warehouse.stock_0000.v1", lost.Resource, StringComparison.Ordinal);
    }
}
