using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Cmdlets.Tests.Calls;

/// <summary>What docs/permissions.md asks the caller's administrator to grant is what the code calls, no more and no less.</summary>
public partial class PermissionsDocumentTests
{
    /// <summary>What AWS does with the caller's permissions while it answers a call of ours. Source: the sources at the page's end.</summary>
    private static readonly Dictionary<string, string> _neededByCalls = new(StringComparer.Ordinal)
    {
        ["iam:PassRole"] = "kafkaconnect:CreateConnector",
        ["iam:CreateServiceLinkedRole"] = "kafkaconnect:CreateConnector",
        ["ec2:CreateNetworkInterface"] = "kafkaconnect:CreateConnector",
        ["ec2:DescribeVpcs"] = "kafkaconnect:CreateConnector",
        ["iam:TagPolicy"] = "iam:CreatePolicy",
        ["logs:CreateLogDelivery"] = "kafkaconnect:CreateConnector",
        ["logs:GetLogDelivery"] = "kafkaconnect:CreateConnector",
        ["logs:ListLogDeliveries"] = "kafkaconnect:CreateConnector",
        ["logs:PutResourcePolicy"] = "kafkaconnect:CreateConnector",
        ["logs:DescribeResourcePolicies"] = "kafkaconnect:CreateConnector",
        ["logs:DeleteLogDelivery"] = "kafkaconnect:DeleteConnector",
        ["s3:GetBucketPolicy"] = "kafkaconnect:CreateConnector",
        ["s3:PutBucketPolicy"] = "kafkaconnect:CreateConnector",
        ["firehose:TagDeliveryStream"] = "kafkaconnect:CreateConnector",
    };

    /// <summary>Calls whose permission has another name. Source: S3 API reference, permissions of both.</summary>
    private static readonly Dictionary<string, string> _permissions = new(StringComparer.Ordinal)
    {
        ["s3:GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["s3:HeadBucket"] = "s3:ListBucket",
    };

    private static readonly HashSet<string> _called =
        [.. CalledOperations.All.Select(c => _permissions.GetValueOrDefault(c, c))];

    private static readonly HashSet<string> _named =
        [.. Actions(File.ReadAllText(Path.Combine(Root(), "docs", "permissions.md")))];

    [Fact]
    public void Every_permission_belongs_to_a_call()
    {
        Assert.True(_named.Count > 60, $"{_named.Count} permissions read");

        var uncalled = _named.Where(a => !_called.Contains(_neededByCalls.GetValueOrDefault(a, a))).ToList();

        Assert.True(uncalled.Count == 0, $"named and not called: {string.Join(", ", uncalled)}");
    }

    [Fact]
    public void Every_call_has_its_permission()
    {
        var unnamed = _called.Concat(_neededByCalls.Keys).Except(_named).ToList();

        Assert.True(unnamed.Count == 0, $"called and not named: {string.Join(", ", unnamed)}");
    }

    [Fact]
    public void What_AWS_does_for_us_we_do_not_call_ourselves() =>
        Assert.DoesNotContain(_neededByCalls.Keys, CalledOperations.All.Contains);

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
