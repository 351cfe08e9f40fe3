using System.Management.Automation;
using System.Net.Sockets;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Starts an embedded AWS on this machine, to rehearse with.</summary>
/// <remarks>
/// <para>
/// It answers on loopback for the AWS services that connectors need, judges requests, roles, policies and networks as
/// AWS does, and costs nothing. Give its EndpointUrl to the other cmdlets; credentials are not needed. It lives in
/// this process until Stop-KrakenLocalAws, Remove-Module in the runspace that started it, or the end of the process.
/// </para>
/// <para>
/// It listens on loopback only: no other machine reaches it, and a request whose Host header is not loopback's is
/// refused. Without -State, all that it holds is lost when it stops.
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
/// <code>Start-KrakenLocalAws -State ./rehearsal.json -Fault @{ Service = 'iam'; Operation = 'CreateRole'; NthCall = 2; Kind = 'Throttle' }</code>
/// <para>Goes on from where the last one with that file ended, and throttles the second role's creation.</para>
/// </example>
/// <example>
/// <code>Start-KrakenLocalAws -Port 4599 -IamPropagationDelay 20</code>
/// <para>Starts it on a port of its own choosing, with roles that cannot be assumed in their first 20 seconds.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "KrakenLocalAws")]
[OutputType(typeof(LocalAwsInstance))]
public sealed class StartKrakenLocalAwsCommand : PSCmdlet
{
    private const int AccountDigits = 12;

    private static readonly LocalAwsOptions _default = new();

    /// <summary>The port, 1 to 65535; 0, the default, takes a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The region that it has. Default us-east-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = _default.Region;

    /// <summary>The account that it has, 12 digits. Default 123456789012.</summary>
    [Parameter]
    public string AccountId { get; set; } = _default.AccountId;

    /// <summary>How long a connector takes to be created, updated or deleted: seconds, or a TimeSpan. Default 1.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan ConnectorTransition { get; set; } = _default.ConnectorTransition;

    /// <summary>How long every answer takes beyond the work itself: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Latency { get; set; } = _default.Latency;

    /// <summary>How long a new role cannot be assumed yet: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan IamPropagationDelay { get; set; } = _default.IamPropagationDelay;

    /// <summary>
    /// How many items a page of a list has at most, whatever is asked for: shows whether a client reads all pages.
    /// Default: the services' own limits.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int LargestPage { get; set; } = _default.LargestPage;

    /// <summary>
    /// How many workers the account's connectors may have, autoscaling's greatest number counted. Default 60, AWS's own.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int WorkerQuota { get; set; } = _default.WorkerQuota;

    /// <summary>How long IAM's reads do not find a new role: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan IamVisibilityDelay { get; set; } = _default.IamVisibilityDelay;

    /// <summary>How long EC2 does not find a new security group: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Ec2VisibilityDelay { get; set; } = _default.Ec2VisibilityDelay;

    /// <summary>
    /// How long a connector's network interfaces stay after it is gone, and keep its security group in use: seconds, or
    /// a TimeSpan. Default 0.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan InterfaceLinger { get; set; } = _default.InterfaceLinger;

    /// <summary>How fast its time goes: 60 lets a minute of it pass in a second. Above 0. Default 1.</summary>
    [Parameter]
    [ValidateRange(0.001, 1000000)]
    public double ClockSpeed { get; set; } = _default.ClockSpeed;

    /// <summary>
    /// The file that its state is kept in. Where the file exists, it goes on from there and -Empty is not heeded.
    /// Default: none is kept.
    /// </summary>
    [Parameter]
    [Alias("StateFile")]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    /// <summary>
    /// Calls that fail: hashtables with Kind (Throttle, ServerError, ResetBeforeEffect, ResetAfterEffect, Slow or
    /// AccessDenied) and, as wanted, Service (signing name), Operation, NthCall (the first call that fails, from 1),
    /// Times (how many fail), Delay (seconds, for Slow) and RetryAfter (seconds, a
    /// header of Throttle and ServerError).
    /// </summary>
    [Parameter]
    [FaultTransformation]
    public FaultRule[] Fault { get; set; } = [];

    /// <summary>Starts without the surroundings of the example specs.</summary>
    [Parameter]
    public SwitchParameter Empty { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string? stateFile;
        try
        {
            AwsRegion.Check(Region);
            CheckAccount(AccountId);
            stateFile = State is null ? null : FilePath.Literal(this, State, nameof(State), KrakenErrorKind.FileNotWritten);
        }
        catch (KrakenException error)
        {
            WriteError(ErrorRecords.From(error, null));
            return;
        }

        var options = _default with
        {
            Region = Region,
            AccountId = AccountId,
            ConnectorTransition = ConnectorTransition,
            Latency = Latency,
            IamPropagationDelay = IamPropagationDelay,
            LargestPage = LargestPage,
            WorkerQuota = WorkerQuota,
            IamVisibilityDelay = IamVisibilityDelay,
            Ec2VisibilityDelay = Ec2VisibilityDelay,
            InterfaceLinger = InterfaceLinger,
            ClockSpeed = ClockSpeed,
            StateFile = stateFile,
            Seed = !Empty,
        };
        try
        {
            var instance = LocalAwsServers.Start(options, Port, Fault);
            WriteVerbose($"Listening on {instance.EndpointUrl}, on loopback only.");
            WriteObject(instance);
        }
        catch (Exception error) when (
            State is not null && error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(
                new InvalidDataException($"State: {error.Message}", error),
                "Kraken.StateFileInvalid", ErrorCategory.InvalidData, State));
        }
        catch (Exception error) when (error is SocketException or IOException or System.Net.HttpListenerException)
        {
            WriteError(ErrorRecords.From(
                new KrakenException(
                    KrakenErrorKind.EndpointUnreachable,
                    Port == 0
                        ? $"The embedded AWS cannot listen on loopback: {error.Message}"
                        : $"Port: {Port} cannot be listened on: {error.Message}",
                    Port == 0
                        ? "Correct what the message names; the port is not the cause."
                        : "Give another port, or leave -Port out for a free one.",
                    error),
                Port));
        }
    }

    // Not by ValidatePattern, whose error shows the expression and the value as it is.
    private static void CheckAccount(string account)
    {
        if (account.Length == AccountDigits && account.All(char.IsAsciiDigit))
            return;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"AccountId: '{BoundedText.Of(account)}' is not an account's id.",
            "Give 12 digits, for example 123456789012.");
    }
}
