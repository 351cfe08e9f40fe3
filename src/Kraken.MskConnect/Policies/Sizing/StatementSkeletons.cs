using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// Statements without their resources: two of one skeleton may be merged, and one may be split over several policies,
/// without an answer changing.
/// </summary>
internal static class StatementSkeletons
{
    /// <summary>What must be equal so that resources may move from one statement to the other.</summary>
    internal static string SkeletonOf(PolicyStatement statement) =>
        new PolicyDocument([IsDivisible(statement) ? statement with { Resources = [] } : statement]).ToJson();

    /// <summary>
    /// Whether a statement says the same when its resources are spread over several: so where it lists resources, and
    /// not where it speaks of all but some.
    /// </summary>
    internal static bool IsDivisible(PolicyStatement statement) => statement.Resources.Count > 0;

    /// <summary>The statements of several policies as one policy would have them.</summary>
    internal static PolicyDocument Merge(IEnumerable<PolicyDocument> policies)
    {
        var all = policies.ToList();
        return all is [var only]
            ? only
            : new PolicyDocument(
            [
                .. all.SelectMany(p => PolicyVariables.InThisVersion(p).Statements)
                    .GroupBy(SkeletonOf, StringComparer.Ordinal)
                    .Select(same => same.First() with
                    {
                        Resources =
                        [
                            .. same.SelectMany(s => s.Resources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                        ],
                    }),
            ]);
    }
}
