using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

public sealed class PolicyEvaluatorTests
{
    private const string Bucket = "arn:aws:s3:::b/topics/a";

    private static readonly PolicyRequest Put = new("s3:PutObject", Bucket);

    [Fact]
    public void What_no_statement_speaks_of_is_denied_implicitly()
    {
        var decision = Evaluate(Put, Statement("Allow", "s3:GetObject", "*"));
        Assert.Equal(PolicyOutcome.ImplicitDeny, decision.Outcome);
        Assert.Null(decision.Statement);
        Assert.Equal("No statement allows s3:PutObject.", decision.Reason);
    }

    [Fact]
    public void A_deny_wins_wherever_it_stands_and_the_decision_names_it()
    {
        foreach (var statements in new[]
        {
            new[] { Statement("Allow", "*", "*"), Statement("Deny", "s3:Put*", "*", "No") },
            [Statement("Deny", "s3:Put*", "*", "No"), Statement("Allow", "*", "*")],
        })
        {
            var decision = Evaluate(Put, statements);
            Assert.Equal(PolicyOutcome.ExplicitDeny, decision.Outcome);
            Assert.Equal("No", decision.Statement!.Sid);
            Assert.Equal("statement 'No' of 'p' denies s3:PutObject.", decision.Reason);
        }
    }

    [Theory]
    [InlineData("s3:PutObject", true)]
    [InlineData("S3:putobject", true)]
    [InlineData("s3:Put*", true)]
    [InlineData("s3:PutObjec?", true)]
    [InlineData("*", true)]
    [InlineData("s3:PutObject?", false)]
    [InlineData("s3:Get*", false)]
    [InlineData("s3:P*t*bject", true)]
    public void Actions_match_with_wildcards_and_without_case(string action, bool allowed) =>
        Assert.Equal(allowed, Evaluate(Put, Statement("Allow", action, "*")).IsAllowed);

    [Theory]
    [InlineData(Bucket, true)]
    [InlineData("arn:aws:s3:::b/*", true)]
    [InlineData("arn:aws:s3:::b/topics/?", true)]
    [InlineData("arn:aws:s3:::B/*", false)]
    [InlineData("arn:aws:s3:::b", false)]
    [InlineData("arn:aws:s3:::b/topics/", false)]
    public void Resources_match_with_wildcards_and_with_case(string resource, bool allowed) =>
        Assert.Equal(allowed, Evaluate(Put, Statement("Allow", "s3:PutObject", resource)).IsAllowed);

    [Fact]
    public void Not_action_and_not_resource_speak_of_all_else()
    {
        var notAction = """{"Effect":"Allow","NotAction":"s3:Get*","Resource":"*"}""";
        Assert.True(Evaluate(Put, notAction).IsAllowed);
        Assert.False(Evaluate(new PolicyRequest("s3:GetObject", Bucket), notAction).IsAllowed);
        var notResource = """{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::b/*"}""";
        Assert.False(Evaluate(Put, notResource).IsAllowed);
        Assert.True(Evaluate(new PolicyRequest("s3:PutObject", "arn:aws:s3:::c/x"), notResource).IsAllowed);
    }

