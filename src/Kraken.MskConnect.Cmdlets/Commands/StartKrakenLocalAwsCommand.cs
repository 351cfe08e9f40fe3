using System.Management.Automation;
using System.Net.Sockets;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Starts an embedded AWS on this machine for rehearsals.</summary>
/// <remarks>
/// <para>
/// The embedded AWS provides the AWS services that connectors need on loopback, checks requests, roles, policies and
/// networks as AWS does, and costs nothing. Give its EndpointUrl to the other cmdlets, or use -AsDefault; credentials are
/// not needed. It runs in this process until Stop-KrakenLocalAws, until Remove-Module in the runspace that started it, or
/// until the process ends.
/// </para>
/// <para>
/// It listens on loopback only: no other machine can reach it, and it rejects a request whose Host header does not name
/// loopback. Without -State, its state is lost when it stops.
/// </para>
/// <para>
/// Unless -Empty is given, it contains the resources that the module's example specs refer to: VPC, subnets, MSK
/// cluster, plugins, buckets, keys and the database's secret. Make other secrets and parameters as in AWS, with made-up
/// values, since they are kept in clear: aws secretsmanager create-secret or aws ssm put-parameter, with --endpoint-url.
/// </para>
/// </remarks>
/// <example>
/// <code>Start-KrakenLocalAws -AsDefault; Import-KrakenConnectorSpec ./specs/*.json | New-KrakenMskConnector; Stop-KrakenLocalAws</code>
/// <para>Rehearses a provisioning: until the stop, the session's commands call the embedded AWS.</para>
/// </example>
/// <example>
/// <code>$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec ./specs/*.json | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl</code>
/// <para>Rehearses a single command; the others still call AWS.</para>
/// </example>
/// <example>
/// <code>Start-KrakenLocalAws -State ./rehearsal.json -Fault @{ Service = 'iam'; Operation = 'CreateRole'; NthCall = 2; Kind = 'Throttle' }</code>
/// <para>Continues from the state in that file, and throttles the creation of the second role.</para>
/// </example>
/// <example>
/// <code>Start-KrakenLocalAws -Port 4599 -IamPropagationDelay 20</code>
/// <para>Starts it on a given port, with roles that cannot be assumed in their first 20 seconds.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "KrakenLocalAws")]
[OutputType(typeof(LocalAwsInstance))]
public sealed class StartKrakenLocalAwsCommand : PSCmdlet
{
    private const int AccountDigits = 12;

    private static readonly LocalAwsOptions _default = new();

    /// <summary>The port, 1 to 65535; 0, the default, selects a free port.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The region of the embedded AWS. Default us-east-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = _default.Region;

    /// <summary>The account ID of the embedded AWS, 12 digits. Default 123456789012.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string AccountId { get; set; } = _default.AccountId;

    /// <summary>How long a connector takes to be created, updated, paused or deleted: seconds, or a TimeSpan. Default 1.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan ConnectorTransition { get; set; } = _default.ConnectorTransition;

    /// <summary>The additional time before every answer: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan Latency { get; set; } = _default.Latency;

    /// <summary>How long a new role cannot be assumed: seconds, or a TimeSpan. Default 0.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan IamPropagationDelay { get; set; } = _default.IamPropagationDelay;

    /// <summary>
    /// The maximum number of items in a page of a list, whatever the request asks for. Use it to test whether a client
    /// reads all pages. Default: the services' own limits.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int LargestPage { get; set; } = _default.LargestPage;

    /// <summary>
    /// The maximum number of workers of the account's connectors; for autoscaling, the maximum number counts. Default
    /// 60, as in AWS.
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
    /// How long a connector's network interfaces remain after it is deleted, and keep its security group in use:
    /// seconds, or a TimeSpan. Default 0.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan InterfaceLinger { get; set; } = _default.InterfaceLinger;

    /// <summary>The speed of its time: with 60, a minute passes in a second. Above 0. Default 1.</summary>
    [Parameter]
    [ValidateRange(0.001, 1000000)]
    public double ClockSpeed { get; set; } = _default.ClockSpeed;

    /// <summary>
    /// The file in which its state is saved. If the file exists, the embedded AWS continues from that state and ignores
    /// -Empty. Default: the state is not saved.
    /// </summary>
    [Parameter]
    [Alias("StateFile")]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    /// <summary>
    /// Calls that fail: hashtables with Kind (Throttle, ServerError, ResetBeforeEffect, ResetAfterEffect, Slow or
    /// AccessDenied) and, optionally, Service (signing name), Operation, NthCall (the first call that fails, from 1),
    /// Times (how many fail), Delay (seconds, for Slow) and RetryAfter (seconds, a header of Throttle and ServerError).
    /// With Kind ConnectorFails or TasksDie, connectors fail, or run with dead tasks, from their next start, update or
    /// restart on. With Kind UpdateFails, the health checks of updates fail; with PauseFails, ResumeFails or RestartFails,
    /// that operation does. All of these take Connector (name, * stands for any characters; default all), Cause (what the
    /// log tells, for example TopicDenied; a wrong name lists all; default OutOfMemory) and Count (how often it happens, so
    /// that a later attempt succeeds; default always).
    /// </summary>
    [Parameter]
    [FaultTransformation]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public FaultRule[] Fault { get; set; } = [];

    /// <summary>
    /// A JSON file with secrets and parameters that are there from the start, for example { "secrets": { "orders/db":
    /// { "password": "made-up" } }, "parameters": { "/orders/user": "made-up" } }. Ignored where -State names a file that
    /// exists. Do not put real secrets into it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SeedPath { get; set; }

    /// <summary>Starts without the resources that the example specs refer to.</summary>
    [Parameter]
    public SwitchParameter Empty { get; set; }

    /// <summary>
    /// Makes it this session's endpoint and region: commands without -EndpointUrl call it, and not AWS, until
    /// Stop-KrakenLocalAws. Each command that changes something says so. In ForEach-Object -Parallel, give -EndpointUrl.
    /// </summary>
    [Parameter]
    public SwitchParameter AsDefault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        PlainTypeNames.Register(typeof(LocalAwsServer).Assembly, typeof(LocalAwsInstance).Assembly);
        string? stateFile;
        LocalAwsSeedFile? seedFile;
        try
        {
            seedFile = ReadSeed();
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
            SeedFile = seedFile,
        };
        try
        {
            var instance = LocalAwsServers.Start(options, Port, Fault);
            WriteVerbose($"Listening on {instance.EndpointUrl}, on loopback only.");
            if (AsDefault)
                SessionEndpoint.Set(instance);
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
                        : $"Port: the embedded AWS cannot listen on {Port}: {error.Message}",
                    Port == 0
                        ? "Correct what the message names; the port is not the cause."
                        : "Give another port, or leave -Port out for a free one.",
                    error),
                Port));
        }
    }

    // Not by ValidatePattern, whose error shows the expression and the value as it is.
    private LocalAwsSeedFile? ReadSeed()
    {
        if (SeedPath is null)
            return null;
        try
        {
            return LocalAwsSeedFile.Read(FilePath.Literal(this, SeedPath, nameof(SeedPath), KrakenErrorKind.SpecUnreadable));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecUnreadable,
                $"SeedPath: {error.Message}",
                "Correct the file; Get-Help Start-KrakenLocalAws -Parameter SeedPath shows its form.",
                error);
        }
    }

    private static void CheckAccount(string account)
    {
        if (account.Length == AccountDigits && account.All(char.IsAsciiDigit))
            return;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"AccountId: '{BoundedText.Of(account)}' is not an account ID.",
            "Give 12 digits, for example 123456789012.");
    }
}
