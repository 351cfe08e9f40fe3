using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Findings;

/// <summary>
/// Every rule that a finding can name, and the checks that can warn. Names are stable: none is renamed or taken away, since
/// specs name them. The build makes docs/findings.md from this list.
/// </summary>
public static partial class FindingRules
{
    /// <summary>An acceptance that accepts nothing.</summary>
    internal const string Unused = "AcceptedFindingUnused";

    /// <summary>A reference to a config provider that the workers do not declare.</summary>
    internal const string ConfigProvider = "ConfigProvider";

    private const int LongestSuggested = 64;

    /// <summary>The rules, by what reports them, then by name.</summary>
    public static IReadOnlyList<FindingRule> All { get; } = new[] { Reading(), Inputs(), Additions(), Acceptance(), Topics(), Connectors(), Policies(), Checks() }
        .SelectMany(rules => rules)
        .OrderBy(rule => rule.FoundBy).ThenBy(rule => rule.Name, StringComparer.Ordinal)
        .ToArray();

    private static readonly Dictionary<string, FindingRule> _byName = All.ToDictionary(r => r.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule of that name, in any case of letters; null where there is none.</summary>
    /// <param name="name">The name as somebody wrote it.</param>
    public static FindingRule? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(name.Trim());
    }

    /// <summary>The rule whose name is most like an unknown one, or null where none is near.</summary>
    /// <param name="name">The name as somebody wrote it.</param>
    internal static FindingRule? Suggest(string name) =>
        name.Length <= LongestSuggested && Similar.To(name, _byName.Keys) is { } near ? _byName[near] : null;

    private static FindingRule Error(string name, string meaning, string remedy, FindingSource by = FindingSource.Validation) =>
        new(name, by, [FindingSeverity.Error], meaning, remedy);

    private static FindingRule Warning(string name, string meaning, string remedy, FindingSource by = FindingSource.Validation) =>
        new(name, by, [FindingSeverity.Warning], meaning, remedy);

    private static FindingRule ErrorOrWarning(string name, string meaning, string remedy, FindingSource by = FindingSource.Validation) =>
        new(name, by, [FindingSeverity.Error, FindingSeverity.Warning], meaning, remedy);

    private static FindingRule Information(string name, string meaning, string remedy, FindingSource by = FindingSource.Validation) =>
        new(name, by, [FindingSeverity.Information], meaning, remedy);
}
