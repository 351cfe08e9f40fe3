using System.Collections.Frozen;

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

    private delegate bool Comparison(string wanted, string actual);

    private static readonly FrozenDictionary<string, (Comparison Compare, bool Negated)> Table =
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
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the condition holds for the call.</summary>
    /// <exception cref="KrakenException">The operator is not in the table.</exception>
    internal static bool Holds(PolicyCondition condition, PolicyRequest request)
    {
        var name = condition.Operator;
        var actual = request.Find(condition.Key);
        if (name == "Null")
            return condition.Values.Any(v => WithoutCase(v, actual is null ? "true" : "false"));

        var forAll = name.StartsWith(ForAllValues, StringComparison.Ordinal);
        var forAny = name.StartsWith(ForAnyValue, StringComparison.Ordinal);
        if (forAll || forAny)
            name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith(IfExists, StringComparison.Ordinal);
        if (ifExists)
            name = name[..^IfExists.Length];
        if (!Table.TryGetValue(name, out var entry))
        {
            throw new KrakenException(
                KrakenErrorKind.PolicyInvalid,
                $"The policy's condition operator '{condition.Operator}' is not supported.",
                $"Use one of {string.Join(", ", Table.Keys.Order(StringComparer.Ordinal))}, Null.");
        }

        // A key that the call does not carry: no positive comparison holds, each negated one does.
        if (actual is null || actual.Count == 0)
            return ifExists || forAll || (entry.Negated && !forAny);

        bool One(string value) =>
            condition.Values.Any(w => entry.Compare(PolicyVariables.Expand(w, request), value)) != entry.Negated;
        return forAll || (entry.Negated && !forAny) ? actual.All(One) : actual.Any(One);
    }

    private static bool Exactly(string wanted, string actual) =>
        string.Equals(wanted, actual, StringComparison.Ordinal);

    private static bool WithoutCase(string wanted, string actual) =>
        string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);

    private static bool Like(string wanted, string actual) => Wildcard.Matches(wanted, actual);
}
