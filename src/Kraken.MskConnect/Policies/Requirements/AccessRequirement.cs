namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>One call that a connector makes at run time: what its role must be allowed.</summary>
/// <param name="Action">The action, for example <c>kafka-cluster:WriteData</c>.</param>
/// <param name="Resource">
/// The resource's ARN, as narrow as it is known before the connector runs. Where a part of it is known at run time only
/// (a connector's id, an object's key), that part is <c>*</c> or <c>?</c>.
/// </param>
/// <param name="Need">What the connector needs it for, for example <c>written topics</c>.</param>
/// <param name="Because">The spec field or configuration key that causes the call.</param>
public sealed record AccessRequirement(string Action, string Resource, string Need, IReadOnlyList<string> Because)
{
    /// <summary>The role that makes the call: its ARN.</summary>
    public string Principal { get; init; } = "";

    /// <summary>
    /// Resources that the call may name: <see cref="Resource"/> itself, or where that is a pattern, one or more names of
    /// that pattern as they look at run time. Policies are proven with them.
    /// </summary>
    public IReadOnlyList<string> Examples { get; init => field = value.ToArray(); } = [Resource];

    /// <summary>
    /// The context keys that the call carries, each with the values that it may have, for example <c>kms:ViaService</c>;
    /// a policy must allow the call with each of them.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The spec field or configuration key that causes the call.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Because { get; init; } = Because.ToArray();

    /// <summary>
    /// What is to be said of it although it is required: that it reaches further than a connector should; else null.
    /// </summary>
    public string? Finding { get; init; }

    /// <summary>Whether a person added it to what is derived, as an input of the spec that begins with <c>additional_</c>.</summary>
    public bool IsGivenByHand { get; init; }

    /// <summary>
    /// The conditions of the statement that grants it, as a person wrote them; null of a derived one, whose conditions follow
    /// from <see cref="Context"/>.
    /// </summary>
    internal IReadOnlyList<PolicyCondition>? Conditions { get; init; }

    /// <summary>The id of the statement that grants it.</summary>
    internal string Sid { get; init; } = "";

    /// <summary>The requirement, as a line of a log shows it.</summary>
    public override string ToString() => $"{Action} on {Resource} ({Need}: {string.Join(", ", Because)})";
}
