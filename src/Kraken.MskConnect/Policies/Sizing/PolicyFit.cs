namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>Grants in a form that a role's policies have room for.</summary>
/// <param name="Statements">The grants.</param>
/// <param name="Parts">The policies: the inline one, then managed ones.</param>
/// <param name="OverGrants">What more is granted than was asked for.</param>
internal sealed record PolicyFit(
    IReadOnlyList<ReasonedStatement> Statements,
    IReadOnlyList<PolicyDocument> Parts,
    IReadOnlyList<OverGrant> OverGrants)
{
    /// <summary>
    /// The first of these forms that fits: one inline policy as derived; grouped by actions; the same over managed
    /// policies too; with the cluster named once; with prefixes in place of topics, where so many are allowed.
    /// </summary>
    /// <param name="derived">The grants as derived.</param>
    /// <param name="clusterArn">The cluster's ARN.</param>
    /// <param name="maxOverGrant">How many prefixes may grant more than was asked for.</param>
    /// <param name="mostManaged">How many managed policies the role has room for.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The form; null where none fits.</returns>
    internal static PolicyFit? Of(
        IReadOnlyList<ReasonedStatement> derived,
        string clusterArn,
        int maxOverGrant,
        int mostManaged = PolicyLimits.ManagedPerRole,
        CancellationToken cancellationToken = default)
    {
        var grouped = ActionGroups.Of(derived);
        var exact = Pack(derived, mostManaged: 0)
            ?? Pack(grouped, mostManaged)
            ?? Pack(ClusterDenyGuard.Apply(grouped, clusterArn), mostManaged);
        if (exact is not null || maxOverGrant == 0)
            return exact;
        var prefixed = TopicPrefixes.Apply(
            grouped,
            clusterArn,
            maxOverGrant,
            s => Pack(ClusterDenyGuard.Apply(s, clusterArn), mostManaged) is not null,
            cancellationToken);
        return prefixed is var (statements, overGrants)
            ? Pack(ClusterDenyGuard.Apply(statements, clusterArn), mostManaged)! with { OverGrants = overGrants }
            : null;
    }

    private static PolicyFit? Pack(
        IReadOnlyList<ReasonedStatement> statements, int mostManaged) =>
        PolicyPacking.Pack([.. statements.Select(s => s.Statement)], mostManaged: mostManaged) is { } parts
            ? new PolicyFit(statements, parts, [])
            : null;
}
