using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Tests;

/// <summary>What docs/permissions.md asks the caller's administrator to grant is what is called, and no more.</summary>
public partial class PermissionsDocumentTests
{
    /// <summary>What MSK Connect and IAM do with the caller's permissions. Source: the sources at the page's end.</summary>
    private static readonly HashSet<string> _calledByAws = new(StringComparer.Ordinal)
    {
        "iam:PassRole", "iam:CreateServiceLinkedRole", "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies",
    };

    [Fact]
    public void Every_action_is_called()
    {
        var root = Root();
        var code = string.Concat(new[] { "Kraken.MskConnect", "Kraken.MskConnect.Cmdlets" }
            .SelectMany(p => Directory.EnumerateFiles(Path.Combine(root, "src", p), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));
        var actions = Actions(File.ReadAllText(Path.Combine(root, "docs", "permissions.md"))).Distinct().ToList();
        Assert.True(actions.Count > 60, $"{actions.Count} actions read");

        // A tag that is given in the creating call needs the permission of the call that tags.
        var uncalled = actions
            .Where(a => !_calledByAws.Contains(a) && !IsTagging(a))
            .Where(a => !code.Contains($".{a.Split(':')[1]}Async(", StringComparison.Ordinal)
                && !code.Contains($"\"{a}\"", StringComparison.Ordinal))
            .ToList();
        Assert.True(uncalled.Count == 0, $"named and not called: {string.Join(", ", uncalled)}");
    }

    private static bool IsTagging(string action) => action.Split(':')[1] is "TagResource" or "TagRole" or "TagPolicy" or "CreateTags";

    /// <summary>The actions of the table; one without a service is of the service before it.</summary>
    private static IEnumerable<string> Actions(string text)
    {
        foreach (var row in text.Split('\n').Where(l => l.StartsWith('|')))
        {
            var service = "";
            foreach (Match match in Code().Matches(row.Split('|')[2]))
            {
                var parts = match.Groups[1].Value.Split(':');
                if (parts.Length == 2 && parts[0].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
                    service = parts[0];
                if (service.Length > 0 && parts[^1].All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(parts[^1][0]))
                    yield return $"{service}:{parts[^1]}";
            }
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kraken.MskConnect.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root was not found.");
        return folder;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
