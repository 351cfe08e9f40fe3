using System.Text.RegularExpressions;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Findings;
using Kraken.MskConnect.Tests.Specs.Schema;
using Kraken.SchemaWriter;

namespace Kraken.MskConnect.Tests.Specs.Findings;

/// <summary>The list of rules is what the sources can report, no more and no less, and no name goes away.</summary>
public sealed partial class FindingRulesTests
{
    private const string Names = "tests/Kraken.MskConnect.Tests/Specs/Findings/rule-names.txt";

    private static IEnumerable<FindingRule> OfFindings => FindingRules.All.Where(r => r.FoundBy != FindingSource.Check);

    /// <summary>What the sources report: constants, and the names that follow from the inputs.</summary>
    private static SortedSet<string> Produced => new(
        ProducedRules.Instance.Rules.Keys
            .Concat(SpecFields.All.Where(f => f.Choices.Count > 0).Select(f => f.Name + "Allowed"))
            .Concat(SpecFields.All.SelectMany(f => new[] { f.Range?.Rule, f.Values?.Rule }).OfType<string>()),
        StringComparer.Ordinal);

    [Fact]
    public void Every_rule_that_a_finding_can_name_is_listed()
    {
        Assert.Empty(ProducedRules.Instance.Unreadable);
        Assert.True(Produced.Count > 100, $"Only {Produced.Count} rules were found in the sources.");
        Assert.Empty(Produced.Except(OfFindings.Select(r => r.Name)));
    }

    [Fact]
    public void Every_listed_rule_can_be_reported() => Assert.Empty(OfFindings.Select(r => r.Name).Except(Produced));

    [Fact]
    public void A_rule_has_the_severities_that_its_findings_have()
    {
        var severities = ProducedRules.Instance.Rules;
        // A finding of another severity than its rule's would be accepted, or refused, by mistake.
        foreach (var rule in OfFindings.Where(r => severities.TryGetValue(r.Name, out var said) && said.Count > 0))
        {
            var extra = severities[rule.Name].Except(rule.Severities).ToList();
            Assert.True(extra.Count == 0, $"{rule.Name} is also reported as {string.Join(", ", extra)}.");
        }
    }

    [Fact]
    public void Every_check_that_can_warn_is_listed_and_no_other()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src/Kraken.MskConnect/Checks");
        var warning = Directory.EnumerateFiles(folder, "*Check.cs").Select(File.ReadAllText)
            .Where(text => text.Contains("CheckOutcome.Warn(", StringComparison.Ordinal) || text.Contains("CheckStatus.Warn", StringComparison.Ordinal))
            .Select(text => CheckName().Match(text))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal).ToList();

        Assert.Equal(warning, FindingRules.All.Where(r => r.FoundBy == FindingSource.Check).Select(r => r.Name));
        Assert.Empty(warning.Except(ConnectorChecks.Names));
    }

    [Fact]
    public void No_name_goes_away_and_each_new_one_is_kept()
    {
        var kept = RepositoryFiles.Read(Names).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // Specs accept findings by these names: a rule that is no longer needed keeps its place here, and in the list.
        Assert.Equal(kept.Order(StringComparer.Ordinal), FindingRules.All.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_rule_says_in_sentences_what_it_means_and_what_to_do() => Assert.All(FindingRules.All, rule =>
    {
        Assert.Matches("^[A-Z][A-Za-z]+([.][A-Z][A-Za-z]+)?$", rule.Name);
        Assert.EndsWith(".", rule.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
        Assert.NotEmpty(rule.Severities);
    });

    [Fact]
    public void The_page_of_the_repository_is_the_one_that_the_list_makes() =>
        Assert.Equal(FindingsPage.Text(), RepositoryFiles.Read("docs/findings.md"));

    [Fact]
    public void The_page_has_a_line_for_each_rule()
    {
        var lines = RepositoryFiles.Read("docs/findings.md").Split('\n');
        foreach (var rule in FindingRules.All)
        {
            var line = Assert.Single(lines, l => l.StartsWith($"| `{rule.Name}` |", StringComparison.Ordinal));
            Assert.Equal(FindingsPage.Severities(rule), line.Split(" | ")[1]);
        }
    }

    [GeneratedRegex("string Name => \"([A-Za-z.]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex CheckName();
}
