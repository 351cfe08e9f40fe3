using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

public sealed class PolicyDocumentReaderTests
{
    [Fact]
    public void A_document_that_was_written_reads_back_as_it_was()
    {
        var written = new PolicyDocument(
        [
            new PolicyStatement
            {
                Sid = "One",
                Effect = PolicyEffect.Deny,
                NotActions = ["s3:GetObject", "s3:PutObject"],
                NotResources = ["arn:aws:s3:::b/*"],
                Conditions =
                    [new PolicyCondition("StringEquals", "aws:SourceAccount", ["123456789012", "210987654321"])],
            },
            new PolicyStatement
            {
                Principals =
                    new Dictionary<string,
                    IReadOnlyList<string>> { ["Service"] = ["a.amazonaws.com"], ["AWS"] = ["*"] },
                Actions = ["sts:AssumeRole"],
            },
        ]);
        Assert.Equal(written.ToJson(), PolicyDocument.Parse(written.ToJson(indented: true)).ToJson());
    }

    [Fact]
    public void A_single_statement_single_values_and_a_bare_star_are_taken()
    {
        var read = PolicyDocument.Parse(
            """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}}""");
        var only = Assert.Single(read.Statements);
        Assert.Equal(["*"], only.Principals["AWS"]);
        Assert.Equal(["s3:*"], only.Actions);
        Assert.Equal(["true"], Assert.Single(only.Conditions).Values);
    }

    [Theory]
    [InlineData("not json", "(document)", "JSON")]
    [InlineData("[]", "(document)", "object")]
    [InlineData("{}", "Statement", "missing")]
    [InlineData("""{"Statement":[],"Author":"x"}""", "Author", "not known")]
    [InlineData("""{"Version":"2020-01-01","Statement":[]}""", "Version", "2020-01-01")]
    [InlineData("""{"Statement":"x"}""", "Statement", "neither")]
    [InlineData("""{"Statement":[{"Action":"a:b","Resource":"*"}]}""", "Statement[0].Effect", "missing")]
    [InlineData("""{"Statement":[{"Effect":"allow","Action":"a:b","Resource":"*"}]}""", "Statement[0].Effect", "allow")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Resource":"*"}]}""", "Statement[0].Action", "missing")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","NotAction":"a:c"}]}""", "Statement[0].NotAction", "excludes")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}""", "Statement[0].Action", "empty")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":[{}],"Resource":"*"}]}""", "Statement[0].Action[0]", "not a text")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","NotPrincipal":"*"}]}""", "Statement[0].NotPrincipal", "not known")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Principal":"me"}]}""", "Statement[0].Principal", "me")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Bool":"x"}}]}""", "Statement[0].Condition.Bool", "object")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"StringSounds":{"k":"x"}}}]}""", "Statement[0].Condition.StringSounds", "operator")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Bool":{"k":"x","k":"y"}}}]}""", "Statement[0].Condition.Bool.k", "twice")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"a:b"}]}""", "Statement[0].Effect", "twice")]
    [InlineData("""{"Statement":[],"Statement":[]}""", "Statement", "twice")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Principal":{"AWS":"a","AWS":"b"}}]}""", "Statement[0].Principal.AWS", "twice")]
    [InlineData("""{"Statement":[{"Sid":1,"Effect":"Allow","Action":"a:b"}]}""", "Statement[0].Sid", "not a text")]
    public void What_is_no_policy_is_refused_with_its_place(string json, string place, string what)
    {
        var error = Assert.Throws<KrakenException>(() => PolicyDocument.Parse(json));
        Assert.Equal(KrakenErrorKind.PolicyInvalid, error.Kind);
        Assert.StartsWith($"The policy's {place} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }
}
