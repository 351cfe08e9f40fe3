using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Planning;

/// <summary>What will be done to a resource.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum PlanAction : long
{
    /// <summary>Nothing: it is as the spec wants it.</summary>
    None,

    /// <summary>It will be made.</summary>
    Create,

    /// <summary>It will be changed in place.</summary>
    Update,

    /// <summary>It must be deleted and created again, because AWS cannot change it in place.</summary>
    Replace,

    /// <summary>It will be deleted.</summary>
    Delete,
}

/// <summary>What will be done to one resource.</summary>
/// <param name="Kind">The kind's name: <c>Role</c>, <c>SecurityGroup</c>, <c>LogGroup</c>, <c>Connector</c>.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="Identifier">Its ARN or ID; null if it does not exist.</param>
/// <param name="Action">What will be done.</param>
/// <param name="Changes">The properties that differ, in a stable order; for a creation, every property to be set.</param>
public sealed record ResourcePlan(
    string Kind,
    string Name,
    string? Identifier,
    PlanAction Action,
    IReadOnlyList<PropertyChange> Changes)
{
    /// <summary>The properties that differ, in a stable order; for a creation, every property to be set.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<PropertyChange> Changes { get; init; } = Changes.ToArray();

    /// <summary>What else is to be said, for example why a resource is kept in a removal; or null.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Whether a run with the switches of the plan refuses it, and with it the whole connector; <see cref="Note"/>
    /// contains the reason.
    /// </summary>
    public bool IsRefused { get; init; }

    /// <summary>The kind of the connector itself; the others are what it uses.</summary>
    internal const string ConnectorKind = "Connector";

    /// <summary>Whether it is the connector itself.</summary>
    internal bool IsConnector => Kind == ConnectorKind;

    /// <summary>Whether it is of others and is taken over.</summary>
    internal bool IsTakenOver { get; init; }

    /// <summary>What is done with which resource, for lists that show several in a line.</summary>
    public override string ToString() => $"{Action} {Kind} {Name}";

    /// <summary>The same with more to say.</summary>
    internal ResourcePlan Saying(string note) => this with { Note = Note is null ? note : $"{Note}; {note}" };
}

/// <summary>What will be done for one connector.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Region">The region.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Resources">The resources, in the order of their creation.</param>
public sealed record ConnectorPlan(
    string ConnectorName,
    string Region,
    string AccountId,
    IReadOnlyList<ResourcePlan> Resources)
{
    /// <summary>The resources, in the order of their creation.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<ResourcePlan> Resources { get; init; } = Resources.ToArray();

    /// <summary>True where anything will be done.</summary>
    public bool HasChanges => Resources.Any(r => r.Action != PlanAction.None);

    /// <summary>The warnings that the spec accepts, each with the reason. They decide nothing.</summary>
    public IReadOnlyList<SpecFinding> AcceptedFindings { get; init => field = value.ToArray(); } = [];

    /// <summary>What it was decided on; null where the plan is not one that can be saved.</summary>
    internal PlanBasis? Basis { get; init; }
}
