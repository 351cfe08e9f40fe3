using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Tests.Planning;

public sealed class PolicyUnionTests
{
    [Theory]
    [InlineData("2012-10-17", "ann", true)]
    [InlineData("2012-10-17", "${aws:username}", false)]
    [InlineData("2008-10-17", "ann", false)]
    [InlineData("2008-10-17", "${aws:username}", true)]
    public void What_is_kept_means_what_it_meant_in_its_own_version(string version, string key, bool allowed)
    {
        var now = $$$"""{"Version":"{{{version}}}","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}"} }""";
        var wanted = new PolicyDocument([new PolicyStatement { Sid = "Mine", Actions = ["kms:Decrypt"], Resources = ["*"] }]);

        var union = PolicyDocument.Parse(PolicyUnion.Of(PolicyDocument.Parse(now), wanted).ToJson());

        Assert.Equal(2, union.Statements.Count);
        Assert.Equal(allowed, PolicyEvaluator.Evaluate(
            [new NamedPolicy("p", union)],
            new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/" + key).With("aws:username", "ann")).IsAllowed);
    }
}
