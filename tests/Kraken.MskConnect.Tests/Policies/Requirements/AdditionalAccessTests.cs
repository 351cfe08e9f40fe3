using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Tests.Policies.Requirements;

/// <summary>What a person adds to the policy is granted as it was written, told as given by hand, and proven.</summary>
public class AdditionalAccessTests
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:enrich";
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink with { MskAuthenticationType = "IAM" };

    private static AdditionalStatement Statement(string reason = "enrich orders") => new()
    {
        Action = ["lambda:InvokeFunction"], Resource = [Function], Reason = reason,
    };

    private static ConnectorSpec With(params AdditionalStatement[] statements) => _sink with { AdditionalPolicyStatement = statements };

    [Fact]
    public void A_statement_is_granted_with_its_conditions_and_its_reason()
    {
        var spec = With(Statement() with { Condition = ConditionMap.Of([("StringEquals", "aws:SourceVpc", ["vpc-1", "vpc-2"])]) });

        var granted = Assert.Single(ConnectorPolicyBuilder.Build(spec).Statements, s => s.Statement.Actions.Contains("lambda:InvokeFunction"));

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Sid":"AdditionalEnrichOrders","Effect":"Allow","Action":"lambda:InvokeFunction","""
                + $$"""
                "Resource":"{{Function}}","Condition":{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"]} } }]}
                """.Replace(" ", "", StringComparison.Ordinal),
            new PolicyDocument([granted.Statement]).ToJson());
        Assert.Equal("enrich orders", granted.Need);
        Assert.Equal(["AdditionalPolicyStatement[0]"], granted.Because);
    }

    [Theory]
    [InlineData("enrich orders", "AdditionalEnrichOrders")]
    [InlineData("AdditionalEnrichOrders", "AdditionalEnrichOrders")]
    [InlineData("EnrichOrders", "AdditionalEnrichOrders")]
    [InlineData("… für S3: Größe (2x)", "AdditionalFRS3GrE2x")]
    public void An_id_is_made_of_the_letters_of_the_reason(string reason, string id) => Assert.Equal(id, StatementId.Of(reason, []));

    [Fact]
    public void Ids_differ_where_reasons_are_alike()
    {
        var policy = ConnectorPolicyBuilder.Build(With(
            Statement(), Statement("Enrich: orders") with { Action = ["lambda:GetFunction"] }, Statement(new string('x', 200))));

        Assert.Equal(policy.Statements.Count, policy.Statements.Select(s => s.Statement.Sid).Distinct().Count());
        Assert.Contains(policy.Statements, s => s.Statement.Sid == "AdditionalEnrichOrders2");
        PolicyDocument.ParseIdentity(policy.Document.ToJson());
    }

    [Theory]
    [InlineData("StringEquals", "aws:SourceVpc", "vpc-1")]
    [InlineData("StringLike", "s3:prefix", "orders/*")]
    [InlineData("StringNotEquals", "aws:SourceVpc", "vpc-1")]
    [InlineData("StringEqualsIfExists", "aws:SourceVpc", "vpc-1")]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:s3:::orders-*")]
    [InlineData("Bool", "aws:SecureTransport", "true")]
    [InlineData("NumericLessThan", "s3:max-keys", "10")]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10")]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2026-01-31T00:00:00Z")]
    [InlineData("IpAddress", "aws:SourceIp", "10.0.0.0/8")]
    [InlineData("Null", "aws:TokenIssueTime", "true")]
    [InlineData("Null", "aws:TokenIssueTime", "false")]
    [InlineData("ForAnyValue:StringLike", "aws:TagKeys", "orders*")]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "orders")]
    public void A_statement_is_proven_and_told_as_given_by_hand(string name, string key, string value)
    {
        var spec = With(Statement() with { Condition = ConditionMap.Of([(name, key, [value])]) });
        Assert.True(SpecValidator.Validate(spec).IsValid);

        var checks = PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec)));

        Assert.All(checks, c => Assert.True(c.Passed, $"{c.Kind} {c.Action} {c.Resource} {c.What}"));
        var own = Assert.Single(checks, c => c.Action == "lambda:InvokeFunction");
        Assert.Equal((PolicyCheckKind.Required, true, "enrich orders"), (own.Kind, own.IsGivenByHand, own.What));
        Assert.All(checks.Where(c => c.Action != "lambda:InvokeFunction"), c => Assert.False(c.IsGivenByHand));
    }

    [Fact]
    public void The_proof_fails_where_the_grant_is_missing_or_without_its_condition()
    {
        var plain = With(Statement());
        var spec = With(Statement() with { Condition = ConditionMap.Of([("StringEquals", "aws:SourceVpc", ["vpc-1"])]) });

        Assert.Contains(
            PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(_sink))), c => c is { Passed: false, IsGivenByHand: true });
        Assert.Contains(
            PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(plain))),
            c => c is { Passed: false, Kind: PolicyCheckKind.Excess } && c.What.Contains("aws:SourceVpc", StringComparison.Ordinal));
        Assert.Contains(
            PolicyProof.Check(_sink, PolicySet.Of(ConnectorPolicyBuilder.Build(plain))), c => c is { Passed: false, Kind: PolicyCheckKind.Excess });
    }

    [Fact]
    public void A_condition_that_no_known_call_meets_is_granted_and_makes_no_false_alarm()
    {
        var spec = With(Statement() with
        {
            Condition = ConditionMap.Of([("NumericLessThan", "s3:max-keys", ["1"]), ("NumericGreaterThan", "s3:max-keys", ["9"])]),
        });

        Assert.All(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => Assert.True(c.Passed));
    }

    [Fact]
    public void Any_resource_takes_an_override_which_the_policy_tells()
    {
        var any = Statement() with { Action = ["cloudwatch:PutMetricData"], Resource = ["*"] };
        Assert.Contains(SpecValidator.Validate(With(any)).Findings, f => f is { Severity: FindingSeverity.Error, Rule: "AnyResource" });

        var spec = With(any with { AllowAnyResource = true });

        Assert.Contains(SpecValidator.Validate(spec).Findings, f => f is { Severity: FindingSeverity.Warning, Rule: "AnyResourceGranted" });
        Assert.True(SpecValidator.Validate(spec).IsValid);
        var granted = Assert.Single(ConnectorPolicyBuilder.Build(spec).Statements, s => s.Statement.Resources.Contains("*"));
        Assert.Contains("allow_any_resource", granted.Need, StringComparison.Ordinal);
        Assert.All(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => Assert.True(c.Passed));
    }

    [Theory]
    [InlineData("arn:aws:s3:::orders/*", true)]
    [InlineData("arn:aws:s3:::orders-raw/*", true)]
    [InlineData("arn:aws:s3:::orders*", true)]
    [InlineData("arn:aws:execute-api:us-east-1:123456789012:abcdef/*", true)]
    [InlineData("arn:aws:s3:::*/orders", false)]
    [InlineData("arn:aws:s3:::?*/orders", false)]
    [InlineData("arn:aws:s3:us-east-1:123456789012:accesspoint/*", false)]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:*", false)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:*", false)]
    [InlineData("arn:aws:dynamodb:us-east-1:123456789012:table/*", false)]
    public void A_resource_must_name_something(string resource, bool names) => Assert.Equal(
        names,
        SpecValidator.Validate(With(Statement() with { Action = ["s3:GetObject"], Resource = [resource] })).Findings.All(f => f.Rule != "AnyResource"));

    [Fact]
    public void Groups_and_transactional_ids_are_granted_proven_and_bound()
    {
        var spec = _sink with { AdditionalConsumerGroup = ["orders-copier", "audit-*"], AdditionalTransactionalId = ["iceberg-*"] };
        var cluster = ReferenceExamples.Cluster;
        var requirements = AccessRequirements.Of(spec).Where(r => r.IsGivenByHand).Select(r => $"{r.Action} {r.Resource.Split(':')[5]}");

        Assert.Equal(
            [
                $"kafka-cluster:AlterGroup group/{cluster}/orders-copier", $"kafka-cluster:DescribeGroup group/{cluster}/orders-copier",
                $"kafka-cluster:AlterGroup group/{cluster}/audit-*", $"kafka-cluster:DescribeGroup group/{cluster}/audit-*",
                $"kafka-cluster:WriteDataIdempotently cluster/{cluster}",
                $"kafka-cluster:AlterTransactionalId transactional-id/{cluster}/iceberg-*",
                $"kafka-cluster:DescribeTransactionalId transactional-id/{cluster}/iceberg-*",
            ],
            requirements);
        Assert.All(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => Assert.True(c.Passed));
        var acls = KafkaAcls.Of(spec, "User:connect");
        Assert.Contains(acls, a => a is { ResourceType: "Group", ResourceName: "audit-", PatternType: "Prefixed", Operation: "Read" });
        Assert.Contains(acls, a => a is { ResourceType: "TransactionalId", ResourceName: "iceberg-", Operation: "Write" });
    }

    [Fact]
    public void Statements_on_the_cluster_become_bindings_and_those_on_others_do_not()
    {
        var topic = _sink.MskClusterArn.Replace(":cluster/", ":topic/", StringComparison.Ordinal);
        var spec = With(
            Statement("read the audit") with { Action = ["kafka-cluster:ReadData"], Resource = [topic + "/audit"] },
            Statement("mirror") with
            {
                Action = ["kafka-cluster:ReadData"], Resource = ["arn:aws:kafka:us-east-1:123456789012:topic/other/*/*", "*"], AllowAnyResource = true,
            });

        var acls = KafkaAcls.Of(spec, "User:connect").Where(a => a.Because.Any(b => b.StartsWith("Additional", StringComparison.Ordinal)));

        Assert.Equal(["audit"], acls.Select(a => a.ResourceName));
    }

    [Fact]
    public void A_large_policy_denies_nothing_that_a_statement_allows_on_another_cluster()
    {
        const string other = "arn:aws:kafka:us-east-1:123456789012:topic/other/11111111-2222-4333-8444-555555555555-1/orders";
        var spec = SpecCatalogue.Large["1,000 topics with long names"] with
        {
            KafkaTopicWrite = [.. Enumerable.Range(0, 500).Select(i => $"inventory-cdc.warehouse.stock_{i:D4}.v1")],
            AdditionalPolicyStatement = [Statement("mirror") with { Action = ["kafka-cluster:ReadData"], Resource = [other] }],
        };
        var policy = ConnectorPolicyBuilder.Build(spec);

        Assert.True(policy.Parts.Count > 1);
        Assert.Equal(
            PolicyOutcome.Allowed,
            PolicyEvaluator.Evaluate([new NamedPolicy("it", policy.Document)], new PolicyRequest("kafka-cluster:ReadData", other)).Outcome);
    }

    [Fact]
    public void The_forms_of_conditions_are_those_that_the_evaluator_compares()
    {
        Assert.All(ConditionOperators.Plain, name => Assert.True(ConditionForm.IsKnown(name), name));
        Assert.Equal(
            ConditionOperators.Plain.Append(ConditionForm.Null).Order(StringComparer.Ordinal),
            ConditionForm.Names.Split(", ").Order(StringComparer.Ordinal));
    }
}
