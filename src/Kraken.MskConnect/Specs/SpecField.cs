using System.Globalization;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs;

/// <summary>What a field of a spec holds.</summary>
public enum SpecFieldKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>Texts by key.</summary>
    TextMap,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list of objects, whose members <see cref="SpecField.Objects"/> declares.</summary>
    ObjectList,

    /// <summary>Conditions of a policy's statement: by operator, then by key, texts. A member of objects only.</summary>
    Conditions,
}

/// <summary>One field of a spec: what its property in <see cref="ConnectorSpec"/> declares.</summary>
public sealed class SpecField
{
    private static readonly ConnectorSpec _defaults = new();

    private readonly Func<ConnectorSpec, object?> _get;
    private readonly Func<ConnectorSpec, object?, ConnectorSpec> _set;

    internal SpecField(
        string name,
        string terraformName,
        SpecFieldKind kind,
        InputGroup group,
        InputChange change,
        string documentation,
        Func<ConnectorSpec, object?> get,
        Func<ConnectorSpec, object?, ConnectorSpec> set)
    {
        (Name, TerraformName, Kind, Group, Change, Documentation) = (name, terraformName, kind, group, change, documentation);
        (_get, _set) = (get, set);
    }

    /// <summary>The property of <see cref="ConnectorSpec"/>.</summary>
    public string Name { get; }

    /// <summary>The reference module's name, or one in its style: <c>subnet_ids</c>.</summary>
    public string TerraformName { get; }

    /// <summary>What it holds.</summary>
    public SpecFieldKind Kind { get; }

    /// <summary>What it is about.</summary>
    public InputGroup Group { get; }

    /// <summary>What another value does to a connector that exists.</summary>
    public InputChange Change { get; }

    /// <summary>What the property's documentation comment says, as plain text.</summary>
    public string Documentation { get; }

    /// <summary>Whether a spec must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value of a spec that does not give it; null where there is none.</summary>
    public object? Default => IsRequired ? null : _get(_defaults);

    /// <summary>Values that a person may choose among; none where the field takes any.</summary>
    public IReadOnlyList<string> Suggestions =>
        Choices.Count > 0 ? Choices
        : KnownValues.Count > 0 ? KnownValues
        : Values is { } values ? [.. values.All.Select(n => n.ToString(CultureInfo.InvariantCulture))]
        : [];

    /// <summary>What the objects of its list hold; null where it is no list of objects.</summary>
    public SpecObjectType? Objects { get; init; }

    /// <summary>Whether its values may be secrets.</summary>
    internal bool MayHoldSecrets { get; init; }

    /// <summary>Whether a spec can be without a value.</summary>
    internal bool IsNullable { get; init; }

    /// <summary>The greatest whole number that the property can hold.</summary>
    internal long Greatest { get; init; } = int.MaxValue;

    /// <summary>The words that it takes, as AWS spells them; none where it takes any.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Values that AWS takes today, where others may be right too.</summary>
    internal IReadOnlyList<string> KnownValues { get; init; } = [];

    /// <summary>The range of its numbers; null where it has none.</summary>
    internal NumberRange? Range { get; init; }

    /// <summary>The numbers that it takes, one by one; null where it has none.</summary>
    internal NumberValues? Values { get; init; }

    /// <summary>What it is the ARN of; null where it is none.</summary>
    internal ArnKind? Arn { get; init; }

    /// <summary>The field's value: a text, a number, a boolean, a list or a map of texts, a list of objects, or null.</summary>
    /// <param name="spec">The spec.</param>
    public object? Value(ConnectorSpec spec) => _get(spec);

    /// <summary>The spec with another value of the field.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="value">
    /// A text, a whole number (<see cref="long"/>), a boolean, a list or a dictionary of texts, or a list of the objects that
    /// the property has, as <see cref="Kind"/> says.
    /// </param>
    public ConnectorSpec With(ConnectorSpec spec, object value) => _set(spec, value);

    /// <summary>Gives a spec with the field set to a value of its kind.</summary>
    internal ConnectorSpec Set(ConnectorSpec spec, object value) => _set(spec, value);

    /// <summary>The field's value.</summary>
    internal object? Get(ConnectorSpec spec) => _get(spec);

    /// <summary>Gives a spec with the text at its default.</summary>
    internal ConnectorSpec Reset(ConnectorSpec spec) => _set(spec, _get(_defaults));

    /// <summary>The choice as AWS spells it where only the case of letters differs; else the value as it is.</summary>
    internal string Spell(string value)
    {
        foreach (var choice in Choices)
        {
            if (string.Equals(choice, value, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        return value;
    }

    /// <summary>Whether a text is blank where another rule than that of its form reports it: as missing, or as blank.</summary>
    internal bool IsReportedElsewhere(string text) => (IsRequired || IsNullable) && string.IsNullOrWhiteSpace(text);

    /// <summary>Whether the field says nothing that leaving it out would not say.</summary>
    internal bool IsDefault(ConnectorSpec spec) => (_get(spec), _get(_defaults)) switch
    {
        (IReadOnlyList<string> list, IReadOnlyList<string> none) => list.SequenceEqual(none),
        (IReadOnlyDictionary<string, string> map, _) => map.Count == 0,
        (IReadOnlyList<SpecObject> objects, _) => objects.Count == 0,
        var (value, none) => Equals(value, none),
    };
}
