using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Models;

/// <summary>What kind of value a shape is.</summary>
internal enum ShapeKind
{
    Structure,
    List,
    Map,
    String,
    Integer,
    Float,
    Boolean,
    Timestamp,
    Blob,
}

/// <summary>A shape of a service model: a type with its constraints.</summary>
internal sealed class Shape
{
    internal required string Name { get; init; }

    internal required ShapeKind Kind { get; init; }

    /// <summary>The members that a request must carry.</summary>
    internal IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>A structure's members in the model's order.</summary>
    internal IReadOnlyList<Member> Members { get; set; } = [];

    /// <summary>A list's element.</summary>
    internal Member? Element { get; set; }

    /// <summary>A map's key.</summary>
    internal Member? Key { get; set; }

    /// <summary>A map's value.</summary>
    internal Member? Value { get; set; }

    /// <summary>The least length, count or value.</summary>
    internal long? Min { get; init; }

    /// <summary>The greatest length, count or value.</summary>
    internal long? Max { get; init; }

    internal IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>The pattern as the model writes it.</summary>
    internal string? PatternText { get; init; }

    /// <summary>The pattern, which the whole value must match.</summary>
    internal Regex? Pattern => field ??= PatternText is null
        ? null
        : new Regex(
            $"^(?:{PatternText})\\z",
            // Patterns are ECMA 262's, whose \w and \d are ASCII; .NET's mode for it knows no categories, though.
            // Source: Smithy, pattern trait.
            PatternText.Contains(@"\p{", StringComparison.Ordinal)
                ? RegexOptions.CultureInvariant
                : RegexOptions.ECMAScript);

    internal bool Flattened { get; init; }

    internal bool Sensitive { get; init; }

    /// <summary>The member that alone is the HTTP body, or null.</summary>
    internal string? Payload { get; init; }

    internal string? TimestampFormat { get; init; }

    /// <summary>The code on the wire, where the shape is an error.</summary>
    internal string? ErrorCode { get; init; }

    /// <summary>The HTTP status, where the shape is an error.</summary>
    internal int? ErrorStatus { get; init; }

    internal Member? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
}

/// <summary>Where a member stands in an HTTP message.</summary>
internal enum MemberLocation
{
    Body,
    Uri,
    QueryString,
    Header,
    Headers,
    StatusCode,
}

/// <summary>A member of a structure, or a list's or map's part.</summary>
internal sealed class Member
{
    /// <summary>The member's name in the model, which is its key in a <see cref="Wire.Structure"/>.</summary>
    internal required string Name { get; init; }

    internal required Shape Shape { get; init; }

    internal MemberLocation Location { get; init; }

    /// <summary>The name on the wire where it differs.</summary>
    internal string? LocationName { get; init; }

    /// <summary>The name in an EC2 request where it differs from both.</summary>
    internal string? QueryName { get; init; }

    internal bool Flattened { get; init; }

    internal string? TimestampFormat { get; init; }

    internal string WireName => LocationName ?? Name;

    internal bool IsFlat => Flattened || Shape.Flattened;
}
