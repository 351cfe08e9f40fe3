using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Lists the operations of Amazon MSK Connect connectors, the newest first.</summary>
/// <remarks>
/// <para>
/// An operation is an update of the capacity, the custom plugin, the worker configuration or the configuration, or a pause, a
/// resumption or a restart. It has its state, its steps, what it changes from and to and, where it failed, AWS's error. Secrets are masked. Each operation takes a call, so Select-Object -First 1 reads the newest alone.
/// </para>
/// <para>
/// A name that no connector has is an error. A connector that was never changed since its creation returns nothing. Makes
/// read calls only.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-KrakenConnectorOperation orders-cdc</code>
/// <para>Lists what was done to the connector.</para>
/// </example>
/// <example>
/// <code>Get-KrakenConnectorOperation orders-cdc | Select-Object -First 1 | Format-List</code>
/// <para>Shows the last operation with its steps and its error.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector | Get-KrakenConnectorOperation | Where-Object Error</code>
/// <para>Finds the operations that failed, of all connectors of the region.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorOperation", DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorOperation))]
public sealed class GetKrakenConnectorOperationCommand : ConnectorCmdlet
{
    /// <summary>The connectors' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    private protected override int Concurrency => DefaultConcurrency;

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessConnector(string name, string? region) => Start(name, name, async token =>
    {
        await foreach (var operation in Inspector(RegionOr(region)).ReadOperationsAsync(name, token))
            Emit(operation);
    });
}
