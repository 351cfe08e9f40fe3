using Kraken.MskConnect.Planning;
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
            new PolicyStatement
            {
                Effect = PolicyEffect.Deny,
                NotPrincipals = new Dictionary<string, IReadOnlyList<string>> { ["Service"] = ["a.amazonaws.com", "b.amazonaws.com"] },
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
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","NotPrincipals":"*"}]}""", "Statement[0].NotPrincipals", "not known")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Action":"a:b","Principal":"*","NotPrincipal":"*"}]}""", "Statement[0].NotPrincipal", "excludes Principal")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Principal":{"Services":"a.amazonaws.com"}}]}""", "Statement[0].Principal.Services", "not known")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Action":"a:b","NotPrincipal":{"Service":[]}}]}""", "Statement[0].NotPrincipal.Service", "empty")]
    [InlineData("""{"Statement":{"Sid":"not-so","Effect":"Allow","Action":"a:b"}}""", "Statement.Sid", "'not-so'")]
    [InlineData("""{"Statement":[{"Sid":"Ümlaut","Effect":"Allow","Action":"a:b"}]}""", "Statement[0].Sid", "Ümlaut")]
    [InlineData("""{"Statement":[{"Sid":"A","Effect":"Allow","Action":"a:b"},{"Sid":"a","Effect":"Deny","Action":"a:b"},{"Sid":"A","Effect":"Deny","Action":"a:b"}]}""", "Statement[2].Sid", "'A', as is that of Statement[0]")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"PutObject"}]}""", "Statement[0].Action", "'PutObject', which names no service")]
    [InlineData("""{"Statement":[{"Effect":"Allow","NotAction":["s3:PutObject","GetObject"]}]}""", "Statement[0].NotAction[1]", "names no service")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":["*","bucket"]}]}""", "Statement[0].Resource[1]", "'bucket'")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"StringEquals":{"ViaService":"x"}}}]}""", "Statement[0].Condition.StringEquals.ViaService", "names no service")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Principal":{}}]}""", "Statement[0].Principal", "empty")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Bool":{"aws:k":"yes"}}}]}""", "Statement[0].Condition.Bool.aws:k", "'yes', which is not true or false")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Null":{"aws:k":[true,"no"]}}}]}""", "Statement[0].Condition.Null.aws:k[1]", "true or false")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"NumericLessThanIfExists":{"aws:k":["5","five"]}}}]}""", "Statement[0].Condition.NumericLessThanIfExists.aws:k[1]", "'five', which is not a number")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"DateGreaterThan":{"aws:k":"tomorrow"}}}]}""", "Statement[0].Condition.DateGreaterThan.aws:k", "not a date")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"NotIpAddress":{"aws:k":"10.0.0.0/33"}}}]}""", "Statement[0].Condition.NotIpAddress.aws:k", "CIDR block")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"ForAnyValue:IpAddress":{"aws:k":"home"}}}]}""", "Statement[0].Condition.ForAnyValue:IpAddress.aws:k", "CIDR block")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:\uD800"}]}""", "(document)", "invalid \\u escape")]
    [InlineData("{\n  \"Statement\": [\n    { \"Effect\": \"Ällow\", }\n  ]\n}", "(document)", "is not JSON in line 3, column 26: The JSON object contains a trailing comma at the end which is not supported in this mode.")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\"", "(document)", "is not JSON in line 1, column ")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Principal":"me"}]}""", "Statement[0].Principal", "me")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Bool":"x"}}]}""", "Statement[0].Condition.Bool", "object")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"StringSounds":{"aws:k":"x"}}}]}""", "Statement[0].Condition.StringSounds", "operator")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"a:b","Condition":{"Bool":{"aws:k":"x","aws:k":"y"}}}]}""", "Statement[0].Condition.Bool.aws:k", "twice")]
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

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""", "Statement[0].Principal", "not allowed in an identity-based policy")]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"s3:*","Resource":"*"}""", "Statement[0].NotPrincipal", "not allowed in an identity-based policy")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*"}""", "Statement[0].Resource", "missing")]
    public void What_is_no_policy_of_an_identity_is_refused_with_its_place(string statement, string place, string what)
    {
        var json = $$"""{"Statement":[{{statement}}]}""";
        PolicyDocument.Parse(json);

        var error = Assert.Throws<KrakenException>(() => PolicyDocument.ParseIdentity(json));

        Assert.StartsWith($"The policy's {place} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"NumericEquals":{"aws:k":[5,"5.0"]}}""")]
    [InlineData("""{"DateEquals":{"aws:k":["2026-01-31T00:00:00Z","1767225600"]}}""")]
    [InlineData("""{"IpAddress":{"aws:k":["10.0.0.0/8","2001:db8::/32","192.0.2.1"]}}""")]
    [InlineData("""{"Bool":{"aws:k":["true",false]}}""")]
    [InlineData("""{"NumericEquals":{"aws:k":"${aws:PrincipalTag/most}"}}""")]
    public void Values_of_an_operators_kind_and_variables_are_taken(string condition) =>
        Assert.Single(PolicyDocument.Parse(
            $$"""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{condition}} }]}""").Statements);

    [Fact]
    public void An_empty_id_is_none_so_that_two_of_them_are_no_double()
    {
        var read = PolicyDocument.Parse(
            """{"Statement":[{"Sid":"","Effect":"Allow","Action":"s3:*"},{"Sid":"","Effect":"Deny","Action":"s3:*"}]}""");

        Assert.All(read.Statements, s => Assert.Null(s.Sid));
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "2012-10-17")]
    [InlineData("""{"Version":"2008-10-17","Statement":[]}""", "2008-10-17")]
    [InlineData("""{"Statement":[]}""", "2008-10-17")]
    public void The_version_of_the_language_stays_and_without_one_it_is_the_former(string json, string version)
    {
        var read = PolicyDocument.Parse(json);

        Assert.Equal(version, read.LanguageVersion);
        Assert.Contains($"\"Version\":\"{version}\"", read.ToJson(), StringComparison.Ordinal);
        Assert.Equal(read.ToJson(), PolicyDocument.Parse(read.ToJson()).ToJson());
    }
}