    [Theory]
    [InlineData("StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com", true)]
    [InlineData("StringEquals", "KMS:VIASERVICE", "s3.us-east-1.amazonaws.com", true)]
    [InlineData("StringEquals", "kms:ViaService", "S3.us-east-1.amazonaws.com", false)]
    [InlineData("StringEqualsIgnoreCase", "kms:ViaService", "S3.us-east-1.amazonaws.com", true)]
    [InlineData("StringNotEquals", "kms:ViaService", "other", true)]
    [InlineData("StringNotEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com", false)]
    [InlineData("StringLike", "kms:ViaService", "s3.*.amazonaws.com", true)]
    [InlineData("StringNotLike", "kms:ViaService", "s3.*", false)]
    [InlineData("StringEquals", "aws:Missing", "x", false)]
    [InlineData("StringEqualsIfExists", "aws:Missing", "x", true)]
    [InlineData("StringEqualsIfExists", "kms:ViaService", "x", false)]
    [InlineData("StringNotEquals", "aws:Missing", "x", true)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/c/*", true)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/c/*", true)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:kafkaconnect:*:connector/c/*", false)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/d/*", false)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/d/*", true)]
    [InlineData("Bool", "aws:SecureTransport", "true", true)]
    [InlineData("Bool", "aws:SecureTransport", "false", false)]
    [InlineData("BoolIfExists", "aws:MultiFactorAuthPresent", "true", true)]
    [InlineData("Null", "aws:Missing", "true", true)]
    [InlineData("Null", "kms:ViaService", "true", false)]
    [InlineData("Null", "kms:ViaService", "false", true)]
    [InlineData("ForAnyValue:StringEquals", "aws:TagKeys", "b", true)]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "b", false)]
    [InlineData("ForAllValues:StringEquals", "aws:Missing", "b", true)]
    [InlineData("ForAnyValue:StringEquals", "aws:Missing", "b", false)]
    public void Conditions_hold_as_iam_says(string op, string key, string value, bool holds)
    {
        var request = Put
            .With("kms:ViaService", "s3.us-east-1.amazonaws.com")
            .With("aws:SourceArn", "arn:aws:kafkaconnect:us-east-1:123456789012:connector/c/id-1")
            .With("aws:SecureTransport", "true")
            .With("aws:TagKeys", "a", "b");
        var statement = $$$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"{{{op}}}":{"{{{key}}}":"{{{value}}}"} } }""";
        Assert.Equal(holds, Evaluate(request, statement).IsAllowed);
    }

    [Fact]
    public void One_of_a_conditions_values_is_enough_and_each_condition_must_hold()
    {
        var request = Put.With("aws:a", "1").With("aws:b", "2");
        Assert.True(Evaluate(request, Conditioned("""{"StringEquals":{"aws:a":["0","1"],"aws:b":"2"}}""")).IsAllowed);
        Assert.False(Evaluate(request, Conditioned("""{"StringEquals":{"aws:a":"1","aws:b":"3"}}""")).IsAllowed);
        Assert.False(Evaluate(request, Conditioned("""{"StringNotEquals":{"aws:a":["0","1"]}}""")).IsAllowed);
    }

    [Fact]
    public void Variables_stand_for_what_the_call_carries_and_an_unknown_one_matches_nothing()
    {
        var request = new PolicyRequest("s3:PutObject", "arn:aws:s3:::b/ann/x").With("aws:username", "ann");
        Assert.True(Evaluate(request, Statement("Allow", "*", "arn:aws:s3:::b/${aws:username}/*")).IsAllowed);
        Assert.False(Evaluate(request, Statement("Allow", "*", "arn:aws:s3:::b/${aws:userid}/*")).IsAllowed);
    }

    [Fact]
    public void An_operator_that_is_not_supported_is_an_error_not_a_guess()
    {
        var statement = new PolicyStatement
        {
            Actions = ["*"], Resources = ["*"], Conditions = [new PolicyCondition("StringSounds", "aws:SourceIp", ["10.0.0.0/8"])],
        };
        var error = Assert.Throws<KrakenException>(() => PolicyEvaluator.Evaluate(
            [new NamedPolicy("p", new PolicyDocument([statement]))], Put.With("aws:SourceIp", "10.0.0.1")));
        Assert.Equal(KrakenErrorKind.PolicyInvalid, error.Kind);
        Assert.Contains("StringSounds", error.Message, StringComparison.Ordinal);
        Assert.Contains("StringEquals", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boundary_limits_but_does_not_give()
    {
        var wide = Policy(Statement("Allow", "*", "*"));
        var narrow = Policy(Statement("Allow", "s3:Get*", "*"));
        var limited = PolicyEvaluator.Evaluate([wide], Put, narrow with { Name = "edge" });
        Assert.Equal(PolicyOutcome.ImplicitDeny, limited.Outcome);
        Assert.Equal("The permissions boundary 'edge' does not allow s3:PutObject.", limited.Reason);
        Assert.False(PolicyEvaluator.Evaluate([narrow], Put, wide).IsAllowed);
        Assert.True(PolicyEvaluator.Evaluate([wide], Put, wide).IsAllowed);
        var denying =
            PolicyEvaluator.Evaluate([wide], Put, Policy(Statement("Deny", "*", "*"), Statement("Allow", "*", "*")));
        Assert.Equal(PolicyOutcome.ExplicitDeny, denying.Outcome);
    }

    [Fact]
    public void The_decision_names_the_policy_that_allowed()
    {
        var decision = PolicyEvaluator.Evaluate(
            [Policy(Statement("Allow", "s3:Get*", "*")),
                Policy(Statement("Allow", "s3:Put*", "*", "Write")) with { Name = "second" }], Put);
        Assert.Equal(("second", "Write"), (decision.Policy, decision.Statement!.Sid));
    }

    [Theory]
    [InlineData("kafkaconnect.amazonaws.com", "123456789012", true)]
    [InlineData("ec2.amazonaws.com", "123456789012", false)]
    [InlineData("kafkaconnect.amazonaws.com", "210987654321", false)]
    public void Trust_is_asked_for_the_service_and_its_context(string service, string account, bool allowed)
    {
        var trust = PolicyDocument.Parse(
            """{"Statement":[{"Effect":"Allow","Principal":{"Service":["kafkaconnect.amazonaws.com"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}""");
        var request = new PolicyRequest("sts:AssumeRole", "arn:aws:iam::123456789012:role/r")
            .With("aws:SourceAccount", account);
        Assert.Equal(allowed, PolicyEvaluator.EvaluateTrust(trust, service, request).IsAllowed);
    }

    [Fact]
    public void The_reference_examples_trust_lets_their_own_connector_in_and_no_other()
    {
        var trust = ConnectorPolicyBuilder.Build(ReferenceExamples.DebeziumSource).Trust;
        bool Asks(string connector) => PolicyEvaluator.EvaluateTrust(
            trust, ConnectorPolicyBuilder.ServicePrincipal,
            new PolicyRequest("sts:AssumeRole", "*")
                .With("aws:SourceAccount", "123456789012")
                .With("aws:SourceArn",
                    $"arn:aws:kafkaconnect:us-east-1:123456789012:connector/{connector}/id-1")).IsAllowed;
        Assert.True(Asks("debezium-postgres-cdc-dev"));
        Assert.False(Asks("debezium-postgres-cdc-dev2"));
    }

    private static PolicyDecision Evaluate(PolicyRequest request, params string[] statements) =>
        PolicyEvaluator.Evaluate([Policy(statements)], request);

    private static NamedPolicy Policy(params string[] statements) =>
        new("p", PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}"""));

    private static string Statement(string effect, string action, string resource, string? sid = null) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"{{(sid is null ? "" : $",\"Sid\":\"{sid}\"")}}}""";

    private static string Conditioned(string conditions) =>
        $$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{conditions}} }""";
}
