using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Pauses Amazon MSK Connect connectors.</summary>
/// <remarks>
/// <para>
/// A paused connector keeps its configuration, its capacity, and the offsets that it has committed. Its tasks do nothing
/// until Resume-KrakenMskConnector resumes it.
/// </para>
/// <para>
/// The cmdlet waits until the connector is PAUSED. One that is paused already is returned unchanged. If another operation is
/// in progress, the cmdlet waits for its end first; a connector that has FAILED or is being deleted is an error. To keep a
/// connector paused in its spec, give desired_state PAUSED there.
/// </para>
/// <para>
/// A connector without this module's tags is an error. Update-KrakenMskConnector -Adopt takes it over.
/// </para>
/// </remarks>
/// <example>
/// <code>Suspend-KrakenMskConnector orders-cdc</code>
/// <para>Pauses a connector, for example before its database is maintained.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Suspend-KrakenMskConnector -WhatIf</code>
/// <para>Shows which connectors would be paused.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorResult))]
public sealed class SuspendKrakenMskConnectorCommand : ConnectorStateCmdlet
{
    private protected override ConnectorStateChange Change => ConnectorStateChange.Pause;

    private protected override string Action => "Pause";
}
