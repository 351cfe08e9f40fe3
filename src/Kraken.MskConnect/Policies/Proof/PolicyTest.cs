namespace Kraken.MskConnect.Policies.Proof;

/// <summary>All checks of a connector's policies, and what came of them.</summary>
public sealed record PolicyTest
{
    private PolicyTest(string connectorName, IReadOnlyList<PolicyCheck> checks)
    {
        // A stable order: within a group the checks stay as the proof has them.
        (ConnectorName, Checks) = (connectorName, checks.OrderBy(Rank).ToArray());
    }

    /// <summary>The connector.</summary>
    public string ConnectorName { get; }

    /// <summary>
    /// Whether every check passed and, where IAM's simulator was asked, whether it agrees. An inconclusive check has not passed.
    /// </summary>
    public bool Passed => Checks.All(c => c.Passed && !c.Disagrees);

    /// <summary>How many checks failed.</summary>
    public int Failed => Checks.Count(c => !c.Passed && !c.IsInconclusive);

    /// <summary>How many checks are inconclusive.</summary>
    public int Inconclusive => Checks.Count(c => c.IsInconclusive);

    /// <summary>How many checks IAM's simulator answers otherwise.</summary>
    public int Disagreements => Checks.Count(c => c.Disagrees);

    /// <summary>The checks: those that failed first, what is granted too much before what is missing, then the inconclusive ones, then those with something to be said.</summary>
    public IReadOnlyList<PolicyCheck> Checks { get; }

    /// <summary>Puts a connector's checks together.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="checks">Its checks.</param>
    public static PolicyTest Of(string connectorName, IReadOnlyList<PolicyCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return new PolicyTest(connectorName, checks);
    }

    private static int Rank(PolicyCheck check) =>
        check.IsInconclusive ? 2
        : !check.Passed ? (check.MustBeAllowed ? 1 : 0)
        : check.Disagrees ? 3
        : check.Finding is not null ? 4
        : 5;
}
