using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Tests.Policies;

public class PolicyTablesTests
{
    [Fact]
    public void Each_action_on_each_resource_is_a_row_with_its_reason()
    {
        var policy = ConnectorPolicyBuilder.Build(ReferenceExamples.S3Sink);
        var grants = PolicyTables.Grants(policy);

        Assert.Equal(policy.Statements.Sum(s => s.Statement.Actions.Count * s.Statement.Resources.Count), grants.Count);
        Assert.All(grants, g => Assert.NotEmpty(g.Because));
        var key = Assert.Single(grants, g => g is { Statement: "SinkKey", Action: "kms:Decrypt" });
        Assert.Equal("kms:ViaService StringEquals s3.us-east-1.amazonaws.com", key.Condition);
    }

    [Fact]
    public void Markdown_is_a_table_whose_cells_break_nothing()
    {
        var markdown = PolicyTables.ToMarkdown(ConnectorPolicyBuilder.Build(SpecCatalogue.Specs["a sink by pattern, no keys"]));
        var rows = markdown.Split('\n').Where(l => l.StartsWith('|')).ToList();

        Assert.All(rows, row => Assert.Equal(6, row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
        Assert.Contains("`arn:aws:s3:::kraken-raw-mnpi-dev/*`", markdown, StringComparison.Ordinal);
        Assert.Contains("kafkaconnect.amazonaws.com", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', markdown);
    }
}

public class PolicyDifferencesTests
{
    private static readonly PolicyDocument _derived = ConnectorPolicyBuilder.Build(ReferenceExamples.S3Sink).Document;

    [Fact]
    public void How_statements_are_grouped_split_and_named_makes_no_difference()
    {
        var split = new PolicyDocument(
        [
            .. from s in _derived.Statements.Reverse()
               from action in s.Actions
               from resource in s.Resources.Reverse()
               select s with { Sid = null, Actions = [action], Resources = [resource] },
        ]);

        Assert.Empty(PolicyDifferences.Between(_derived, split));
        Assert.Empty(PolicyDifferences.Between(split, _derived));
        Assert.Empty(PolicyDifferences.Between(_derived, PolicyDocument.Parse(_derived.ToJson())));
    }

    [Fact]
    public void A_wider_grant_is_gained_and_what_it_contains_is_not_lost()
    {
        var wide = Parse("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");
        var narrow = Parse("""{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::b/topics/*"}""");

        Assert.Equal(("Gained", "s3:*", "*"), Only(PolicyDifferences.Between(narrow, wide)));
        Assert.Equal(("Lost", "s3:*", "*"), PolicyDifferences.Between(wide, narrow).Select(d => (d.Change, d.Action, d.Resource)).Single());
    }

    [Fact]
    public void A_condition_and_a_Deny_are_differences()
    {
        var open = Parse("""{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:k"}""");
        var bound = Parse("""{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:k","Condition":{"StringEquals":{"kms:ViaService":"s3"}}}""");
        var deny = Parse("""{"Effect":"Deny","Action":"kms:Decrypt","Resource":"arn:k"}""");

        Assert.Equal("Lost", Assert.Single(PolicyDifferences.Between(open, bound)).Change);
        Assert.Equal("Gained", Assert.Single(PolicyDifferences.Between(bound, open)).Change);
        Assert.Equal([("Gained", PolicyEffect.Deny), ("Lost", PolicyEffect.Allow)], PolicyDifferences.Between(open, deny).Select(d => (d.Change, d.Effect)));
    }

    [Fact]
    public void A_question_mark_does_not_contain_a_star()
    {
        var one = Parse("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/?"}""");
        var many = Parse("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}""");

        Assert.Equal("Gained", Assert.Single(PolicyDifferences.Between(one, many)).Change);
        Assert.Equal("Lost", Assert.Single(PolicyDifferences.Between(many, one)).Change);
    }

    private static PolicyDocument Parse(string statement) =>
        PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");

    private static (string, string, string) Only(IEnumerable<AccessDifference> differences)
    {
        var only = Assert.Single(differences);
        return (only.Change, only.Action, only.Resource);
    }
}
