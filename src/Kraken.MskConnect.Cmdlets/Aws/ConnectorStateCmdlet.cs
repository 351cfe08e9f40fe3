using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that pauses, resumes or restarts connectors, up to -ThrottleLimit at the same time.</summary>
public abstract class ConnectorStateCmdlet : ConnectorCmdlet
{
    private readonly List<(string Name, string? Region)> _connectors = [];
    private readonly HashSet<(string Name, string? Region)> _seen = [];

    /// <summary>The connectors' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>
    /// Returns as soon as AWS has accepted the operation, without waiting until it ends. A connector on which another
    /// operation is in progress is an error then.
    /// </summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>
    /// The maximum time for all work on each connector, with the wait for other operations: seconds, or a TimeSpan. Default
    /// 1800, which is 30 minutes. The time that a question takes does not count.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Timeout { get; set; } = new StateOptions().Timeout;

    /// <summary>
    /// The maximum number of connectors that are worked on at the same time, 1 to 100. Default 5. Connectors that only wait
    /// for AWS do not count.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    /// <summary>
    /// Returns each result as soon as its connector is done. Without it, results come in the order of the input.
    /// </summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    private protected override int Concurrency => ThrottleLimit;

    private protected override bool IsUnordered => Unordered;

    private protected override IEnumerable<string> Names => ConnectorName;

    /// <summary>What is done.</summary>
    private protected abstract ConnectorStateChange Change { get; }

    /// <summary>What is done, as the question says it, for example <c>Pause the connector</c>.</summary>
    private protected abstract string Action { get; }

    /// <summary>How it is done, beside what this class has parameters for.</summary>
    private protected virtual StateOptions Options => new();

    private protected override void ProcessConnector(string name, string? region)
    {
        if (_seen.Add((name, region)))
            _connectors.Add((name, region));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        BeginFleet(_connectors.Count);
        foreach (var (name, region) in _connectors)
            Start(name, name, token => WorkAsync(Provisioner(RegionOr(region)), name, token));
        base.EndProcessing();
        EndFleet();
    }

    private async Task WorkAsync(IConnectorProvisioner provisioner, string name, CancellationToken cancellationToken)
    {
        var options = Options with { Wait = !NoWait, Timeout = Timeout, Approve = (found, _) => ApproveAsync(found) };
        if (await provisioner.ChangeStateAsync(name, Change, options, cancellationToken) is not { } result)
        {
            Count(name, IsWhatIf ? Outcome.Planned : Outcome.Declined);
            return;
        }

        var outcome = ShownOutcome.Of(result);
        Count(name, outcome, result.ConnectorState);
        Emit(ShownOutcome.Show(result with { Result = outcome.ToString() }));
    }

    private Task<bool> ApproveAsync(ConnectorResult connector) => ConfirmAsync(connector.ConnectorName, () => ShouldProcess(
        connector.ConnectorName, $"{Action} {connector.ConnectorName} in {connector.Region}, which is {connector.ConnectorState}", $"{Action} {connector.ConnectorName}?"));
}
