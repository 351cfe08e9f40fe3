using System.Collections.Frozen;

namespace Kraken.MskConnect.Redacting;

/// <summary>What a name says of what stands beside it.</summary>
internal enum PairRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That it is a key's name.</summary>
    Name,

    /// <summary>That it is a key's value.</summary>
    Value,
}

/// <summary>
/// Pairs of a name and a value, in either order: <c>{"name": "password", "value": "X"}</c>,
/// <c>ConfigEntry(name=password, value=X)</c>, <c>&lt;property name="password" value="X"/&gt;</c>.
/// </summary>
internal sealed class Pairs
{
    private static readonly FrozenSet<string> _names = new[]
    {
        "name", "key", "field", "property", "option", "header", "param", "parameter", "parameterkey", "parametername",
        "configname", "attribute", "variable", "k",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> _values = new[]
    {
        "value", "val", "parametervalue", "configvalue", "defaultvalue", "default", "content", "v", "current", "desired",
        "stringvalue",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const int LongestName = 14;

    private bool _isSecret;
    private TextRange? _value;

    /// <summary>What the name says of what is given to it.</summary>
    public static PairRole Role(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName)
            return PairRole.None;
        var text = name.ToString();
        return _names.Contains(text) ? PairRole.Name : _values.Contains(text) ? PairRole.Value : PairRole.None;
    }

    /// <summary>Takes a key's name.</summary>
    public void Name(string text, TextRange name, List<TextRange> found)
    {
        _isSecret = SecretKeys.Instance.IsSecretKey(name.In(text));
        if (_isSecret && _value is { } value)
            found.Add(value);
        _value = null;
    }

    /// <summary>Takes a key's value.</summary>
    public void Value(TextRange value, List<TextRange> found)
    {
        if (_isSecret)
            found.Add(value);
        else
            _value = value;
    }

    /// <summary>Begins another pair.</summary>
    public void Reset() => (_isSecret, _value) = (false, null);
}
