using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Finds what was made for connectors that do not exist, or no more.</summary>
/// <remarks>
/// <para>
/// Lists the roles, security groups, log groups and worker configurations (which keep offsets) of a region that carry this
/// module's ownership tags and whose connector is gone, those of adopted connectors under their own names too: a creation was given up half-way, or the connector was deleted by other means. Pipe them into
/// Remove-KrakenMskConnector, which removes all of a connector at once. Makes read calls only, mostly list calls.
/// </para>
/// <para>
/// A connector that is being created or deleted has no orphans. Since a creation makes the connector last, what is
/// younger than -MinimumAge is left out. Of each candidate the connector is asked for once more by its name, and the network
/// interfaces of its security group are looked for: what a connector has or uses is no orphan.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-KrakenOrphan -Region us-east-1</code>
/// <para>Lists the orphans of a region.</para>
/// </example>
/// <example>
/// <code>Get-KrakenOrphan orders-* | Remove-KrakenMskConnector -WhatIf</code>
/// <para>Shows what a removal of those left by the connectors orders-… would delete.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenOrphan")]
[OutputType(typeof(OrphanResource))]
public sealed class GetKrakenOrphanCommand : AwsCmdlet
{
    /// <summary>The names of the connectors that are gone; * and ? stand for any characters and any one. Default *.</summary>
    [Parameter(Position = 0)]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string ConnectorName { get; set; } = "*";

    /// <summary>
    /// The least age of what is listed: seconds, or a TimeSpan. Default 600, which is 10 minutes. What is younger may
    /// belong to a connector that is about to be created.
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
            Post(() => WriteObject(orphans, enumerateCollection: true));
        });
    }
}
