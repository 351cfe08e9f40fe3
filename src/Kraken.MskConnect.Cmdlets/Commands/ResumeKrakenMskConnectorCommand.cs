using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Resumes paused Amazon MSK Connect connectors.</summary>
/// <remarks>
/// <para>
/// The connector goes on from the offsets that it has committed. The cmdlet waits until it is RUNNING, and looks whether its
/// tasks are alive: tasks that were dead before the pause stay dead until Restart-KrakenMskConnector restarts them.
/// </para>
/// <para>
/// A connector that runs is returned unchanged. If another operation is in progress, the cmdlet waits for its end first; a
/// connector that has FAILED or is being deleted is an error.
/// </para>
/// <para>
/// A connector without this module's tags is an error. Update-KrakenMskConnector -Adopt takes it over.
/// </para>
/// </remarks>
/// <example>
/// <code>Resume-KrakenMskConnector orders-cdc</code>
/// <para>Lets a paused connector work again.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector | Where-Object ConnectorState -eq PAUSED | Resume-KrakenMskConnector</code>
/// <para>Resumes every paused connector of the region.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorResult))]
public sealed class ResumeKrakenMskConnectorCommand : ConnectorStateCmdlet
{
    /// <summary>
    /// Does not look at the worker log for dead tasks when the connector is running. Without it, dead tasks are an error
    /// that names the cause.
    /// </summary>
    [Parameter]
    public SwitchParameter NoTaskCheck { get; set; }

    private protected override ConnectorStateChange Change => ConnectorStateChange.Resume;

    private protected override string Action => "Resume";

    private protected override StateOptions Options => new() { TaskCheck = !NoTaskCheck };
}
