using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Waits until Amazon MSK Connect connectors are running, paused or deleted.</summary>
/// <remarks>
/// <para>
/// The cmdlet waits for the connectors of the pipeline in parallel, and returns them in their order. If a connector
/// enters the state FAILED, it writes an error with the state's code and message and the last log events. Makes read
/// calls only.
/// </para>
/// </remarks>
/// <example>
/// <code>$spec | New-KrakenMskConnector -NoWait | Wait-KrakenMskConnector</code>
/// <para>Waits until the connector is running.</para>
/// </example>
/// <example>
/// <code>Wait-KrakenMskConnector orders-cdc -State DELETED -Timeout 600</code>
/// <para>Waits for up to ten minutes until the connector is deleted.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "KrakenMskConnector", DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorResult))]
public sealed class WaitKrakenMskConnectorCommand : ConnectorCmdlet
{
    /// <summary>The connectors' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>
    /// The state to wait for: RUNNING, PAUSED or DELETED. Without it, the cmdlet waits until the connector is running, and
    /// returns a paused one as it is. With it, a connector that is paused, or running, is an error if no operation is about
    /// to change that.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateSet("RUNNING", "PAUSED", "DELETED")]
    public string? State { get; set; }

    /// <summary>
    /// The maximum time to wait for each connector: seconds, or a TimeSpan. Default 1800, which is 30 minutes.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new CreateOptions().Timeout;

    /// <summary>The maximum number of connectors to wait for at the same time, 1 to 100. Default 20.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = 20;

    /// <summary>
    /// Returns each result as soon as its connector is done. Without it, results come in the order of the input.
    /// </summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>
    /// Does not look at the worker log for dead tasks when the connector is running. Without it, dead tasks of the last
    /// hour that were not started again are an error that names the cause.
    /// </summary>
    [Parameter]
    public SwitchParameter NoTaskCheck { get; set; }

    private protected override int Concurrency => ThrottleLimit;

    private protected override bool IsUnordered => Unordered;

    // It does nothing else.
    private protected override bool WaitingCounts => true;

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessConnector(string name, string? region) =>
        Start(name, name, async token => Emit(await Provisioner(RegionOr(region)).WaitAsync(
            name, State, Timeout, taskCheck: !NoTaskCheck, token)));
}
