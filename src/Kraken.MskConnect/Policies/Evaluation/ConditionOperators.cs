using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// The condition operators, in one table: what the plain form compares, and whether the operator negates it.
/// Source: IAM user guide, IAM JSON policy elements: Condition operators.
/// </summary>
internal static class ConditionOperators
{
    private const string IfExists = "IfExists";
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";

    private static readonly (string, string) _number = ("a number", "Write a number, for example 3600.");

    private static readonly (string, string) _date =
        ("a date", "Write a date as 2026-01-31T00:00:00Z, or the seconds since 1970.");

    private static readonly (string, string) _block =
        ("a CIDR block", "Write a CIDR block, for example 10.0.0.0/8 or 2001:db8::/32.");

    private delegate bool Comparison(string wanted, string actual);

    private static readonly FrozenDictionary<string, (Comparison Compare, bool Negated)> _table =
        new Dictionary<string, (Comparison, bool)>
        {
            ["StringEquals"] = (Exactly, false),
            ["StringNotEquals"] = (Exactly, true),
            ["StringEqualsIgnoreCase"] = (WithoutCase, false),
            ["StringNotEqualsIgnoreCase"] = (WithoutCase, true),
            ["StringLike"] = (Like, false),
            ["StringNotLike"] = (Like, true),
            // IAM treats ArnEquals and ArnLike alike.
            ["ArnEquals"] = (Wildcard.MatchesArn, false),
            ["ArnLike"] = (Wildcard.MatchesArn, false),
            ["ArnNotEquals"] = (Wildcard.MatchesArn, true),
            ["ArnNotLike"] = (Wildcard.MatchesArn, true),
            ["Bool"] = (WithoutCase, false),
            ["BinaryEquals"] = (Exactly, false),
            ["NumericEquals"] = (Numbers((wanted, actual) => actual == wanted), false),
            ["NumericNotEquals"] = (Numbers((wanted, actual) => actual == wanted), true),
            ["NumericLessThan"] = (Numbers((wanted, actual) => actual < wanted), false),
            ["NumericLessThanEquals"] = (Numbers((wanted, actual) => actual <= wanted), false),
            ["NumericGreaterThan"] = (Numbers((wanted, actual) => actual > wanted), false),
            ["NumericGreaterThanEquals"] = (Numbers((wanted, actual) => actual >= wanted), false),
            ["DateEquals"] = (Dates((wanted, actual) => actual == wanted), false),
            ["DateNotEquals"] = (Dates((wanted, actual) => actual == wanted), true),
            ["DateLessThan"] = (Dates((wanted, actual) => actual < wanted), false),
            ["DateLessThanEquals"] = (Dates((wanted, actual) => actual <= wanted), false),
            ["DateGreaterThan"] = (Dates((wanted, actual) => actual > wanted), false),
            ["DateGreaterThanEquals"] = (Dates((wanted, actual) => actual >= wanted), false),
            ["IpAddress"] = (IsInBlock, false),
            ["NotIpAddress"] = (IsInBlock, true),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The operators' names without their prefixes and endings, for errors.</summary>
    internal static string Names { get; } = string.Join(", ", _table.Keys.Order(StringComparer.Ordinal)) + ", Null";

    /// <summary>Whether IAM has the operator, with or without ForAllValues, ForAnyValue and IfExists.</summary>
    internal static bool IsKnown(string name) => name == "Null" || _table.ContainsKey(Take(name).Plain);

    /// <summary>What a value should be and is not, and what to write; null where it is of the operator's kind.</summary>
    internal static (string Kind, string Remedy)? WhyUnfit(string name, string value)
    {
        var plain = name == "Null" ? name : Take(name).Plain;
        if (plain is "Bool" or "Null")
            return bool.TryParse(value, out _) ? null : ("true or false", "Write true or false.");
        if (plain.StartsWith("Numeric", StringComparison.Ordinal))
            return ReadNumber(value) is null ? _number : null;
        if (plain.StartsWith("Date", StringComparison.Ordinal))
            return ReadDate(value) is null ? _date : null;
        return plain.EndsWith("IpAddress", StringComparison.Ordinal) && ReadBlock(value) is null ? _block : null;
    }

    /// <summary>Whether the condition holds for the call.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="request">The call.</param>
    /// <param name="hasVariables">Whether the document's version has variables.</param>
    /// <exception cref="KrakenException">The operator is not in the table.</exception>
    internal static bool Holds(PolicyCondition condition, PolicyRequest request, bool hasVariables = true)
    {
        var name = condition.Operator;
        var actual = request.Find(condition.Key);
        if (name == "Null")
            return condition.Values.Any(v => WithoutCase(v, actual is null ? "true" : "false"));

        var (plain, forAll, forAny, ifExists) = Take(name);
        if (!_table.TryGetValue(plain, out var entry))
        {
            throw new KrakenException(
                KrakenErrorKind.PolicyInvalid,
                $"The policy's condition operator '{condition.Operator}' is not supported.",
                $"Use one of {Names}.");
        }

        // A key that the call does not carry: no positive comparison holds, each negated one does.
        if (actual is null || actual.Count == 0)
            return ifExists || forAll || (entry.Negated && !forAny);

        bool One(string value) =>
            condition.Values.Any(w => entry.Compare(hasVariables ? PolicyVariables.Expand(w, request) : w, value))
                != entry.Negated;
        return forAll || (entry.Negated && !forAny) ? actual.All(One) : actual.Any(One);
    }

    private static (string Plain, bool ForAll, bool ForAny, bool IfExists) Take(string name)
    {
        var forAll = name.StartsWith(ForAllValues, StringComparison.Ordinal);
        var forAny = name.StartsWith(ForAnyValue, StringComparison.Ordinal);
        if (forAll || forAny)
            name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith(IfExists, StringComparison.Ordinal);
        return (ifExists ? name[..^IfExists.Length] : name, forAll, forAny, ifExists);
    }

    private static bool Exactly(string wanted, string actual) =>
        string.Equals(Wildcard.Plain(wanted), actual, StringComparison.Ordinal);

    private static bool WithoutCase(string wanted, string actual) =>
        string.Equals(Wildcard.Plain(wanted), actual, StringComparison.OrdinalIgnoreCase);

    private static bool Like(string wanted, string actual) => Wildcard.Matches(wanted, actual);

    /// <summary>Compares numbers, whole or not; a value of the call that is none matches nothing.</summary>
    private static Comparison Numbers(Func<decimal, decimal, bool> compare) => (wanted, actual) =>
    {
        if (ReadNumber(wanted) is not { } number)
            throw NotA(_number, wanted);
        return ReadNumber(actual) is { } value && compare(number, value);
    };

    /// <summary>
    /// Compares times: ISO 8601, or seconds since 1970. Source: IAM user guide, Date condition operators.
    /// </summary>
    private static Comparison Dates(Func<DateTimeOffset, DateTimeOffset, bool> compare) => (wanted, actual) =>
    {
        if (ReadDate(wanted) is not { } date)
            throw NotA(_date, wanted);
        return ReadDate(actual) is { } value && compare(date, value);
    };

    /// <summary>Whether an address is in a block, or is the address where there is no prefix.</summary>
    private static bool IsInBlock(string wanted, string actual)
    {
        if (ReadBlock(wanted) is not { } block)
            throw NotA(_block, wanted);
        if (!IPAddress.TryParse(actual, out var address) || address.AddressFamily != block.Address.AddressFamily)
            return false;
        var (ours, theirs) = (block.Address.GetAddressBytes(), address.GetAddressBytes());
        return Enumerable.Range(0, block.Length).All(i => ((ours[i / 8] ^ theirs[i / 8]) & (0x80 >> (i % 8))) == 0);
    }

    private static (IPAddress Address, int Length)? ReadBlock(string text)
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

    private static decimal? ReadNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? ReadDate(string text)
    {
        const long latest = 253_402_300_799;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return Math.Abs(seconds) <= latest / 10 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    private static KrakenException NotA((string Kind, string Remedy) wanted, string value) => new(
        KrakenErrorKind.PolicyInvalid, $"The policy's condition value '{Wildcard.Plain(value)}' is not {wanted.Kind}.", wanted.Remedy);
}
