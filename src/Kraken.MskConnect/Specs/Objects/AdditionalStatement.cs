namespace Kraken.MskConnect.Specs.Objects;

/// <summary>A statement that a person adds to the derived policy: what else the connector may do. It always allows.</summary>
public sealed record AdditionalStatement : SpecObject
{
    internal static SpecObjectType Schema { get; } = SpecObjectType.Of(
        "a statement",
        new AdditionalStatement(),
        SpecMember.Of<AdditionalStatement>(
            nameof(Action), "actions", SpecFieldKind.TextList,
            "The actions, for example lambda:InvokeFunction. They have no wildcards.",
            s => s.Action, (s, value) => s with { Action = (IReadOnlyList<string>)value }, isRequired: true),
        SpecMember.Of<AdditionalStatement>(
            nameof(Resource), "resources", SpecFieldKind.TextList,
            "The ARNs of the resources. What they name may contain * and ?.",
            s => s.Resource, (s, value) => s with { Resource = (IReadOnlyList<string>)value }, isRequired: true),
        SpecMember.Of<AdditionalStatement>(
            nameof(Condition), "conditions", SpecFieldKind.Conditions,
            "The conditions as IAM writes them: by operator, then by key, the values. All must hold.",
            s => s.Condition, (s, value) => s with { Condition = (ConditionMap)value }),
        SpecMember.Of<AdditionalStatement>(
            nameof(AllowAnyResource), "allow_any_resource", SpecFieldKind.Boolean,
            "Allows a resource that names none in particular: *, or an ARN in which only wildcards are left of the name. Default false.",
            s => s.AllowAnyResource, (s, value) => s with { AllowAnyResource = (bool)value }),
        SpecMember.Of<AdditionalStatement>(
            nameof(Reason), "reason", SpecFieldKind.Text,
            "Why the connector needs it. It becomes the statement's ID, in which only its letters and digits are left.",
            s => s.Reason, (s, value) => s with { Reason = (string)value }, isRequired: true));

    /// <summary>The actions, without wildcards.</summary>
    // Arrays: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Action { get; init => field = value.ToArray(); } = [];

    /// <summary>The ARNs of the resources.</summary>
    public IReadOnlyList<string> Resource { get; init => field = value.ToArray(); } = [];

    /// <summary>The conditions, all of which must hold.</summary>
    public ConditionMap Condition { get; init; } = ConditionMap.None;

    /// <summary>Whether a resource may name none in particular. Default false.</summary>
    public bool AllowAnyResource { get; init; }

    /// <summary>Why the connector needs it.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc/>
    internal override SpecObjectType Type => Schema;
}
