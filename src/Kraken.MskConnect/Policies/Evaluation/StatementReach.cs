namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>How far a statement goes along with a call; each step has those before it.</summary>
internal enum StatementReach
{
    /// <summary>It is about other actions.</summary>
    None,

    /// <summary>It is about the action, and about other resources or principals.</summary>
    Action,

    /// <summary>It is about the action on the resource, or by the principal, and a condition does not hold.</summary>
    Conditions,

    /// <summary>It speaks of the call.</summary>
    Call,
}
