using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Restarts Amazon MSK Connect connectors, or only their failed tasks.</summary>
/// <remarks>
/// <para>
/// Stops and starts the connector and all its tasks, or with -FailedTaskOnly only the tasks that have failed. The workers
/// stay, and the connector continues from its offsets. The cmdlet waits until the connector is RUNNING, and looks whether
/// its tasks are alive. If they die again, the error names the cause.
/// </para>
/// <para>
/// Only a RUNNING connector can be restarted. If another operation is in progress, the cmdlet waits for its end first. If
/// that operation is a restart, it is followed, and no second one begins. A connector that is PAUSED, has FAILED or is being
/// deleted is an error.
/// </para>
/// <para>
/// A connector without this module's tags is an error. Update-KrakenMskConnector -Adopt takes it over.
/// </para>
/// </remarks>
/// <example>
/// <code>Restart-KrakenMskConnector orders-cdc</code>
/// <para>Stops and starts a connector with all its tasks.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector -Detailed | Where-Object DeadTasks | Restart-KrakenMskConnector -FailedTaskOnly</code>
/// <para>
/// Restarts the dead tasks of every connector of the region; the other tasks go on. examples/repair.ps1 does this as a
/// scheduled job.
/// </para>
/// </example>
[Cmdlet(VerbsLifecycle.Restart, "KrakenMskConnector", SupportsShouldProcess = true, DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorResult))]
public sealed class RestartKrakenMskConnectorCommand : ConnectorStateCmdlet
{
    /// <summary>
    /// Restarts only the tasks that have failed; the others go on. Needs a connector with Kafka Connect 3.7 or later.
    /// </summary>
    [Parameter]
    public SwitchParameter FailedTaskOnly { get; set; }

    /// <summary>
    /// Does not look at the worker log for dead tasks when the connector is running. Without it, dead tasks are an error
    /// that names the cause.
    /// </summary>
    [Parameter]
    public SwitchParameter NoTaskCheck { get; set; }

    private protected override ConnectorStateChange Change => ConnectorStateChange.Restart;

    private protected override string Action => FailedTaskOnly ? "Restart the failed tasks of" : "Restart";

    private protected override StateOptions Options => new() { FailedTasksOnly = FailedTaskOnly, TaskCheck = !NoTaskCheck };
}
