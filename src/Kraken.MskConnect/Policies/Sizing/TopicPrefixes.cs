namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// Puts grants on all topics of a common beginning in place of grants on single ones, as few and as narrow ones as make
/// the policies small enough. Beginnings end where names are divided: at a dot, hyphen or underscore.
/// </summary>
internal static class TopicPrefixes
{
    private static readonly char[] _dividers = ['.', '-', '_'];

    /// <summary>The statements with prefixes, and what more these grant; null where even the most do not suffice.</summary>
    /// <param name="statements">The grants, with whole ARNs.</param>
    /// <param name="clusterArn">The cluster's ARN.</param>
    /// <param name="mostPrefixes">How many prefixes there may be.</param>
    /// <param name="fits">Whether statements are small enough.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    internal static (IReadOnlyList<ReasonedStatement> Statements, IReadOnlyList<OverGrant> OverGrants)? Apply(
        IReadOnlyList<ReasonedStatement> statements,
        string clusterArn,
        int mostPrefixes,
        Func<IReadOnlyList<ReasonedStatement>, bool> fits,
        CancellationToken cancellationToken = default)
    {
        var topics = ClusterDenyGuard.TopicsOf(clusterArn);
        var divisions = statements.SelectMany(s => s.Statement.Resources).Where(r => IsTopic(r, topics))
            .Select(r => r.Count(_dividers.Contains)).DefaultIfEmpty().Max();

        // The longest beginnings first: they grant the least.
        for (var division = divisions; division > 0; division--)
        {
            var candidates = Candidates(statements, topics, division);
            var few = candidates.Take(mostPrefixes).ToList();
            if (few.Count == 0 || !Suffice(few.Count))
                continue;
            few = few[..Fewest(few.Count, Suffice)];
            return (With(statements, topics, few), [.. few.Select(f => f.ToOverGrant(topics))]);

            bool Suffice(int count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return fits(With(statements, topics, few[..count]));
            }
        }

        return null;
    }

    /// <summary>
    /// How many prefixes suffice at the least. Each of them takes less room than the topics that it stands for, so where
    /// some number suffices, every larger one does, and the search can halve what is left.
    /// </summary>
    /// <param name="enough">A number that suffices. None at all does not, else no prefix was asked for.</param>
    /// <param name="suffice">Whether so many suffice.</param>
    private static int Fewest(int enough, Func<int, bool> suffice)
    {
        var tooFew = 0;
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (suffice(middle))
                enough = middle;
            else
                tooFew = middle;
        }

        return enough;
    }

    /// <summary>The beginnings up to that divider, those first that save most.</summary>
    private static IEnumerable<Candidate> Candidates(
        IReadOnlyList<ReasonedStatement> statements, string topics, int division) => statements
        .SelectMany(statement => statement.Statement.Resources
            .Where(r => IsTopic(r, topics))
            .Select(r => (Resource: r, Prefix: Prefix(r[topics.Length..], division)))
            .Where(r => r.Prefix is not null)
            .GroupBy(r => r.Prefix!, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => new Candidate(statement, g.Key, [.. g.Select(r => r.Resource)])))
        .OrderByDescending(candidate => candidate.Resources.Sum(r => r.Length))
        // Not by the machine's culture: two machines must derive one policy.
        .ThenBy(candidate => candidate.Prefix, StringComparer.Ordinal);

    private static string? Prefix(string topic, int division)
    {
        for (int at = 0, seen = 0; at < topic.Length; at++)
        {
            if (_dividers.Contains(topic[at]) && ++seen == division)
                return topic[..(at + 1)];
        }

        return null;
    }

    private static IReadOnlyList<ReasonedStatement> With(
        IReadOnlyList<ReasonedStatement> statements, string topics, List<Candidate> chosen)
    {
        var bySid = chosen.ToLookup(c => c.From);
        return
        [
            .. statements.Select(s => !bySid.Contains(s) ? s : s with
            {
                Statement = s.Statement with
                {
                    Resources =
                    [
                        .. s.Statement.Resources.Except(bySid[s].SelectMany(c => c.Resources), StringComparer.Ordinal)
                            .Concat(bySid[s].Select(c => $"{topics}{c.Prefix}*"))
                            .Order(StringComparer.Ordinal),
                    ],
                },
            }),
        ];
    }

    // MSK Connect's own topics hold other connectors' secrets: never more of them than asked for.
    private static bool IsTopic(string resource, string topics) =>
        resource.StartsWith(topics, StringComparison.Ordinal)
        && !resource.AsSpan(topics.Length).StartsWith("__amazon_msk_connect_", StringComparison.Ordinal);

    private sealed record Candidate(ReasonedStatement From, string Prefix, IReadOnlyList<string> Resources)
    {
        internal OverGrant ToOverGrant(string topics) => new(
            From.Statement.Sid!, From.Statement.Actions, Prefix, [.. Resources.Select(r => r[topics.Length..])]);
    }
}
