using System.Management.Automation;
using System.Net.Sockets;
using Kraken.LocalAws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Starts an embedded AWS on this machine, to rehearse with.</summary>
/// <remarks>
/// <para>
/// It answers on loopback for the AWS services that connectors need, judges requests, roles, policies and networks as
/// AWS does, and costs nothing. Give its EndpointUrl to the other cmdlets; credentials are not needed. It lives in
/// this process until Stop-KrakenLocalAws, Remove-Module or the end of the process.
/// </para>
/// <para>
/// Unless -Empty is given, it has the surroundings of the module's example specs: VPC, subnets, MSK cluster, plugins,
/// buckets, keys and the database's secret.
/// </para>
/// </remarks>
/// <example>
/// <code>$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec ./specs/*.json | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl</code>
/// <para>Rehearses a provisioning.</para>
/// </example>
/// <example>
/// <code>Start-KrakenLocalAws -Port 4599 -IamPropagationDelay 20</code>
/// <para>Starts it on a port of its own choosing, with roles that cannot be assumed in their first 20 seconds.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "KrakenLocalAws")]
[OutputType(typeof(LocalAwsInstance))]
public sealed class StartKrakenLocalAwsCommand : PSCmdlet
{
    private static readonly LocalAwsOptions Default = new();

    /// <summary>The port, 1 to 65535; 0, the default, takes a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The region that it has. Default us-east-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = Default.Region;

    /// <summary>The account that it has, 12 digits. Default 123456789012.</summary>
    [Parameter]
    [ValidatePattern("^[0-9]{12}$")]
    public string AccountId { get; set; } = Default.AccountId;

    /// <summary>How long a connector takes to be created, updated or deleted: seconds, or a TimeSpan. Default 1.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan ConnectorTransition { get; set; } = Default.ConnectorTransition;

    /// <summary>How long every answer takes beyond the work itself: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Latency { get; set; } = Default.Latency;

    /// <summary>How long a new role cannot be assumed yet: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan IamPropagationDelay { get; set; } = Default.IamPropagationDelay;

    /// <summary>Starts without the surroundings of the example specs.</summary>
    [Parameter]
    public SwitchParameter Empty { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var options = Default with
        {
            Region = Region,
            AccountId = AccountId,
            ConnectorTransition = ConnectorTransition,
            Latency = Latency,
            IamPropagationDelay = IamPropagationDelay,
            Seed = !Empty,
        };
        try
        {
            WriteObject(LocalAwsServers.Start(options, Port));
        }
        catch (Exception error) when (error is SocketException or IOException or System.Net.HttpListenerException)
        {
            WriteError(ErrorRecords.From(
                new KrakenException(
                    KrakenErrorKind.EndpointUnreachable,
                    $"Port: {Port} cannot be listened on: {error.Message}",
                    "Give another port, or leave -Port out for a free one.",
                    error),
                Port));
        }
    }
}
