using System.Text.RegularExpressions;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Tests.Specs.Schema;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>The list of what a caller needs says what docs/permissions.md says.</summary>
public sealed partial class CallerPermissionsPageTests
{
    /// <summary>The rows of runs that the list is of.</summary>
    private static readonly string[] _rows =
    [
        "Seeing: ", "Making: ", "Changing: ", "Delivery of", "The first connector", "Only where the role", "Ingress rules", "Managed policies that", "Only where the spec", "Removing: ",
    ];

    private static readonly IReadOnlyList<string> _page = RepositoryFiles.Read("docs/permissions.md").Split('\n');

    [Fact]
    public void The_page_names_every_action_of_the_list()
    {
        var named = _page.Where(l => l.StartsWith('|')).SelectMany(Actions).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(named, CallerPermissions.All.Select(p => p.Action).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_list_has_every_action_that_the_page_names_for_its_runs()
    {
        var rows = _page.Where(l => _rows.Any(r => l.StartsWith("| " + r, StringComparison.Ordinal))).ToList();
        Assert.Equal(_rows.Length, rows.Count);
        Assert.Subset(CallerPermissions.All.Select(p => p.Action).ToHashSet(StringComparer.Ordinal), rows.SelectMany(Actions).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Actions(string row)
    {
        var service = "";
        foreach (Match match in Code().Matches(row.Split('|')[2]))
        {
            var parts = match.Groups[1].Value.Split(':');
            service = parts.Length == 2 ? parts[0] : service;
            if (service.Length > 0)
                yield return $"{service}:{parts[^1]}";
        }
    }

    [GeneratedRegex("`((?:[a-z0-9]+:)?[A-Z][A-Za-z0-9]+)`")]
    private static partial Regex Code();
}
