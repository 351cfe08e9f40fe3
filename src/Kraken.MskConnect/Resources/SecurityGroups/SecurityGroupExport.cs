using Amazon.EC2;
using Amazon.EC2.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>Reads the security groups of a connector's network interfaces for the connector's spec.</summary>
internal static class SecurityGroupExport
{
    /// <summary>Reads those that exist still.</summary>
    public static async Task<ResourceExport> ReadAsync(
        ProvisioningContext context, ExportedConnector connector, CancellationToken cancellationToken)
    {
        var groups = await FindAsync(
            context, connector.Description.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups ?? [], cancellationToken);

        // The one that this module would have made.
        var group = groups is [var first, ..] ? first : null;
        return new ResourceExport
        {
            Seen = groups,
            Fill = spec => spec with { VpcId = group?.VpcId ?? "" },
            Complete = spec => AdditionalRulesExport.Find(context, groups, spec),
            Tags = group is null ? null : (group.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
            Unsaid = groups.Count < 2
                ? []
                :
                [
                    $"The connector has the security groups {string.Join(", ", groups.Select(g => g.GroupId))}; this module "
                    + "gives it one",
                ],
            OtherName = ResourceExport.CompareNames(
                "security group", group?.GroupName, ResourceNames.SecurityGroupName(connector.Name)),
            WhyUnknown = new Dictionary<string, string>
            {
                [nameof(ConnectorSpec.VpcId)] = "the connector's security group is gone",
            },
        };
    }

    private static async Task<IReadOnlyList<SecurityGroup>> FindAsync(
        ProvisioningContext context, List<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        try
        {
            var groups = await SecurityGroupLookup.FindAsync(context, "group-id", ids, cancellationToken);
            return [.. groups.OrderBy(g => ids.IndexOf(g.GroupId))];
        }
        catch (AmazonEC2Exception e) when (e.ErrorCode == "InvalidGroup.NotFound")
        {
            return [];
        }
    }
}
