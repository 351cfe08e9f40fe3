namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// Writes grants on a cluster's topics in the shortest form that grants the same: the cluster is named once, by a Deny of
/// all topics but its own, and the grants name the topic alone, <c>arn:aws:kafka:*:*:topic/*/TOPIC</c>.
/// </summary>
/// <remarks>
/// The two together allow what the long form allows: a denial goes before any grant, and no topic's name has a slash. A
/// topic whose short form would reach further (it is a beginning with a star, and the cluster's id begins so too) keeps
/// the long one.
/// </remarks>
internal static class ClusterDenyGuard
{
    /// <summary>The id of the statement that denies all clusters' topics but one's.</summary>
    internal const string Sid = "OnlyThisCluster";

    /// <summary>The grants in their shortest form, under a deny guard; unchanged where no topic is among them.</summary>
    /// <param name="statements">The grants.</param>
    /// <param name="clusterArn">The cluster's ARN.</param>
    internal static IReadOnlyList<ReasonedStatement> Apply(
        IReadOnlyList<ReasonedStatement> statements, string clusterArn)
    {
        var topics = TopicsOf(clusterArn);
        var guarded = new List<ReasonedStatement>();
        var actions = new List<string>();

        // A statement that a person added may grant the same on another cluster's topics, which a denial would take away.
        var elsewhere = statements
            .Where(s => s.Statement.Resources.Any(r => !r.StartsWith(topics, StringComparison.Ordinal)))
            .SelectMany(s => s.Statement.Actions)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in statements)
        {
            if (statement.Statement.Actions.Any(elsewhere.Contains))
            {
                guarded.Add(statement);
                continue;
            }

            var resources = statement.Statement.Resources.Select(r => Short(r, topics)).ToList();
            if (!resources.SequenceEqual(statement.Statement.Resources))
                actions.AddRange(statement.Statement.Actions);
            guarded.Add(statement with
            {
                Statement = statement.Statement with { Resources = [.. resources.Order(StringComparer.Ordinal)] },
            });
        }

        return actions.Count == 0 ? statements : [DenyGuard(actions, topics), .. guarded];
    }

    /// <summary>Whether it is our statement, which must stay as long as short grants do.</summary>
    internal static bool IsDenyGuard(PolicyStatement statement) =>
        statement is { Sid: Sid, Effect: PolicyEffect.Deny, NotResources: [var topics], Conditions.Count: 0 }
        && topics.EndsWith("/*", StringComparison.Ordinal) && topics.IndexOfAny(['*', '?']) == topics.Length - 1;

    /// <summary>What the ARN of each of the cluster's topics begins with.</summary>
    internal static string TopicsOf(string clusterArn) =>
        clusterArn.Replace(":cluster/", ":topic/", StringComparison.Ordinal) + "/";

    private static ReasonedStatement DenyGuard(List<string> actions, string topics) => new(
        new PolicyStatement
        {
            Sid = Sid,
            Effect = PolicyEffect.Deny,
            Actions = [.. actions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            NotResources = [topics + "*"],
        },
        "limit to this cluster, which replaces the cluster in the grants on topics",
        [nameof(Specs.ConnectorSpec.MskClusterArn)]);

    private static string Short(string resource, string topics)
    {
        if (!resource.StartsWith(topics, StringComparison.Ordinal))
            return resource;

        // A partition, a service and a kind of resource cannot be wildcards. Source: IAM user guide, reference of ARNs,
        // incorrect wildcard usage.
        var partition = topics.AsSpan(4, topics.IndexOf(':', 4) - 4);
        var topic = resource.AsSpan(topics.Length);
        var brief = $"arn:{partition}:kafka:*:*:topic/*/{topic}";

        // A whole name stands at the end alone, so only a beginning may reach further.
        return topic.IndexOfAny('*', '?') < 0
            || (ResourcePatterns.Narrow(brief, topics + "*") is [var only] && only == resource)
                ? brief
                : resource;
    }
}
