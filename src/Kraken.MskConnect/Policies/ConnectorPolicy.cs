using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Policies;

/// <summary>A statement of a connector's policy, with the reason for it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Need">What the connector needs it for, for example <c>written topics</c>.</param>
/// <param name="Because">
/// The spec fields and configuration keys that asked for it, for example <c>KafkaTopicWrite</c> or
/// <c>ConnectorConfiguration[topics.dir]</c>.
/// </param>
public sealed record ReasonedStatement(PolicyStatement Statement, string Need, IReadOnlyList<string> Because)
{
    /// <summary>The spec fields and configuration keys that asked for it.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Because { get; init; } = Because.ToArray();
}

/// <summary>The least-privilege policy and the trust policy that a spec asks for.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Statements">The policy's statements, each with its reason, in a stable order.</param>
/// <param name="Trust">Who may assume the role.</param>
/// <param name="Findings">
/// What is to be said about the policy, for example grants that the authentication type leaves unused.
/// </param>
public sealed record ConnectorPolicy(
    string ConnectorName,
    IReadOnlyList<ReasonedStatement> Statements,
    PolicyDocument Trust,
    IReadOnlyList<Specs.SpecFinding> Findings)
{
    /// <summary>The policy's statements, each with its reason, in a stable order.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<ReasonedStatement> Statements { get; init; } = Statements.ToArray();

    /// <summary>What is to be said about the policy.</summary>
    public IReadOnlyList<Specs.SpecFinding> Findings { get; init; } = Findings.ToArray();

    /// <summary>All that is granted, as one document. Where there are several <see cref="Parts"/>, IAM takes those.</summary>
    public PolicyDocument Document { get; } = new([.. Statements.Select(s => s.Statement)]);

    /// <summary>
    /// The policies that the role gets, which together say what <see cref="Document"/> says: the inline one, then
    /// managed ones where that is not large enough. Only one for most connectors.
    /// </summary>
    public IReadOnlyList<PolicyDocument> Parts
    {
        get => field ?? [Document];
        init => field = value.ToArray();
    }

    /// <summary>What is granted beyond what was asked for; empty unless the spec's MaxOverGrant allows it.</summary>
    public IReadOnlyList<OverGrant> OverGrants { get; init => field = value.ToArray(); } = [];
}
