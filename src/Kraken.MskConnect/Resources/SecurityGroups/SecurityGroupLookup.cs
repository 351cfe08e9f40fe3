using Amazon.EC2.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>
/// Finds security groups by filters: if EC2 is asked by ids and one of them does not exist, it refuses all.
/// </summary>
internal static class SecurityGroupLookup
{
    /// <summary>The groups that pass a filter.</summary>
    /// <param name="context">The work's context.</param>
    /// <param name="filter">The filter's name. Source: EC2 API reference, DescribeSecurityGroups.</param>
    /// <param name="values">What passes it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<List<SecurityGroup>> FindAsync(
        ProvisioningContext context, string filter, IEnumerable<string> values, CancellationToken cancellationToken) =>
        FindAsync(context, [new Filter { Name = filter, Values = [.. values] }], cancellationToken);

    /// <summary>The groups that pass all filters.</summary>
    public static Task<List<SecurityGroup>> FindAsync(
        ProvisioningContext context, List<Filter> filters, CancellationToken cancellationToken) => Pages.AllAsync(
        token => context.CallAsync("ec2:DescribeSecurityGroups", () => context.Aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = filters, NextToken = token }, cancellationToken)),
        page => page.SecurityGroups,
        page => page.NextToken);
}
