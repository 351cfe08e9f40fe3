using System.Diagnostics.CodeAnalysis;
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
using Kraken.LocalAws.Services.Sts;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws;

/// <summary>
/// An AWS in memory: one account in one region, with the services that connectors need. Reach it in process through
/// <see cref="CreateHandler"/> or over loopback through <see cref="LocalAwsServer"/>. Safe for concurrent use.
/// </summary>
public sealed class LocalCloud
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Service> _services;
    private long _sequence;

    /// <summary>Makes a cloud.</summary>
    /// <param name="options">How it behaves; null takes the defaults.</param>
    public LocalCloud(LocalAwsOptions? options = null)
    {
        Options = options ?? new LocalAwsOptions();
        Iam = new IamService(this);
        Ec2 = new Ec2Service(this);
        Logs = new LogsService(this);
        Sts = new StsService(this);
        Kafka = new KafkaService(this);
        SecretsManager = new SecretsManagerService(this);
        S3 = new S3Service(this);
        Kms = new KmsService(this);
        KafkaConnect = new KafkaConnectService(this);
        _services = new Service[] { Iam, Ec2, Logs, Sts, Kafka, SecretsManager, S3, Kms, KafkaConnect }
            .ToDictionary(s => s.Name, StringComparer.Ordinal);
        if (Options.Seed)
            LocalAwsSeed.Apply(this);
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

    internal S3Service S3 { get; }

    internal KmsService Kms { get; }

    internal KafkaConnectService KafkaConnect { get; }

    internal IdSource Ids { get; } = new();

    internal Schedule Schedule { get; } = new();

    internal IEnumerable<Service> Services => _services.Values;

    internal DateTimeOffset Now => Options.Clock.GetUtcNow();

    internal string Region => Options.Region;

    internal string AccountId => Options.AccountId;

    internal string Partition => Region switch
    {
        _ when Region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when Region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>
    /// A handler that answers requests in process: no socket, but the same parsing, validation and log as on the wire.
    /// Any host name will do. Each call makes a new handler; all share the cloud.
    /// </summary>
    public HttpMessageHandler CreateHandler() => new LocalCloudHandler(HandleAsync);

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
            Authenticate(credential, model.SigningName, dialect);
            Fail(fault, model.SigningName, name, credential!.AccessKeyId, dialect);
            if (operation is null)
                throw dialect.UnknownOperation.ToError(name is null ? null : $"Could not find operation {name}");

            var input = protocol.Parse(operation, request);
            RequestValidator.Validate(model, operation, input, dialect);
            var output = Invoke(model.SigningName, new Call(
                operation.Name, input, credential.AccessKeyId, exchange.RequestId, Now));
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
            return request.Method == "HEAD" ? refusal.WithoutBody() : refusal;
        }
    }

    private Structure Invoke(string service, Call call)
    {
        lock (_gate)
        {
            Schedule.RunDue(Now);
            return _services[service].Invoke(call)
                ?? throw new AwsError("NotImplemented", $"LocalAws has no {service}:{call.Operation}.", 501);
        }
    }

    private void Authenticate(Credential? credential, string service, Dialect dialect)
    {
        if (credential is null)
            throw dialect.MissingToken.ToError();
        // IAM and STS are global: their clients may sign for the partition's home region.
        if (credential.Region != Region && !(service is "iam" or "sts" && credential.Region == "us-east-1"))
            throw dialect.WrongRegion.ToError();
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
                    $"User: {Sts.CallerArn(accessKeyId)} is not authorized to perform: {service}:{operation}");
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
    }
}
