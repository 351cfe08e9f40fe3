using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

public class PatternIndexTests
{
    private const int Seed = 20261125;
    private const int Cases = 4000;
    private const string Topics = "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/";

    [Fact]
    public void All_that_matches_is_near_in_the_order_of_the_patterns()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var patterns = Enumerable.Range(0, random.Next(12)).Select(_ => Text(random, "ab*?/")).ToList();
            var index = new PatternIndex<int>(patterns.Select((p, n) => (p, n)));
            var text = Text(random, "ab*?/");
            var near = index.Near(text).ToList();
            var matching = Enumerable.Range(0, patterns.Count)
                .Where(n => Wildcard.Matches(patterns[n], text) || Wildcard.Contains(patterns[n], text));

            Assert.Equal(near.Order(), near);
            Assert.True(
                !matching.Except(near).Any(), $"'{text}' among '{string.Join("', '", patterns)}' gives {string.Join(", ", near)}");
        }
    }

    [Theory]
    [InlineData("orders.${aws:PrincipalTag/table}")]
    [InlineData("orders.${*}")]
    public void What_a_variable_may_stand_for_is_near_to_everything(string pattern) =>
        Assert.Equal([pattern], new PatternIndex<string>([(pattern, pattern)]).Near("orders.anything"));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    public void Of_a_thousand_topics_a_call_is_held_against_its_own(string wildcard)
    {
        var statement = new PolicyStatement
        {
            Resources = [.. Enumerable.Range(0, 1000).Select(n => $"{Topics}orders.table_{n:0000}{wildcard}")],
        };
        Assert.Equal(
            [$"{Topics}orders.table_0815{wildcard}"],
            new StatementResources().Near(statement, $"{Topics}orders.table_0815"));
    }

    [Fact]
    public void Of_a_thousand_topics_of_any_cluster_a_call_is_held_against_its_own()
    {
        var statement = new PolicyStatement
        {
            Resources = [.. Enumerable.Range(0, 1000).Select(n => $"arn:aws:kafka:*:*:topic/*/orders.table_{n:0000}")],
        };
        Assert.Equal(
            ["arn:aws:kafka:*:*:topic/*/orders.table_0815"],
            new StatementResources().Near(statement, $"{Topics}orders.table_0815"));
    }

    [Fact]
    public void Indexed_statements_give_the_same_answers()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            NamedPolicy[] policies = [Policy(random, "a"), Policy(random, "b")];
            var request = new PolicyRequest("s3:GetObject", Text(random, "ab/$*"));
            Assert.Equal(
                PolicyEvaluator.Evaluate(policies, request),
                PolicyEvaluator.Evaluate(policies, request, null, new StatementResources()));
        }
    }

    private static NamedPolicy Policy(Random random, string name) => new(name, new PolicyDocument(
    [
        .. Enumerable.Range(0, 2).Select(n => new PolicyStatement
        {
            Effect = n == 0 ? PolicyEffect.Allow : PolicyEffect.Deny,
            Actions = [random.Next(4) == 0 ? "s3:PutObject" : "s3:*"],
            Resources = [.. Enumerable.Range(0, 10).Select(_ => random.Next(8) == 0 ? "a${*}" : "a" + Text(random, "ab*?/"))],
        }),
    ]));

    private static string Text(Random random, string characters) =>
        new([.. Enumerable.Range(0, random.Next(8)).Select(_ => characters[random.Next(characters.Length)])]);
}
