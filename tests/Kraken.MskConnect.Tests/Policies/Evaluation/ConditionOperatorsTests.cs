using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

public class ConditionOperatorsTests
{
    [Theory]
    [InlineData("NumericLessThan", "300", "299", true)]
    [InlineData("NumericLessThan", "300", "300", false)]
    [InlineData("NumericLessThanEquals", "300", "300.0", true)]
    [InlineData("NumericGreaterThan", "-1", "0", true)]
    [InlineData("NumericGreaterThanEquals", "5", "4", false)]
    [InlineData("NumericEquals", "5", "5.0", true)]
    [InlineData("NumericNotEquals", "5", "5.0", false)]
    [InlineData("NumericEquals", "5", "five", false)]
    [InlineData("DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", true)]
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", "1767225599", true)]
    [InlineData("DateEquals", "1767225600", "2026-01-01T01:00:00+01:00", true)]
    [InlineData("DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", false)]
    [InlineData("DateLessThanEquals", "2026-01-01T00:00:00Z", "yesterday", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("IpAddress", "10.1.2.3", "10.1.2.3", true)]
    [InlineData("IpAddress", "0.0.0.0/0", "192.0.2.1", true)]
    [InlineData("IpAddress", "2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("IpAddress", "2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "2001:db8::1", false)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "10.0.0.1", false)]
    [InlineData("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true)]
    [InlineData("BinaryEquals", "QmluYXJ5", "qmluyxj5", false)]
    public void An_operator_compares_as_its_kind_does(string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Holds(name, wanted, actual));

    [Theory]
    [InlineData("NumericEquals", "many", "number")]
    [InlineData("DateEquals", "soon", "date")]
    [InlineData("IpAddress", "10.0.0.0/33", "CIDR block")]
    [InlineData("IpAddress", "here", "CIDR block")]
    public void A_policys_value_that_is_none_of_its_kind_is_an_error_that_names_it(string name, string wanted, string kind)
    {
        var error = Assert.Throws<KrakenException>(() => Holds(name, wanted, "1"));
        Assert.Equal(KrakenErrorKind.PolicyInvalid, error.Kind);
        Assert.Contains($"'{wanted}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b/${aws:username}", "b/alice", true)]
    [InlineData("b/${aws:none, 'shared'}", "b/shared", true)]
    [InlineData("b/${aws:username, 'shared'}", "b/alice", true)]
    [InlineData("b/${aws:none}", "b/", false)]
    [InlineData("b/${*}", "b/*", true)]
    [InlineData("b/${*}", "b/anything", false)]
    [InlineData("b/${?}x", "b/?x", true)]
    [InlineData("b/${?}x", "b/ax", false)]
    [InlineData("b/${$}{x}", "b/${x}", true)]
    public void Variables_in_resources_stand_for_values_defaults_and_characters(string pattern, string resource, bool matches)
    {
        var policy = new PolicyDocument([new PolicyStatement { Actions = ["s3:GetObject"], Resources = ["arn:aws:s3:::" + pattern] }]);
        var request = new PolicyRequest("s3:GetObject", "arn:aws:s3:::" + resource).With("aws:username", "alice");
        Assert.Equal(matches, PolicyEvaluator.Evaluate([new NamedPolicy("p", policy)], request).IsAllowed);
    }

    [Theory]
    [InlineData(PolicyEffect.Allow)]
    [InlineData(PolicyEffect.Deny)]
    public void NotResource_with_a_variable_that_the_call_lacks_does_not_speak_of_it(PolicyEffect effect)
    {
        var all = new PolicyStatement { Actions = ["s3:*"], Resources = ["*"] };
        var open = new PolicyStatement { Effect = effect, Actions = ["s3:*"], NotResources = ["arn:aws:s3:::b/${aws:username}"] };
        PolicyStatement[] statements = effect == PolicyEffect.Allow ? [open] : [all, open];
        Assert.Equal(
            effect == PolicyEffect.Deny,
            PolicyEvaluator.Evaluate(
                [new NamedPolicy("p", new PolicyDocument(statements))], new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/k")).IsAllowed);
    }

    private static bool Holds(string name, string wanted, string actual)
    {
        var statement = new PolicyStatement
        {
            Actions = ["s3:GetObject"], Resources = ["*"], Conditions = [new PolicyCondition(name, "aws:k", [wanted])],
        };
        return PolicyEvaluator.Evaluate(
            [new NamedPolicy("p", new PolicyDocument([statement]))],
            new PolicyRequest("s3:GetObject", "*").With("aws:k", actual)).IsAllowed;
    }
}
