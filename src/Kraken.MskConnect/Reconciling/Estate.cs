using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// What a region holds of the connectors of a fleet, read with list calls. Only that nothing is to be done is decided by
/// it: whoever changes something looks at the connector's own resources first.
/// </summary>
internal sealed class Estate
{
    /// <summary>
    /// How many values a filter of EC2's takes. Source: EC2 API reference, DescribeSecurityGroups: 200.
    /// </summary>
    public const int FilterValues = 200;

    // Source: CloudWatch Logs API reference, DescribeLogGroups, limit.
    private const int LogGroupPage = 50;

    private readonly SharedReading<IReadOnlyList<ConnectorSummary>> _connectors;
    private readonly SharedReading<IReadOnlyList<SecurityGroup>> _groups;
    private readonly SharedReading<IReadOnlyList<SecurityGroup>> _taggedGroups;
    private readonly SharedReading<IReadOnlyList<LogGroup>> _logGroups;
    private readonly SharedReading<Referencing> _referencing;
    private readonly SharedReading<IReadOnlyList<WorkerConfigurationSummary>> _offsets;
    private readonly EstateRoles _roles;
    private readonly HashSet<string> _groupNames;
    private readonly string _logGroupPrefix;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="context">The fleet's context.</param>
    /// <param name="names">The connectors.</param>
    public Estate(ProvisioningContext context, IReadOnlyCollection<string> names)
    {
        _groupNames = names.Select(ResourceNames.SecurityGroupName).ToHashSet(StringComparer.Ordinal);
        _logGroupPrefix = CommonPrefix([.. names.Select(ResourceNames.LogGroupName)]);
        _connectors = new(context, async token => await ConnectorLookup.ListAsync(context, "", token));
        _groups = new(context, token => SecurityGroupsAsync(context, "group-name", _groupNames, token));
        _taggedGroups = new(context, token => SecurityGroupsAsync(
            context, "tag:" + ResourceNames.ConnectorTag, names, token));
        _logGroups = new(context, token => LogGroupsAsync(context, names.Count, token));
        _referencing = new(context, token => ReferencingAsync(context, token));
        _offsets = new(context, async token => await OffsetsConfiguration.ListAsync(
            context, OffsetsConfiguration.CommonPrefix, token));
        _roles = new EstateRoles(context, names);
    }

    /// <summary>All connectors of the region; null where that is not known.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="longestAge">How old the list may be; null for as old as lists may be otherwise.</param>
    public Task<IReadOnlyList<ConnectorSummary>?> ConnectorsAsync(
        CancellationToken cancellationToken, TimeSpan? longestAge = null) =>
        _connectors.GetAsync(cancellationToken, longestAge);

    /// <summary>The security groups of that name, in all VPCs; null where they are not known.</summary>
    public async Task<IReadOnlyList<SecurityGroup>?> SecurityGroupsAsync(
        string name, CancellationToken cancellationToken) =>
        _groupNames.Contains(name) && await _groups.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.GroupName == name)]
            : null;

    /// <summary>The security groups that carry our tag for that connector; null where they are not known.</summary>
    public async Task<IReadOnlyList<SecurityGroup>?> TaggedSecurityGroupsAsync(
        string connectorName, CancellationToken cancellationToken) =>
        await _taggedGroups.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.Tags?.Any(t =>
                t.Key == ResourceNames.ConnectorTag && t.Value == connectorName) == true)]
            : null;

    /// <summary>
    /// The security groups with a rule that names that group, itself perhaps among them; null where they are not known.
    /// </summary>
    public async Task<IReadOnlyList<SecurityGroup>?> ReferencingGroupsAsync(
        string groupId, CancellationToken cancellationToken) =>
        await _referencing.GetAsync(cancellationToken) is { } referencing && referencing.Asked.Contains(groupId)
            ? referencing.Groups
            : null;

    /// <summary>The worker configurations that keep offsets, of any connector; null where they are not known.</summary>
    public Task<IReadOnlyList<WorkerConfigurationSummary>?> OffsetsConfigurationsAsync(
        CancellationToken cancellationToken) => _offsets.GetAsync(cancellationToken);

    /// <summary>The log groups of that name, one at most; null where it is not known whether there is one.</summary>
    public async Task<IReadOnlyList<LogGroup>?> LogGroupsAsync(string name, CancellationToken cancellationToken) =>
        name.StartsWith(_logGroupPrefix, StringComparison.Ordinal)
        && await _logGroups.GetAsync(cancellationToken) is { } groups
            ? [.. groups.Where(g => g.LogGroupName == name)]
            : null;

    /// <summary>The role of that name; null where it is not known whether there is one.</summary>
    public Task<SeenRole?> RoleAsync(string name, CancellationToken cancellationToken) =>
        _roles.FindAsync(name, cancellationToken);

    /// <summary>
    /// How many pages of a list that others fill too are read for so many connectors: pages come one after another, so
    /// from some point on it is better to ask for each.
    /// </summary>
    public static int PagesFor(int connectors) => 2 + connectors / 10;

    private static async Task<IReadOnlyList<SecurityGroup>?> SecurityGroupsAsync(
        ProvisioningContext context, string filter, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var chunks = await Task.WhenAll(values.Chunk(FilterValues).Select(chunk => Pages.AllAsync(
            token => context.CallAsync("ec2:DescribeSecurityGroups", () => context.Aws.Ec2.DescribeSecurityGroupsAsync(
                new DescribeSecurityGroupsRequest
                {
                    Filters = [new Filter { Name = filter, Values = [.. chunk] }],
                    NextToken = token,
                },
                cancellationToken)),
            page => page.SecurityGroups,
            page => page.NextToken)));
        return [.. chunks.SelectMany(c => c)];
    }

    private async Task<Referencing?> ReferencingAsync(ProvisioningContext context, CancellationToken cancellationToken)
    {
        if (await _groups.GetAsync(cancellationToken) is not { } own)
            return null;
        var ids = own.Select(g => g.GroupId).ToHashSet(StringComparer.Ordinal);
        var found = await Task.WhenAll(ids.Chunk(FilterValues).Select(
            chunk => SecurityGroupReferences.FindGroupsAsync(context, chunk, cancellationToken)));
        return new Referencing(ids, [.. found.SelectMany(f => f).DistinctBy(g => g.GroupId)]);
    }

    private async Task<IReadOnlyList<LogGroup>?> LogGroupsAsync(
        ProvisioningContext context, int connectors, CancellationToken cancellationToken)
    {
        var (groups, isWhole) = await Pages.AtMostAsync(
            PagesFor(connectors),
            token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
                new DescribeLogGroupsRequest
                {
                    LogGroupNamePrefix = _logGroupPrefix,
                    Limit = LogGroupPage,
                    NextToken = token,
                },
                cancellationToken)),
            page => page.LogGroups,
            page => page.NextToken);
        return isWhole ? groups : null;
    }

    private sealed record Referencing(IReadOnlySet<string> Asked, IReadOnlyList<SecurityGroup> Groups);

    private static string CommonPrefix(IReadOnlyList<string> names)
    {
        var (first, last) = (names.Min(StringComparer.Ordinal)!, names.Max(StringComparer.Ordinal)!);
        var length = first.Zip(last).TakeWhile(pair => pair.First == pair.Second).Count();
        return first[..length];
    }
}
