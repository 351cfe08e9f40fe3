using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Requirements;

namespace Kraken.MskConnect.Policies.Proof;

/// <summary>What a check of a policy is about.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum PolicyCheckKind : long
{
    /// <summary>A call that the connector makes: must be allowed.</summary>
    Required,

    /// <summary>A call on what is next to the connector's own: must be denied.</summary>
    Neighbour,

    /// <summary>A grant of the policy that nothing requires.</summary>
    Excess,

    /// <summary>Who may assume the role.</summary>
    Trust,

    /// <summary>What the connector may use and the module cannot derive: neither passed nor failed.</summary>
    Unknown,
}

/// <summary>One call, and how a connector's policies answer it.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Kind">What the check is about.</param>
/// <param name="Action">The action; of an excess as the policy has it, perhaps with wildcards.</param>
/// <param name="Resource">The resource's ARN; of an excess as the policy has it.</param>
/// <param name="What">What the call is, in words: the need, or which neighbour.</param>
/// <param name="MustBeAllowed">Whether the call must be allowed; otherwise it must be denied.</param>
/// <param name="Outcome">How the policies answer.</param>
public sealed record PolicyCheck(
    string ConnectorName,
    PolicyCheckKind Kind,
    string Action,
    string Resource,
    string What,
    bool MustBeAllowed,
    PolicyOutcome Outcome)
{
    /// <summary>Whether it cannot be told what the policies must allow.</summary>
    public bool IsInconclusive => Outcome == PolicyOutcome.Inconclusive;

    /// <summary>Whether the answer is as it must be; false where that cannot be told.</summary>
    public bool Passed => !IsInconclusive && MustBeAllowed == (Outcome == PolicyOutcome.Allowed);

    /// <summary>The name of the policy that decided, or null where none speaks of the call.</summary>
    public string? Policy { get; init; }

    /// <summary>The id of the statement that decided, its number where it has none, or null where none did.</summary>
    public string? Statement { get; init; }

    /// <summary>What decided, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The spec fields and configuration keys that cause the call; empty for a neighbour's.</summary>
    public IReadOnlyList<string> Because { get; init => field = value.ToArray(); } = [];

    /// <summary>
    /// What is to be said of the call although it is required: that it reaches further than a connector should, as every
    /// topic of a cluster does; else null.
    /// </summary>
    public string? Finding { get; init; }

    /// <summary>Whether a person added the grant, as an input of the spec that begins with <c>additional_</c>.</summary>
    public bool IsGivenByHand { get; init; }

    /// <summary>The context keys that the call carries.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How IAM's own simulator answers; null where it was not asked.</summary>
    public PolicyOutcome? OnlineOutcome { get; init; }

    /// <summary>Whether IAM's own simulator was asked and answers otherwise: allowed here and denied there, or so.</summary>
    public bool Disagrees =>
        OnlineOutcome is { } online && (online == PolicyOutcome.Allowed) != (Outcome == PolicyOutcome.Allowed);

    /// <summary>The call and the answer, for lists that show several checks in a line.</summary>
    public override string ToString() => $"{Action} on {Resource}: {Outcome}";
}
