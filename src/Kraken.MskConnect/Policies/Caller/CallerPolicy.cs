namespace Kraken.MskConnect.Policies.Caller;

/// <summary>One permission of the person or pipeline that runs the cmdlets, with the reason for it.</summary>
/// <param name="Statement">The id of the statement that grants it.</param>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource's ARN, a pattern where AWS gives an id.</param>
/// <param name="Reason">What it is needed for.</param>
/// <param name="When">When it is needed; null for always.</param>
/// <param name="Source">
/// Where AWS documents that it asks the caller for it while it answers another call; null where the module makes the call.
/// </param>
public sealed record CallerGrant(string Statement, string Action, string Resource, string Reason, string? When, string? Source);

/// <summary>The least-privilege policy of the person or pipeline that runs the cmdlets on some connectors.</summary>
/// <param name="For">What they are to be able to do.</param>
/// <param name="ConnectorName">The connectors.</param>
/// <param name="Statements">The policy's statements, each with its reasons, in a stable order.</param>
/// <param name="Grants">Each action on each resource, with its reason.</param>
public sealed record CallerPolicy(
    CallerPurpose For,
    IReadOnlyList<string> ConnectorName,
    IReadOnlyList<ReasonedStatement> Statements,
    IReadOnlyList<CallerGrant> Grants)
{
    // Arrays: PowerShell cannot index the lists that collection expressions make.
    /// <summary>The connectors.</summary>
    public IReadOnlyList<string> ConnectorName { get; init; } = ConnectorName.ToArray();

    /// <summary>The policy's statements, each with its reasons, in a stable order.</summary>
    public IReadOnlyList<ReasonedStatement> Statements { get; init; } = Statements.ToArray();

    /// <summary>Each action on each resource, with its reason.</summary>
    public IReadOnlyList<CallerGrant> Grants { get; init; } = Grants.ToArray();

    /// <summary>The policy as IAM takes it.</summary>
    public PolicyDocument Document { get; } = new([.. Statements.Select(s => s.Statement)]);

    /// <summary>
    /// The characters that IAM counts. It takes 6,144 in a managed policy, 10,240 inline in a role and 2,048 in a user.
    /// </summary>
    public int Size => Sizing.PolicyLimits.SizeOf(Document);
}
