using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>
/// The log groups of a fleet's connectors, from a list of the log groups with the common prefix of the names.
/// </summary>
internal sealed class LogGroupInventory
{
    // Source: CloudWatch Logs API reference, DescribeLogGroups, limit.
    private const int LargestPage = 50;

    private readonly string _prefix;
    private readonly SharedReading<IReadOnlyList<LogGroup>> _groups;

    private LogGroupInventory(Inventory inventory)
    {
        _prefix = CommonPrefix([.. inventory.Names.Select(ResourceNames.LogGroupName)]);
        _groups = new(inventory.Context, token => ReadAsync(inventory.Context, inventory.Names.Count, token));
    }

    /// <summary>That of an inventory.</summary>
    public static LogGroupInventory Of(Inventory inventory) => inventory.Part(i => new LogGroupInventory(i));

    /// <summary>The log groups of that name, one at most; null where it is not known whether there is one.</summary>
    public async Task<IReadOnlyList<LogGroup>?> NamedAsync(string name, CancellationToken cancellationToken) =>
        name.StartsWith(_prefix, StringComparison.Ordinal) && await _groups.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.LogGroupName == name)]
            : null;

    private async Task<IReadOnlyList<LogGroup>?> ReadAsync(
        ProvisioningContext context, int connectors, CancellationToken cancellationToken)
    {
        var (groups, isWhole) = await Pages.AtMostAsync(
            Inventory.PagesFor(connectors),
            token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
                new DescribeLogGroupsRequest { LogGroupNamePrefix = _prefix, Limit = LargestPage, NextToken = token },
                cancellationToken)),
            page => page.LogGroups,
            page => page.NextToken);
        return isWhole ? groups : null;
    }

    private static string CommonPrefix(IReadOnlyList<string> names)
    {
        var (first, last) = (names.Min(StringComparer.Ordinal)!, names.Max(StringComparer.Ordinal)!);
        var length = first.Zip(last).TakeWhile(pair => pair.First == pair.Second).Count();
        return first[..length];
    }
}
