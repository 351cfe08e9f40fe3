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
}

/// <summary>One field of a spec, and the names under which files and users may give it.</summary>
public sealed class SpecField
{
    private static readonly ConnectorSpec _defaults = new();

    private readonly Func<ConnectorSpec, object, ConnectorSpec> _set;
    private readonly Func<ConnectorSpec, object?> _get;

    internal SpecField(
        string name, string terraformName, SpecFieldKind kind, bool isRequired, Func<ConnectorSpec, object,
        ConnectorSpec> set)
    {
        Name = name;
        TerraformName = terraformName;
        Kind = kind;
        IsRequired = isRequired;
        this._set = set;
        _get = typeof(ConnectorSpec).GetProperty(name)!.GetValue;
    }

    /// <summary>The property of <see cref="ConnectorSpec"/>.</summary>
    public string Name { get; }

    /// <summary>The reference module's name, or one in its style: <c>subnet_ids</c>.</summary>
    public string TerraformName { get; }

    /// <summary>What it holds.</summary>
    public SpecFieldKind Kind { get; }

    /// <summary>Whether a spec must give it.</summary>
    public bool IsRequired { get; }

    /// <summary>The greatest whole number that the field can hold.</summary>
    internal long Greatest { get; init; } = int.MaxValue;

    /// <summary>The field's value: a text, a number, a list or a map of texts, or null.</summary>
    /// <param name="spec">The spec.</param>
    public object? Value(ConnectorSpec spec) => _get(spec);

    /// <summary>The spec with another value of the field.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="value">A text, a whole number, a list or a dictionary of texts, as <see cref="Kind"/> says.</param>
    public ConnectorSpec With(ConnectorSpec spec, object value) => _set(spec, value);

    /// <summary>Gives a spec with the field set to a value of its kind.</summary>
    internal ConnectorSpec Set(ConnectorSpec spec, object value) => _set(spec, value);

    /// <summary>The field's value.</summary>
    internal object? Get(ConnectorSpec spec) => _get(spec);

    /// <summary>Whether the field says nothing that leaving it out would not say.</summary>
    internal bool IsDefault(ConnectorSpec spec) => (_get(spec), _get(_defaults)) switch
    {
        (IReadOnlyList<string> list, IReadOnlyList<string> none) => list.SequenceEqual(none),
        (IReadOnlyDictionary<string, string> map, _) => map.Count == 0,
        var (value, none) => Equals(value, none),
    };
}
