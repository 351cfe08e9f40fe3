using System.Diagnostics.CodeAnalysis;
using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Models;
using Kraken.LocalAws.Services;
using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.Iam;
using Kraken.LocalAws.Services.Kafka;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.LocalAws.Services.Kms;
using Kraken.LocalAws.Services.Logs;
using Kraken.LocalAws.Services.S3;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.LocalAws.Services.Ssm;
using Kraken.LocalAws.Services.Sts;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws;

/// <summary>
/// An AWS in memory: one account in one region, with the services that connectors need. Reach it in process through
/// <see cref="CreateHandler"/> or over loopback through <see cref="LocalAwsServer"/>. Safe for concurrent use.
/// </summary>
public sealed class LocalCloud : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Service> _services;
    private readonly TimeProvider _clock;
    private readonly StateFile? _stateFile;
    private long _sequence;
    private long _version;

    /// <summary>Makes a cloud.</summary>
    /// <param name="options">How it behaves; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="LocalAwsOptions.ClockSpeed"/> is not more than
    /// 0, or <see cref="LocalAwsOptions.LargestPage"/> is less than 1, or <see cref="LocalAwsOptions.WorkerQuota"/> less
    /// than 0.</exception>
    /// <exception cref="InvalidDataException"><see cref="LocalAwsOptions.StateFile"/> is damaged, or no state of
    /// LocalAws, or of another account or region. The file is left as it is.</exception>
    /// <exception cref="IOException"><see cref="LocalAwsOptions.StateFile"/> is in use by another cloud, or its folder
    /// does not exist.</exception>
    public LocalCloud(LocalAwsOptions? options = null)
    {
        Options = options ?? new LocalAwsOptions();
        if (Options.ClockSpeed is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), Options.ClockSpeed, "ClockSpeed must be more than 0; 1 is the speed of real time.");
        }

        if (Options.LargestPage < 1)
            throw new ArgumentOutOfRangeException(nameof(options), Options.LargestPage, "LargestPage must be 1 or more.");
        if (Options.WorkerQuota < 0)
            throw new ArgumentOutOfRangeException(nameof(options), Options.WorkerQuota, "WorkerQuota must be 0 or more.");
        _clock = ClockFrom(Options.Clock.GetUtcNow());
        Iam = new IamService(this);
        Ec2 = new Ec2Service(this);
        Logs = new LogsService(this);
        Sts = new StsService(this);
        Kafka = new KafkaService(this);
        SecretsManager = new SecretsManagerService(this);
        Ssm = new SsmService(this);
        S3 = new S3Service(this);
        Kms = new KmsService(this);
        KafkaConnect = new KafkaConnectService(this);
        _services = new Service[] { Iam, Ec2, Logs, Sts, Kafka, SecretsManager, Ssm, S3, Kms, KafkaConnect }
            .ToDictionary(s => s.Name, StringComparer.Ordinal);
        _stateFile = Options.StateFile is { } path ? StateFile.Open(path) : null;
        try
        {
            if (_stateFile?.Read() is { } saved)
            {
                _clock = ClockFrom(CloudState.Read(this, saved, _stateFile.Path));
            }
            else
            {
                if (Options.Seed)
                    LocalAwsSeed.Apply(this);
                Options.SeedFile?.Apply(this);
            }

            _stateFile?.Begin(CloudState.Write(this));
        }
        catch
        {
            _stateFile?.Dispose();
            throw;
        }
    }

    /// <summary>How the cloud behaves.</summary>
    public LocalAwsOptions Options { get; }

    /// <summary>The requests that it answered, in process and over loopback.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    internal IamService Iam { get; }

    internal Ec2Service Ec2 { get; }

    internal LogsService Logs { get; }

    internal StsService Sts { get; }

    internal KafkaService Kafka { get; }

    internal SecretsManagerService SecretsManager { get; }

    internal SsmService Ssm { get; }

    internal S3Service S3 { get; }

    internal KmsService Kms { get; }

    internal KafkaConnectService KafkaConnect { get; }

    internal IdSource Ids { get; } = new();

    internal Schedule Schedule { get; } = new();

    internal IEnumerable<Service> Services => _services.Values;

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The number of the last request that arrived.</summary>
    internal long LastSequence
    {
        get => Interlocked.Read(ref _sequence);
        set => Interlocked.Exchange(ref _sequence, value);
    }

    internal string Region => Options.Region;

    internal string AccountId => Options.AccountId;

    internal string Partition => Region switch
    {
        _ when Region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when Region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>What names of hosts end with. Source: AWS general reference, endpoints in the China regions.</summary>
    internal string DnsSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>
    /// A handler that answers requests in process: no socket, but the same parsing, validation and log as on the wire.
    /// Any host name will do. Each call makes a new handler; all share the cloud.
    /// </summary>
    public HttpMessageHandler CreateHandler() => new LocalCloudHandler(HandleAsync);

    /// <summary>
    /// Lets a worker of a connector write to its log now, as MSK Connect delivers it: each line becomes an event behind the
    /// worker's id, and behind the time where it begins with a level. A state file has them from the next change on.
    /// </summary>
    /// <param name="connectorName">The connector; its log goes to a log group.</param>
    /// <param name="lines">The lines, each without a line break at its end.</param>
    /// <param name="stream">The log stream, which is made where it is missing; null for the connector's first.</param>
    /// <param name="worker">Which of the workers writes, from 0 to 15. Default 0.</param>
    /// <param name="age">How long ago it was written. Default now.</param>
    /// <exception cref="ArgumentException">There is no such connector, or its log goes to no log group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The worker is not 0 to 15.</exception>
    public void WriteLog(
        string connectorName, IEnumerable<string> lines, string? stream = null, int worker = 0, TimeSpan age = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfNegative(worker);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(worker, 15);
        lock (_gate)
        {
            Schedule.RunDue(Now);
            if (KafkaConnect.FindByName(connectorName) is not { } connector)
                throw new ArgumentException($"There is no connector '{connectorName}'.", nameof(connectorName));
            if (connector.LogGroup is null)
                throw new ArgumentException($"The log of the connector '{connectorName}' goes to no log group.", nameof(connectorName));
            WorkerLog.Write(this, connector, Now - age, stream ?? WorkerLog.StreamName(connector), worker, lines);
            _version++;
        }
    }

    /// <summary>
    /// Frees the state file for others. A cloud without one holds nothing that must be freed, and goes on to work.
    /// </summary>
    public void Dispose() => _stateFile?.Dispose();

    internal string Arn(string service, string resource) =>
        $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>Answers a request.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<WireResponse> HandleAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(Interlocked.Increment(ref _sequence), Now);
        if (Options.Latency > TimeSpan.Zero)
            await Task.Delay(Options.Latency, Options.Clock, cancellationToken).ConfigureAwait(false);

        var response = Answer(request, exchange, out var fault);
        if (fault is { RetryAfter: { } seconds, Kind: FaultKind.Throttle or FaultKind.ServerError })
            response.Headers["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response = await SaveAsync(exchange, response).ConfigureAwait(false);
        if (fault?.Kind == FaultKind.Slow)
            await Task.Delay(fault.Delay, Options.Clock, cancellationToken).ConfigureAwait(false);

        Requests.Add(new LocalAwsRequest(
            exchange.Sequence, exchange.Service, exchange.Operation, exchange.AccessKeyId, response.Status,
            exchange.ErrorCode, exchange.IsMutating, exchange.Started, Now));
        return response;
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "A defect in a handler is the service's internal error, as at AWS.")]
    private WireResponse Answer(WireRequest request, Exchange exchange, out FaultRule? fault)
    {
        fault = null;
        var credential = Credential.Find(request);
        exchange.AccessKeyId = credential?.AccessKeyId;
        if (ServiceResolver.Find(request, credential) is not { } model)
            return UnknownService(exchange);

        exchange.Service = model.SigningName;
        var dialect = Dialect.For(model.SigningName);
        var protocol = Protocol.For(model);
        try
        {
            var (name, operation) = protocol.FindOperation(model, request);
            exchange.Operation = name ?? "";
            exchange.IsMutating = operation?.IsMutating ?? false;
            fault = Faults.Next(model.SigningName, name);
            if (fault?.Kind == FaultKind.ResetBeforeEffect)
                return Reset(exchange);
            Authenticate(request, credential, model, operation, dialect);
            if (request.IsTooLarge)
                throw dialect.TooLarge.ToError();
            Fail(fault, model.SigningName, name, credential!.AccessKeyId, dialect);
            Iam.Authorize(credential.AccessKeyId, $"{model.SigningName}:{name}", dialect);
            if (operation is null)
                throw dialect.UnknownOperation.ToError(name is null ? null : $"Could not find operation {name}");

            var input = protocol.Parse(operation, request);
            RequestValidator.Validate(model, operation, input, dialect);
            var output = Invoke(model.SigningName, exchange, new Call(
                operation.Name, input, credential.AccessKeyId, exchange.RequestId, Now)
            {
                LargestPage = Options.LargestPage,
            });
            return fault?.Kind == FaultKind.ResetAfterEffect
                ? Reset(exchange)
                : protocol.Render(model, operation, output, exchange.RequestId);
        }
        catch (AwsError error)
        {
            return Refuse(error);
        }
        catch (MalformedRequestException e)
        {
            return Refuse(dialect.Malformed.ToError(e.Message));
        }
        catch (Exception e)
        {
            return Refuse(dialect.Failed.ToError($"{dialect.Failed.Message} ({e.GetType().Name}: {e.Message})"));
        }

        WireResponse Refuse(AwsError error)
        {
            exchange.ErrorCode = error.Code;
            var status = error.Status != 0 ? error.Status : model.ErrorStatus.GetValueOrDefault(error.Code, 400);
            var refusal = protocol.RenderError(model, error, status, exchange.RequestId);
            foreach (var (header, value) in error.Headers)
                refusal.Headers[header] = value;
            return request.Method == "HEAD" ? refusal.WithoutBody() : refusal;
        }
    }

    private Structure Invoke(string service, Exchange exchange, Call call)
    {
        lock (_gate)
        {
            var ids = Ids.Position;
            var anyDue = Schedule.RunDue(Now);
            try
            {
                return _services[service].Invoke(call)
                    ?? throw new AwsError("NotImplemented", $"LocalAws has no {service}:{call.Operation}.", 501);
            }
            finally
            {
                // A call that only reads may still give out an id: a session's key, for example.
                if (anyDue || exchange.IsMutating || Ids.Position != ids)
                    exchange.Version = ++_version;
            }
        }
    }

    /// <summary>Waits until what the request changed is on the disk: what was answered is never forgotten.</summary>
    private async Task<WireResponse> SaveAsync(Exchange exchange, WireResponse response)
    {
        if (_stateFile is null || exchange.Version == 0)
            return response;
        try
        {
            await _stateFile.SaveAsync(exchange.Version, Snapshot, Restore).ConfigureAwait(false);
            return response;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var model = ServiceCatalog.Find(exchange.Service)!;
            var failed = Dialect.For(exchange.Service).Failed.ToError(
                $"The state file '{_stateFile.Path}' cannot be written, so the call has changed nothing: {e.Message}");
            exchange.ErrorCode = failed.Code;
            return Protocol.For(model).RenderError(model, failed, failed.Status, exchange.RequestId);
        }
    }

    private (byte[] State, long Version) Snapshot()
    {
        lock (_gate)
            return (CloudState.Write(this), _version);
    }

    /// <summary>Goes back to a state that was saved. Requests and ids count on, so that none comes twice.</summary>
    private long Restore(byte[] state)
    {
        lock (_gate)
        {
            CloudState.Read(this, state, _stateFile!.Path, keepsCounting: true);
            return _version;
        }
    }

    /// <summary>
    /// The cloud's clock. Its time never goes back, although an earlier process may have had a faster one.
    /// </summary>
    private TimeProvider ClockFrom(DateTimeOffset saved)
    {
        var now = Options.Clock.GetUtcNow();
        return Options.ClockSpeed == 1 && saved <= now
            ? Options.Clock
            : new ScaledClock(Options.Clock, Options.ClockSpeed, saved > now ? saved : now);
    }

    private void Authenticate(
        WireRequest request, Credential? credential, ServiceModel model, OperationModel? operation, Dialect dialect)
    {
        var service = model.SigningName;
        if (credential is null)
            throw (Credential.IsClaimed(request) ? dialect.IncompleteSignature : dialect.MissingToken).ToError();
        // Source: IAM user guide, troubleshoot Signature Version 4, credential scope errors.
        if (operation is null && ServiceResolver.FindByForm(request) is { } meant && meant != model)
            throw dialect.WrongRegion.ToError($"Credential should be scoped to correct service: '{meant.SigningName}'.");
        // IAM and STS are global: their clients may sign for the partition's home region.
        if (credential.Region != Region && !(service is "iam" or "sts" && credential.Region == "us-east-1"))
            throw dialect.WrongRegion.ToError();
        SignatureTime.Check(request, credential.Date, Options.SigningClock.GetUtcNow(), dialect);
        Sts.CheckAccessKey(credential.AccessKeyId, dialect);
    }

    private void Fail(FaultRule? fault, string service, string? operation, string accessKeyId, Dialect dialect)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Throttle:
                throw dialect.Throttled.ToError();
            case FaultKind.ServerError:
                throw dialect.Failed.ToError();
            case FaultKind.AccessDenied:
                throw dialect.AccessDenied.ToError(
                    $"User: {Sts.CallerArn(accessKeyId)} is not authorized to perform: {Permission.Of(service, operation)}");
            default:
                break;
        }
    }

    private static WireResponse Reset(Exchange exchange)
    {
        exchange.ErrorCode = "ConnectionReset";
        return new WireResponse { Status = 0, IsReset = true };
    }

    private static WireResponse UnknownService(Exchange exchange)
    {
        exchange.ErrorCode = "UnknownService";
        return new WireResponse
        {
            Status = 403,
            ContentType = "application/json",
            Body = WireResponse.Utf8("""{"message":"Missing Authentication Token"}"""),
        };
    }

    private sealed class Exchange(long sequence, DateTimeOffset started)
    {
        internal long Sequence => sequence;

        internal DateTimeOffset Started => started;

        internal string RequestId { get; } = $"00000000-0000-4000-8000-{sequence:x12}";

        internal string Service { get; set; } = "";

        internal string Operation { get; set; } = "";

        internal string? AccessKeyId { get; set; }

        internal string? ErrorCode { get; set; }

        internal bool IsMutating { get; set; }

        /// <summary>The version of the state that has the request's changes, or 0 where it has none.</summary>
        internal long Version { get; set; }
    }
}
