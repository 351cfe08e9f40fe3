using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Tests.Policies.Sizing;

/// <summary>Prefixes in place of topics: as few as suffice, found in few attempts.</summary>
public class TopicPrefixesTests
{
    private const int MostPrefixes = 1_000;
    private const int Inputs = 60;

    private static readonly string _cluster = ReferenceExamples.DebeziumSource.MskClusterArn;
    private static readonly string _topics = ClusterDenyGuard.TopicsOf(_cluster);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Inputs)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_result_is_what_trying_one_number_after_the_other_finds(int seed)
    {
        var statements = RandomGrants(new Random(seed));

        var found = TopicPrefixes.Apply(statements, _cluster, MostPrefixes, FitsThreePolicies);

        var expected = OneAfterTheOther(statements);
        Assert.Equal(expected is null, found is null);
        if (expected is null)
            return;
        Assert.Equal(expected, found!.Value.OverGrants.Select(o => (o.Statement, o.Prefix)));
        Assert.True(FitsThreePolicies(found.Value.Statements));
    }

    [Fact]
    public void Random_grants_need_few_prefixes_and_many_and_more_than_there_are()
    {
        var counts = Enumerable.Range(0, Inputs).Select(seed => OneAfterTheOther(RandomGrants(new Random(seed)))?.Count).ToList();

        Assert.Contains(null, counts);
        Assert.Contains(1, counts);
        Assert.True(counts.Max() >= 20, $"at most {counts.Max()} prefixes");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void The_attempts_grow_with_the_logarithm_of_the_prefixes(int prefixes)
    {
        // Two topics share each beginning, and all of the beginnings are needed.
        var grants = Grants("Written", Enumerable.Range(0, prefixes * 2).Select(i => $"orders.t{i / 2:D4}.p{i % 2}"));
        var attempts = 0;

        var found = TopicPrefixes.Apply([grants], _cluster, MostPrefixes, statements =>
        {
            attempts++;
            return statements.Sum(s => s.Statement.Resources.Count) <= prefixes;
        });

        Assert.Equal(prefixes, found!.Value.OverGrants.Count);
        Assert.InRange(attempts, 1, 2 + (int)Math.Log2(prefixes));
    }

    [Fact]
    public void A_search_that_is_stopped_tries_nothing_more()
    {
        var grants = Grants("Written", Enumerable.Range(0, 2_000).Select(i => $"orders.t{i / 2:D4}.p{i % 2}"));
        using var stop = new CancellationTokenSource();
        var attempts = 0;

        Assert.Throws<OperationCanceledException>(() => TopicPrefixes.Apply([grants], _cluster, MostPrefixes, _ =>
        {
            if (++attempts == 3)
                stop.Cancel();
            return true;
        }, stop.Token));

        Assert.Equal(3, attempts);
    }

    [Fact]
    public void What_is_derived_of_a_spec_can_be_stopped()
    {
        var spec = ReferenceExamples.DebeziumSource with
        {
            MskAuthenticationType = "IAM", KafkaTopicWrite = SpecCatalogue.Topics(2_000), MaxOverGrant = MostPrefixes,
        };
        var stopped = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => ConnectorPolicyBuilder.Build(spec, stopped));
        Assert.Throws<OperationCanceledException>(() => DesiredState.From(spec, stopped));
    }

    /// <summary>An inline policy and two managed ones, so that few topics suffice for a test.</summary>
    private static bool FitsThreePolicies(IReadOnlyList<ReasonedStatement> statements) => PolicyPacking.Pack(
        [.. ClusterDenyGuard.Apply(statements, _cluster).Select(s => s.Statement)], mostManaged: 2) is not null;

    /// <summary>
    /// The prefixes as a search finds them that tries 1, 2, 3 … of them, of the longest beginnings first: statement and
    /// prefix.
    /// </summary>
    private static List<(string Statement, string Prefix)>? OneAfterTheOther(IReadOnlyList<ReasonedStatement> statements)
    {
        for (var parts = 12; parts > 0; parts--)
        {
            var saving = new List<(string Statement, string Prefix, List<string> Topics)>();
            foreach (var statement in statements)
            {
                var beginnings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
                foreach (var topic in statement.Statement.Resources.Select(r => r[_topics.Length..]))
                {
                    var ends = Enumerable.Range(0, topic.Length).Where(i => ".-_".Contains(topic[i], StringComparison.Ordinal)).ToList();
                    if (ends.Count < parts)
                        continue;
                    var beginning = topic[..(ends[parts - 1] + 1)];
                    if (!beginnings.TryGetValue(beginning, out var sharing))
                        beginnings.Add(beginning, sharing = []);
                    sharing.Add(topic);
                }

                saving.AddRange(beginnings.Where(b => b.Value.Count > 1).Select(b => (statement.Statement.Sid!, b.Key, b.Value)));
            }

            saving = [.. saving.OrderByDescending(s => s.Topics.Sum(t => _topics.Length + t.Length)).ThenBy(s => s.Prefix, StringComparer.Ordinal)];
            for (var count = 1; count <= Math.Min(saving.Count, MostPrefixes); count++)
            {
                var chosen = saving.Take(count).ToList();
                if (FitsThreePolicies([.. statements.Select(s => Replace(s, chosen))]))
                    return [.. chosen.Select(c => (c.Statement, c.Prefix))];
            }
        }

        return null;
    }

    private static ReasonedStatement Replace(
        ReasonedStatement statement, List<(string Statement, string Prefix, List<string> Topics)> chosen)
    {
        var own = chosen.Where(c => c.Statement == statement.Statement.Sid).ToList();
        var gone = own.SelectMany(c => c.Topics).ToHashSet(StringComparer.Ordinal);
        return Grants(statement.Statement.Sid!, statement.Statement.Resources
            .Select(r => r[_topics.Length..])
            .Where(t => !gone.Contains(t))
            .Concat(own.Select(c => c.Prefix + "*")));
    }

    private static List<ReasonedStatement> RandomGrants(Random random)
    {
        var topics = Enumerable.Range(0, random.Next(60, 400)).Select(_ => string.Join(
            ".-_"[random.Next(3)],
            Enumerable.Range(0, random.Next(1, 6)).Select(_ => new string((char)('a' + random.Next(5)), random.Next(3, 30)))))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        string[] needs = ["Written", "Read", "Both"];
        return [.. topics.GroupBy(_ => random.Next(needs.Length)).Select(g => Grants(needs[g.Key], g))];
    }

    private static ReasonedStatement Grants(string need, IEnumerable<string> topics) => new(
        new PolicyStatement
        {
            Sid = need,
            Actions = [$"kafka-cluster:{need}"],
            Resources = [.. topics.Select(t => _topics + t).Order(StringComparer.Ordinal)],
        },
        need,
        ["KafkaTopicWrite"]);
}
