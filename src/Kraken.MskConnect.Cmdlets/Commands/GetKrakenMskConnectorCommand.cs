using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Finds Amazon MSK Connect connectors.</summary>
/// <remarks>
/// <para>
/// Without a name, every connector in the region is returned. If no connector has the given name, the cmdlet writes an
/// error; if no connector matches a wildcard pattern, it does not. Makes read calls only.
/// </para>
/// <para>
/// -Detailed also shows what the connector runs, its tags, its last operation with its error, its dead tasks and the last
/// errors of its log. A part that the caller may not read is left out, with a warning.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-KrakenMskConnector -Region us-east-1</code>
/// <para>Lists the region's connectors.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Where-Object ConnectorState -eq FAILED</code>
/// <para>Finds the failed connectors whose names begin with orders-.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-cdc -Detailed</code>
/// <para>Shows what runs, what was last done to it, and the last errors of its log.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenMskConnector", DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorResult), typeof(ConnectorDetail))]
public sealed class GetKrakenMskConnectorCommand : ConnectorCmdlet
{
    /// <summary>The connectors' names; * and ? stand for any characters and any one character. Default *.</summary>
    [Parameter(Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = ["*"];

    /// <summary>
    /// Also reads the plugin, versions, network, tags, last operation and last log errors of each connector; takes five calls
    /// or more a connector.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override int Concurrency => DefaultConcurrency;

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessConnector(string name, string? region) =>
        Start(name, name, token => FindAsync(name, region, token));

    private async Task FindAsync(string name, string? region, CancellationToken cancellationToken)
    {
        var found = false;
        region = RegionOr(region);
        IAsyncEnumerable<object> connectors = Detailed
            ? Inspector(region).FindAsync(name, cancellationToken)
            : Provisioner(region).FindAsync(name, cancellationToken);
        await foreach (var connector in connectors)
        {
            found = true;
            Emit(connector);
        }

        if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            throw NotFound(name, region);
    }
}
