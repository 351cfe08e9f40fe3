using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

public sealed class PolicyEvaluatorTests
{
    private const string Bucket = "arn:aws:s3:::b/topics/a";

    private static readonly PolicyRequest _put = new("s3:PutObject", Bucket);

    [Fact]
    public void What_no_statement_speaks_of_is_denied_implicitly()
    {
        var decision = Evaluate(_put, Statement("Allow", "s3:GetObject", "*"));
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
            var decision = Evaluate(_put, statements);
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
        Assert.Equal(allowed, Evaluate(_put, Statement("Allow", action, "*")).IsAllowed);

    [Theory]
    [InlineData(Bucket, true)]
    [InlineData("arn:aws:s3:::b/*", true)]
    [InlineData("arn:aws:s3:::b/topics/?", true)]
    [InlineData("arn:aws:s3:::B/*", false)]
    [InlineData("arn:aws:s3:::b", false)]
    [InlineData("arn:aws:s3:::b/topics/", false)]
    public void Resources_match_with_wildcards_and_with_case(string resource, bool allowed) =>
        Assert.Equal(allowed, Evaluate(_put, Statement("Allow", "s3:PutObject", resource)).IsAllowed);

    [Fact]
    public void Not_action_and_not_resource_speak_of_all_else()
    {
        var notAction = """{"Effect":"Allow","NotAction":"s3:Get*","Resource":"*"}""";
        Assert.True(Evaluate(_put, notAction).IsAllowed);
        Assert.False(Evaluate(new PolicyRequest("s3:GetObject", Bucket), notAction).IsAllowed);
        var notResource = """{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::b/*"}""";
        Assert.False(Evaluate(_put, notResource).IsAllowed);
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
        var request = _put
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
        var request = _put.With("aws:a", "1").With("aws:b", "2");
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
            [new NamedPolicy("p", new PolicyDocument([statement]))], _put.With("aws:SourceIp", "10.0.0.1")));
        Assert.Equal(KrakenErrorKind.PolicyInvalid, error.Kind);
        Assert.Contains("StringSounds", error.Message, StringComparison.Ordinal);
        Assert.Contains("StringEquals", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boundary_limits_but_does_not_give()
    {
        var wide = Policy(Statement("Allow", "*", "*"));
        var narrow = Policy(Statement("Allow", "s3:Get*", "*"));
        var limited = PolicyEvaluator.Evaluate([wide], _put, narrow with { Name = "edge" });
        Assert.Equal(PolicyOutcome.ImplicitDeny, limited.Outcome);
        Assert.Equal("The permissions boundary 'edge' does not allow s3:PutObject.", limited.Reason);
        Assert.False(PolicyEvaluator.Evaluate([narrow], _put, wide).IsAllowed);
        Assert.True(PolicyEvaluator.Evaluate([wide], _put, wide).IsAllowed);
        var denying =
            PolicyEvaluator.Evaluate([wide], _put, Policy(Statement("Deny", "*", "*"), Statement("Allow", "*", "*")));
        Assert.Equal(PolicyOutcome.ExplicitDeny, denying.Outcome);
    }

    [Fact]
    public void The_decision_names_the_policy_that_allowed()
    {
        var decision = PolicyEvaluator.Evaluate(
            [Policy(Statement("Allow", "s3:Get*", "*")),
                Policy(Statement("Allow", "s3:Put*", "*", "Write")) with { Name = "second" }], _put);
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

    [Theory]
    [InlineData("2012-10-17", "b/ann/x", true)]
    [InlineData("2012-10-17", "b/${aws:username}/x", false)]
    [InlineData("2008-10-17", "b/ann/x", false)]
    [InlineData("2008-10-17", "b/${aws:username}/x", true)]
    [InlineData(null, "b/ann/x", false)]
    [InlineData(null, "b/${aws:username}/x", true)]
    public void A_variable_is_text_where_the_version_has_none(string? version, string key, bool allowed)
    {
        var head = version is null ? "" : $"\"Version\":\"{version}\",";
        var request = new PolicyRequest("s3:PutObject", "arn:aws:s3:::" + key).With("aws:username", "ann");
        bool Allows(string rest)
        {
            var json = "{" + head + """ "Statement":{"Effect":"Allow","Action":"*", """ + rest + "}}";
            return PolicyEvaluator.Evaluate([new NamedPolicy("p", PolicyDocument.Parse(json))], request).IsAllowed;
        }

        Assert.Equal(allowed, Allows(""" "Resource":"arn:aws:s3:::b/${aws:username}/*" """));
        Assert.Equal(!allowed, Allows(""" "NotResource":"arn:aws:s3:::b/${aws:username}/*" """));
        Assert.Equal(
            version == "2012-10-17",
            Allows(""" "Resource":"*","Condition":{"StringEquals":{"aws:username":"${aws:username}"}} """));
    }

    [Theory]
    [InlineData("*", false)]
    [InlineData("an?", false)]
    [InlineData("ann", true)]
    public void What_a_caller_calls_itself_is_no_wildcard(string name, bool allowed)
    {
        var request = new PolicyRequest("s3:PutObject", "arn:aws:s3:::b/ann/x").With("aws:username", name).With("aws:k", "ann");

        Assert.Equal(allowed, Evaluate(request, Statement("Allow", "*", "arn:aws:s3:::b/${aws:username}/*")).IsAllowed);
        Assert.Equal(allowed, Evaluate(request, Conditioned("""{"StringLike":{"aws:k":"${aws:username}"}}""")).IsAllowed);
        Assert.True(Evaluate(request, Conditioned("""{"StringEquals":{"aws:username":"${aws:username}"}}""")).IsAllowed);
    }

    [Theory]
    [InlineData("StringEquals", "a*b", true)]
    [InlineData("StringEquals", "axb", false)]
    [InlineData("StringEqualsIgnoreCase", "A*B", true)]
    [InlineData("StringLike", "a*b", true)]
    [InlineData("StringLike", "axb", false)]
    public void An_escaped_star_is_a_star_in_conditions_too(string op, string value, bool holds) => Assert.Equal(
        holds,
        Evaluate(_put.With("aws:k", value), Conditioned($$$"""{"{{{op}}}":{"aws:k":"a${*}b"}}""")).IsAllowed);

    [Fact]
    public void Where_nothing_allows_the_statement_that_comes_nearest_is_told_with_what_it_lacks()
    {
        var unmet = """{"Sid":"Key","Effect":"Allow","Action":"s3:Put*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":["s3.us-east-1.amazonaws.com","x","y","z"],"aws:here":"1"},"Bool":{"aws:there":"true"}}}""";
        var elsewhere = Statement("Allow", "s3:PutObject", "arn:aws:s3:::other/*");
        var unrelated = Statement("Allow", "s3:GetObject", "*", "Get");
        var denying = """{"Sid":"No","Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{"Bool":{"aws:there":"true"}}}""";
        var request = _put.With("kms:ViaService", "kafka.us-east-1.amazonaws.com").With("aws:here", "1");

        Assert.Equal("No statement allows s3:PutObject.", Evaluate(request, unrelated, denying).Reason);
        Assert.Equal(
            $"No statement allows s3:PutObject. The nearest, statement 3 of 'p', is not for {Bucket}.",
            Evaluate(request, denying, unrelated, elsewhere).Reason);
        var decision = Evaluate(request, elsewhere, unrelated, unmet, denying);
        Assert.Equal(
            "No statement allows s3:PutObject. The nearest, statement 'Key' of 'p', asks for kms:ViaService StringEquals "
            + "s3.us-east-1.amazonaws.com or x or y or …, and the call has kafka.us-east-1.amazonaws.com; asks for "
            + "aws:there Bool true, and the call has none.",
            decision.Reason);

        // It has not decided.
        Assert.Equal((PolicyOutcome.ImplicitDeny, null, null), (decision.Outcome, decision.Policy, decision.Statement));
    }

    [Fact]
    public void A_boundary_tells_what_comes_nearest_in_it()
    {
        var decision = PolicyEvaluator.Evaluate(
            [Policy(Statement("Allow", "*", "*"))], _put, Policy(Statement("Allow", "s3:*", "arn:aws:s3:::c/*", "Bound")) with { Name = "edge" });

        Assert.Equal(
            $"The permissions boundary 'edge' does not allow s3:PutObject. The nearest, statement 'Bound' of 'edge', is not for {Bucket}.",
            decision.Reason);
    }

    [Theory]
    [InlineData("""{"Service":"kafkaconnect.amazonaws.com"}""", "kafkaconnect.amazonaws.com", true)]
    [InlineData("""{"Service":["kafkaconnect.amazonaws.com","ec2.amazonaws.com"]}""", "ec2.amazonaws.com", true)]
    [InlineData("""{"Service":"ec2.amazonaws.com"}""", "kafkaconnect.amazonaws.com", false)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", "kafkaconnect.amazonaws.com", false)]
    [InlineData("\"*\"", "kafkaconnect.amazonaws.com", true)]
    public void A_trust_policy_may_deny_all_principals_but_some(string spared, string service, bool allowed)
    {
        var trust = PolicyDocument.Parse(
            """{"Statement":[{"Effect":"Allow","Principal":{"Service":["kafkaconnect.amazonaws.com","ec2.amazonaws.com"]},"Action":"sts:AssumeRole"},"""
            + $$"""{"Sid":"Others","Effect":"Deny","NotPrincipal":{{spared}},"Action":"sts:AssumeRole"}]}""");

        var decision = PolicyEvaluator.EvaluateTrust(trust, service, new PolicyRequest("sts:AssumeRole", "*"));

        Assert.Equal(allowed, decision.IsAllowed);
        Assert.Equal(
            allowed
                ? $"statement 1 of 'trust policy' allows sts:AssumeRole by {service}."
                : $"statement 'Others' of 'trust policy' denies sts:AssumeRole by {service}.",
            decision.Reason);
    }

    [Fact]
    public void A_trust_policy_that_lets_nobody_in_tells_what_comes_nearest()
    {
        var trust = PolicyDocument.Parse(
            """{"Statement":[{"Sid":"A","Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}]}""");
        string Reason(string service) => PolicyEvaluator.EvaluateTrust(
            trust, service, new PolicyRequest("sts:AssumeRole", "*").With("aws:SourceAccount", "2")).Reason;

        Assert.Equal(
            "No statement allows sts:AssumeRole by ec2.amazonaws.com. The nearest, statement 'A' of 'trust policy', is for other principals.",
            Reason("ec2.amazonaws.com"));
        Assert.EndsWith(
            "asks for aws:SourceAccount StringEquals 1, and the call has 2.", Reason("kafkaconnect.amazonaws.com"), StringComparison.Ordinal);
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
