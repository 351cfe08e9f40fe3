using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Finds resources that were created for connectors that do not exist or no longer exist.</summary>
/// <remarks>
/// <para>
/// Lists the roles, security groups, log groups and worker configurations (which keep offsets) in a region that have
/// this module's ownership tags and whose connector does not exist. This includes the resources of adopted connectors,
/// which keep their own names. Such resources remain when a creation was interrupted, or when the connector was deleted
/// by other means. Pipe them into Remove-KrakenMskConnector, which removes all resources of a connector at once. Makes
/// read calls only, mostly list calls.
/// </para>
/// <para>
/// A connector that is being created or deleted has no orphans. Because a creation creates the connector last,
/// resources younger than -MinimumAge are left out. For each candidate, the cmdlet looks up the connector again by its
/// name, and looks for network interfaces of its security group: a resource that a connector uses is not an orphan.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-KrakenOrphan -Region us-east-1</code>
/// <para>Lists the orphans of a region.</para>
/// </example>
/// <example>
/// <code>Get-KrakenOrphan orders-* | Remove-KrakenMskConnector -WhatIf</code>
/// <para>Shows what would be deleted if the orphans of the connectors orders-… were removed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenOrphan")]
[OutputType(typeof(OrphanResource))]
public sealed class GetKrakenOrphanCommand : AwsCmdlet
{
    /// <summary>
    /// The names of the connectors that no longer exist; * and ? stand for any characters and any one. Default *.
    /// </summary>
    [Parameter(Position = 0)]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string ConnectorName { get; set; } = "*";

    /// <summary>
    /// The minimum age of the listed resources: seconds, or a TimeSpan. Default 600, which is 10 minutes. A younger
    /// resource may belong to a connector that is about to be created.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan MinimumAge { get; set; } = OrphanSearch.DefaultMinimumAge;

    private protected override void ProcessInput()
    {
        var region = Region;
        Start(ConnectorName, ConnectorName, async token =>
        {
            var orphans = await Orphans(RegionOr(region)).FindAsync(ConnectorName, MinimumAge, token);
            InOrder(() => WriteObject(orphans, enumerateCollection: true));
        });
    }
}
