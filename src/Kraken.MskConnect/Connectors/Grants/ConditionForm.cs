using System.Globalization;
using System.Net;

namespace Kraken.MskConnect.Connectors.Grants;

/// <summary>
/// The names of IAM's condition operators, and the kind of value that each compares. What they compare how is the evaluator's.
/// Source: IAM user guide, IAM JSON policy elements: Condition operators.
/// </summary>
internal static class ConditionForm
{
    private const string IfExists = "IfExists";
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";

    /// <summary>The operator that asks whether the call carries a key.</summary>
    internal const string Null = "Null";

    internal static readonly (string Kind, string Remedy) Number = ("a number", "Write a number, for example 3600.");

    internal static readonly (string Kind, string Remedy) Date =
        ("a date", "Write a date as 2026-01-31T00:00:00Z, or the seconds since 1970.");

    internal static readonly (string Kind, string Remedy) Block =
        ("a CIDR block", "Write a CIDR block, for example 10.0.0.0/8 or 2001:db8::/32.");

    private static readonly string[] _names =
    [
        "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "BinaryEquals", "Bool", "DateEquals", "DateGreaterThan",
        "DateGreaterThanEquals", "DateLessThan", "DateLessThanEquals", "DateNotEquals", "IpAddress", "NotIpAddress",
        "NumericEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "NumericLessThan", "NumericLessThanEquals",
        "NumericNotEquals", "StringEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotEquals",
        "StringNotEqualsIgnoreCase", "StringNotLike",
    ];

    /// <summary>The operators' names without their prefixes and endings, for errors.</summary>
    internal static string Names { get; } = $"{string.Join(", ", _names)}, {Null}";

    /// <summary>Whether IAM has the operator, with or without ForAllValues, ForAnyValue and IfExists.</summary>
    internal static bool IsKnown(string name) => name == Null || _names.Contains(Take(name).Plain);

    /// <summary>What a value should be and is not, and what to write; null where it is of the operator's kind.</summary>
    internal static (string Kind, string Remedy)? WhyUnfit(string name, string value)
    {
        var plain = name == Null ? name : Take(name).Plain;
        if (plain is "Bool" or Null)
            return bool.TryParse(value, out _) ? null : ("true or false", "Write true or false.");
        if (plain.StartsWith("Numeric", StringComparison.Ordinal))
            return ReadNumber(value) is null ? Number : null;
        if (plain.StartsWith("Date", StringComparison.Ordinal))
            return ReadDate(value) is null ? Date : null;
        return plain.EndsWith("IpAddress", StringComparison.Ordinal) && ReadBlock(value) is null ? Block : null;
    }

    /// <summary>The operator without what stands before and after its name, and what stood there.</summary>
    internal static (string Plain, bool ForAll, bool ForAny, bool IfExists) Take(string name)
    {
        var forAll = name.StartsWith(ForAllValues, StringComparison.Ordinal);
        var forAny = name.StartsWith(ForAnyValue, StringComparison.Ordinal);
        if (forAll || forAny)
            name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith(IfExists, StringComparison.Ordinal);
        return (ifExists ? name[..^IfExists.Length] : name, forAll, forAny, ifExists);
    }

    internal static (IPAddress Address, int Length)? ReadBlock(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
            return null;
        var bits = address.GetAddressBytes().Length * 8;
        if (slash < 0)
            return (address, bits);
        return int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= bits ? (address, length) : null;
    }

    internal static decimal? ReadNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static DateTimeOffset? ReadDate(string text)
    {
        const long latest = 253_402_300_799;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return Math.Abs(seconds) <= latest / 10 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }
}
