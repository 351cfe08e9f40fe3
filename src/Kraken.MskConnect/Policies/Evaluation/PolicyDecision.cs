namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>How policies answer a call.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum PolicyOutcome : long
{
    /// <summary>No statement allows it.</summary>
    ImplicitDeny,

    /// <summary>A statement denies it.</summary>
    ExplicitDeny,

    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>Whether it must be allowed cannot be told. No evaluation of a policy ends so.</summary>
    Inconclusive,
}

/// <summary>A policy with the name that a decision cites.</summary>
/// <param name="Name">The policy's name, for example of the inline policy.</param>
/// <param name="Document">What it says.</param>
public sealed record NamedPolicy(string Name, PolicyDocument Document);

/// <summary>The answer to a call, and what decided it.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Policy">The name of the policy that decided, or null where none speaks of the call.</param>
/// <param name="Statement">The statement that decided, or null where none speaks of the call.</param>
/// <param name="Reason">
/// What decided, in a sentence; where no statement allows the call, also which comes nearest, and what it lacks.
/// </param>
public sealed record PolicyDecision(PolicyOutcome Outcome, string? Policy, PolicyStatement? Statement, string Reason)
{
    /// <summary>Whether the call may be made.</summary>
    public bool IsAllowed => Outcome == PolicyOutcome.Allowed;
}
