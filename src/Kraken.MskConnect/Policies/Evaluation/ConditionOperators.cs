using System.Collections.Frozen;
using System.Net;
using Kraken.MskConnect.Connectors.Grants;

namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// The condition operators, in one table: what the plain form compares, and whether the operator negates it.
/// Source: IAM user guide, IAM JSON policy elements: Condition operators.
/// </summary>
internal static class ConditionOperators
{
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

    /// <summary>The operators of the table.</summary>
    internal static IEnumerable<string> Plain => _table.Keys;

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

        var (plain, forAll, forAny, ifExists) = ConditionForm.Take(name);
        if (!_table.TryGetValue(plain, out var entry))
        {
            throw new KrakenException(
                KrakenErrorKind.PolicyInvalid,
                $"The policy's condition operator '{condition.Operator}' is not supported.",
                $"Use one of {ConditionForm.Names}.");
        }

        // A key that the call does not carry: no positive comparison holds, each negated one does.
        if (actual is null || actual.Count == 0)
            return ifExists || forAll || (entry.Negated && !forAny);

        bool One(string value) =>
            condition.Values.Any(w => entry.Compare(hasVariables ? PolicyVariables.Expand(w, request) : w, value))
                != entry.Negated;
        return forAll || (entry.Negated && !forAny) ? actual.All(One) : actual.Any(One);
    }

    private static bool Exactly(string wanted, string actual) =>
        string.Equals(Wildcard.Plain(wanted), actual, StringComparison.Ordinal);

    private static bool WithoutCase(string wanted, string actual) =>
        string.Equals(Wildcard.Plain(wanted), actual, StringComparison.OrdinalIgnoreCase);

    private static bool Like(string wanted, string actual) => Wildcard.Matches(wanted, actual);

    /// <summary>Compares numbers, whole or not; a value of the call that is none matches nothing.</summary>
    private static Comparison Numbers(Func<decimal, decimal, bool> compare) => (wanted, actual) =>
    {
        if (ConditionForm.ReadNumber(wanted) is not { } number)
            throw NotA(ConditionForm.Number, wanted);
        return ConditionForm.ReadNumber(actual) is { } value && compare(number, value);
    };

    /// <summary>
    /// Compares times: ISO 8601, or seconds since 1970. Source: IAM user guide, Date condition operators.
    /// </summary>
    private static Comparison Dates(Func<DateTimeOffset, DateTimeOffset, bool> compare) => (wanted, actual) =>
    {
        if (ConditionForm.ReadDate(wanted) is not { } date)
            throw NotA(ConditionForm.Date, wanted);
        return ConditionForm.ReadDate(actual) is { } value && compare(date, value);
    };

    /// <summary>Whether an address is in a block, or is the address where there is no prefix.</summary>
    private static bool IsInBlock(string wanted, string actual)
    {
        if (ConditionForm.ReadBlock(wanted) is not { } block)
            throw NotA(ConditionForm.Block, wanted);
        if (!IPAddress.TryParse(actual, out var address) || address.AddressFamily != block.Address.AddressFamily)
            return false;
        var (ours, theirs) = (block.Address.GetAddressBytes(), address.GetAddressBytes());
        return Enumerable.Range(0, block.Length).All(i => ((ours[i / 8] ^ theirs[i / 8]) & (0x80 >> (i % 8))) == 0);
    }

    private static KrakenException NotA((string Kind, string Remedy) wanted, string value) => new(
        KrakenErrorKind.PolicyInvalid, $"The policy's condition value '{Wildcard.Plain(value)}' is not {wanted.Kind}.", wanted.Remedy);
}
