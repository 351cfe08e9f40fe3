using System.Globalization;
using Kraken.MskConnect.Specs.Findings;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Specs;

/// <summary>Checks a spec against every rule and returns every finding at once. Makes no AWS call.</summary>
public static class SpecValidator
{
    /// <summary>Findings of one rule on one field that are told one by one.</summary>
    private const int MostAlike = 20;

    /// <summary>The rule of hidden characters comes first: it silences what the others would say of the same value.</summary>
    private static readonly ISpecRule[] _rules =
        [.. SpecRules.All.OrderBy(rule => rule is HiddenCharacterRule ? 0 : 1)];

    /// <summary>Validates one spec.</summary>
    /// <param name="spec">The spec to look at.</param>
    /// <returns>All findings; never null.</returns>
    public static SpecValidation Validate(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var check = new SpecCheck(spec);
        foreach (var rule in _rules)
            rule.Check(check);
        return new SpecValidation(
            spec.ConnectorName, Order(AcceptedFindings.Complete(spec, check.Findings, FindingSource.Validation)));
    }

    /// <summary>The words that their fields do not take; nothing is said of what may still be missing.</summary>
    /// <param name="spec">A spec that need not be whole.</param>
    internal static IReadOnlyList<SpecFinding> WrongWords(ConnectorSpec spec)
    {
        var check = new SpecCheck(spec);
        new ChoiceRule().Check(check);
        return [.. check.Findings];
    }

    /// <summary>
    /// Errors first, then in the order of the spec's properties. Of many alike the first are told, and how many more there
    /// are: twenty thousand wrong subnets are one mistake.
    /// </summary>
    internal static IReadOnlyList<SpecFinding> Order(IEnumerable<SpecFinding> findings) =>
    [
        .. findings
            .GroupBy(f => (f.Severity, Field: f.Field.Split('[')[0], f.Rule, f.AcceptedBecause))
            .SelectMany(Few)
            .OrderByDescending(f => f.Severity).ThenBy(f => SpecFields.OrderOf(f.Field)),
    ];

    private static IEnumerable<SpecFinding> Few(
        IGrouping<(FindingSeverity Severity, string Field, string Rule, string? AcceptedBecause), SpecFinding> alike)
    {
        var all = alike.ToList();
        return all.Count <= MostAlike
            ? all
            :
            [
                .. all.Take(MostAlike),
                new SpecFinding(
                    alike.Key.Severity, alike.Key.Field, alike.Key.Rule, null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{alike.Key.Field} has {all.Count - MostAlike:N0} more findings of this kind."),
                    "Correct what is shown; the next check shows more.") { AcceptedBecause = alike.Key.AcceptedBecause },
            ];
    }
}
