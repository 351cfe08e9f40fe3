using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>The type of a key's values. Source: Apache Kafka, ConfigDef.Type.</summary>
internal enum KeyType
{
    String,
    Int,
    Long,
    Short,
    Double,
    Boolean,
    List,
    Class,
    Password,
}

/// <summary>A key of a connector's configuration.</summary>
/// <param name="Name">The key; <c>*</c> in it stands for any text.</param>
/// <param name="Type">The type of its values.</param>
internal sealed partial record ConnectorKey(string Name, KeyType Type)
{
    /// <summary>The value where the key is missing; null where there is none.</summary>
    internal string? Default { get; init; }

    /// <summary>When a connector does not start without it; null where it always does.</summary>
    internal Condition? Required { get; init; }

    /// <summary>How much it weighs that the key is missing.</summary>
    internal FindingSeverity RequiredSeverity { get; init; } = FindingSeverity.Error;

    /// <summary>The values that it may have; empty where any value is taken.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The least number that is taken.</summary>
    internal long? Least { get; init; }

    /// <summary>The greatest number that is taken.</summary>
    internal long? Most { get; init; }

    /// <summary>Whether the value is a secret although its type does not say so.</summary>
    internal bool IsMarkedSecret { get; init; }

    /// <summary>An example of a value, for remedies; null for none.</summary>
    internal string? Example { get; init; }

    /// <summary>Whether the value is a secret.</summary>
    internal bool IsSecret => IsMarkedSecret || Type == KeyType.Password;

    internal bool IsPattern => Name.Contains('*', StringComparison.Ordinal);

    /// <summary>The least and the greatest number of its type and range; null where it holds no whole number.</summary>
    internal (long Least, long Most)? Range => Type switch
    {
        KeyType.Int => (Least ?? int.MinValue, Most ?? int.MaxValue),
        KeyType.Long => (Least ?? long.MinValue, Most ?? long.MaxValue),
        KeyType.Short => (Least ?? short.MinValue, Most ?? short.MaxValue),
        _ => null,
    };

    /// <summary>Whether it is this key, or one of those that it stands for.</summary>
    internal bool Is(string key)
    {
        if (!IsPattern)
            return key == Name;

        // Asked for each key of each configuration, so without a regular expression.
        var parts = Name.Split('*');
        if (!key.StartsWith(parts[0], StringComparison.Ordinal) || !key.EndsWith(parts[^1], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            // A star stands for one character at least.
            var from = at + 1;
            at = from > key.Length ? -1
                : i == parts.Length - 1 ? key.Length - parts[i].Length
                : key.IndexOf(parts[i], from, StringComparison.Ordinal);
            if (at < from)
                return false;
            at += parts[i].Length;
        }

        return true;
    }

    /// <summary>
    /// A key written short, as its type, or as the type and the default: <c>int = 2048</c>.
    /// </summary>
    /// <exception cref="FormatException">It is neither.</exception>
    internal static ConnectorKey Parse(string name, string text)
    {
        var match = Short().Match(text);
        if (!match.Success || TypeOf(match.Groups["type"].Value) is not { } type)
            throw new FormatException($"'{text}' is not a type; the types are {string.Join(", ", TypeNames)}");
        return new ConnectorKey(name, type) { Default = match.Groups["default"] is { Success: true } given ? given.Value : null };
    }

    internal static IEnumerable<string> TypeNames => Enum.GetNames<KeyType>().Select(t => t.ToLower(CultureInfo.InvariantCulture));

    internal static KeyType? TypeOf(string name) =>
        Enum.TryParse<KeyType>(name, ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsAsciiDigit(name[0])
            ? type
            : null;

    [GeneratedRegex(@"^(?<type>[a-z]+)(?:\s*=\s*(?<default>.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}
