namespace Kraken.MskConnect.Specs.Objects;

/// <summary>A warning that the author of a spec knows of and accepts, with the reason.</summary>
public sealed record AcceptedWarning : SpecObject
{
    internal static SpecObjectType Schema { get; } = SpecObjectType.Of(
        "an accepted finding",
        new AcceptedWarning(),
        SpecMember.Of<AcceptedWarning>(
            nameof(Rule), "rule", SpecFieldKind.Text,
            "The name of the rule or check that warns, for example LiteralSecret. docs/findings.md lists the names.",
            f => f.Rule, (f, value) => f with { Rule = (string)value }, isRequired: true),
        SpecMember.Of<AcceptedWarning>(
            nameof(Field), "field", SpecFieldKind.Text,
            "The field that the finding is about: an input, or connector_configuration[key]. Without it, every finding of the rule is "
            + "accepted, new ones too.",
            f => f.Field, (f, value) => f with { Field = (string)value }),
        SpecMember.Of<AcceptedWarning>(
            nameof(Reason), "reason", SpecFieldKind.Text,
            "Why it is accepted. Plans show it.",
            f => f.Reason, (f, value) => f with { Reason = (string)value }, isRequired: true));

    /// <summary>The name of the rule or check that warns, in any case of letters.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The field that the finding is about; null for every field.</summary>
    public string? Field { get; init; }

    /// <summary>Why it is accepted.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc/>
    internal override SpecObjectType Type => Schema;
}
