using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies.Proof;

public class PolicyProofTests
{
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    public static TheoryData<string> Names => SpecCatalogue.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_catalogued_spec_is_valid(string name) => Assert.Empty(
        SpecValidator.Validate(SpecCatalogue.Specs[name]).Findings
            .Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Message));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_derived_policy_allows_what_is_required_and_nothing_else(string name)
    {
        var spec = SpecCatalogue.Specs[name];
        var checks = PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec)));

        Assert.Equal(name == "an unknown class by its lists", checks.Any(c => c.IsInconclusive));
        Assert.Empty(checks.Where(c => !c.Passed && !c.IsInconclusive).Select(c => $"{c.Kind} {c.Action} on {c.Resource}: {c.What}; {c.Reason}"));
        Assert.Contains(checks, c => c.Kind == PolicyCheckKind.Required);
        Assert.Contains(checks, c => c.Kind == PolicyCheckKind.Neighbour);
        Assert.Equal(4, checks.Count(c => c.Kind == PolicyCheckKind.Trust));
        Assert.All(
            checks.Where(c => c.Kind == PolicyCheckKind.Required), c => Assert.True(c.Statement is not null && c.Because.Count > 0));
    }

    [Fact]
    public void Every_topic_that_was_asked_for_passes_with_a_finding_and_the_policy_has_it_too()
    {
        var spec = _sink with { KafkaTopicRead = ["*"], AllowAllTopics = true };
        var policy = ConnectorPolicyBuilder.Build(spec);
        var checks = PolicyProof.Check(spec, PolicySet.Of(policy));

        Assert.All(checks, c => Assert.True(c.Passed, $"{c.Kind} {c.Action} {c.Resource}"));
        Assert.Equal(
            ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            checks.Where(c => c.Finding?.Contains("every topic of the cluster", StringComparison.Ordinal) == true)
                .Select(c => c.Action).Order(StringComparer.Ordinal));
        var finding = Assert.Single(policy.Findings, f => f.Rule == "AllTopicsGranted");
        Assert.Equal((FindingSeverity.Warning, "KafkaTopicRead"), (finding.Severity, finding.Field));
        Assert.Contains("kafka-cluster:ReadData", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_neighbours_are_those_that_a_loose_policy_would_reach()
    {
        var what = PolicyProof.Check(_sink, PolicySet.Of(ConnectorPolicyBuilder.Build(_sink)))
            .Where(c => c.Kind == PolicyCheckKind.Neighbour).Select(c => c.What).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "another cluster of the same name", "another topic", "another connector's own topics and groups",
                "another bucket", "another prefix", "another key", "another account", "the key by a direct call",
                "the key through another service", "kafka-cluster:WriteData instead of kafka-cluster:ReadData",
            },
            what);
    }

    [Theory]
    [InlineData("kafka-cluster:ReadData", "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/*", "another cluster of the same name")]
    [InlineData("s3:PutObject", "arn:aws:s3:::kraken-raw-mnpi-dev/*", "another prefix")]
    [InlineData("kafka-cluster:ReadData", "arn:aws:kafka:us-east-1:123456789012:topic/" + ReferenceExamples.Cluster + "/*", "another topic")]
    [InlineData("kms:Decrypt", "*", "another key")]
    public void A_grant_that_is_too_wide_fails_at_its_neighbour_and_is_excess(string action, string resource, string neighbour)
    {
        var derived = ConnectorPolicyBuilder.Build(_sink);
        var wide = new PolicyStatement { Sid = "Wide", Actions = [action], Resources = [resource] };
        var checks = PolicyProof.Check(
            _sink, new PolicySet([new NamedPolicy("p", new PolicyDocument([.. derived.Document.Statements, wide]))]));

        var failed = checks.Where(c => !c.Passed).ToList();
        Assert.Contains(failed, c => c.Kind == PolicyCheckKind.Neighbour && c.What == neighbour && c.Statement == "Wide");
        var excess = Assert.Single(failed, c => c.Kind == PolicyCheckKind.Excess);
        Assert.Equal(("Wide", action, resource), (excess.Statement, excess.Action, excess.Resource));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::kraken-raw-mnpi-dev/topics/*"}""", "an action with a wildcard")]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", "a grant of all but some actions or resources")]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::kraken-raw-mnpi-dev"}""", "an action that the connector does not use")]
    [InlineData("""{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02"}""", "without the condition on kms:ViaService")]
    [InlineData("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::kraken-raw-mnpi-de?/topics/*"}""", "a resource that the connector does not use")]
    public void Excess_says_what_is_too_much(string statement, string what)
    {
        var policy = PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        var excess = PolicyProof.Check(_sink, new PolicySet([new NamedPolicy("p", policy)]))
            .Where(c => c.Kind == PolicyCheckKind.Excess);

        Assert.All(excess, e => Assert.Equal(what, e.What));
        Assert.NotEmpty(excess);
    }

    [Fact]
    public void A_grant_that_is_narrower_than_required_is_no_excess_and_not_enough()
    {
        var narrow = new PolicyStatement
        {
            Actions = ["s3:PutObject"], Resources = ["arn:aws:s3:::kraken-raw-mnpi-dev/topics/cdc.trades.mnpi/*"],
        };
        var checks = PolicyProof.Check(_sink, new PolicySet([new NamedPolicy("p", new PolicyDocument([narrow]))]));

        Assert.DoesNotContain(checks, c => c.Kind == PolicyCheckKind.Excess);
        Assert.Contains(checks, c => c is { Kind: PolicyCheckKind.Required, Action: "s3:PutObject", Passed: false });
    }

    [Fact]
    public void A_boundary_that_leaves_something_out_is_found()
    {
        var derived = PolicySet.Of(ConnectorPolicyBuilder.Build(_sink));
        var boundary = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"kms:*","Resource":"*"}]}""");
        var failed = PolicyProof.Check(_sink, derived with { Boundary = new NamedPolicy("boundary", boundary) })
            .Where(c => !c.Passed).ToList();

        Assert.NotEmpty(failed);
        Assert.All(failed, c => Assert.StartsWith("kms:", c.Action, StringComparison.Ordinal));
        Assert.All(failed, c => Assert.Contains("boundary", c.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_trust_policy_without_conditions_lets_other_connectors_in()
    {
        var open = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}]}""");
        var failed = PolicyProof.Check(_sink, new PolicySet([]) { Trust = open })
            .Where(c => c is { Kind: PolicyCheckKind.Trust, Passed: false }).Select(c => c.What);

        Assert.Equal(["MSK Connect for another connector", "MSK Connect for another account"], failed);
    }

    [Fact]
    public void The_policy_grants_each_requirement_and_nothing_beside()
    {
        foreach (var spec in SpecCatalogue.Specs.Values)
        {
            var required = AccessRequirements.Of(spec).Select(r => (r.Action, r.Resource)).ToHashSet();
            var granted = ConnectorPolicyBuilder.Build(spec).Document.Statements
                .SelectMany(s => s.Actions.SelectMany(a => s.Resources.Select(r => (a, r)))).ToHashSet();

            Assert.Equal(required.Order(), granted.Order());
        }
    }
}
