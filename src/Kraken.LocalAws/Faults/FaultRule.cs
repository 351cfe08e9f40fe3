namespace Kraken.LocalAws.Faults;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>The service's own throttling error.</summary>
    Throttle,

    /// <summary>The service's own 5xx error, before the operation has any effect.</summary>
    ServerError,

    /// <summary>The connection is reset before the operation has any effect.</summary>
    ResetBeforeEffect,

    /// <summary>The operation takes effect, then the connection is reset: the caller cannot know.</summary>
    ResetAfterEffect,

    /// <summary>The answer comes late, by <see cref="FaultRule.Delay"/>.</summary>
    Slow,

    /// <summary>The service's own access-denied error.</summary>
    AccessDenied,
}

/// <summary>When something goes wrong, and what.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The service by its signing name, for example <c>kafkaconnect</c>; null is every service.</summary>
    public string? Service { get; init; }

    /// <summary>The operation, for example <c>CreateConnector</c>; null is every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// The first call that fails, counted among the calls that the rule speaks of; 1 or more. Default 1.
    /// </summary>
    public int NthCall { get; init; } = 1;

    /// <summary>How many calls fail from there on. Default 1; <see cref="int.MaxValue"/> is for ever.</summary>
    public int Times { get; init; } = 1;

    /// <summary>
    /// How late the answer is where <see cref="Kind"/> is <see cref="FaultKind.Slow"/>. Default 1 second.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>Connectors that fail to start whatever their role, network and configuration.</summary>
/// <param name="NamePattern">The connectors' name; <c>*</c> stands for any characters.</param>
/// <param name="Code">The state description's code. Default <c>UnknownKafkaConnectWorkerFailure</c>.</param>
/// <param name="Message">The state description's message.</param>
/// <param name="LogLines">What the worker writes to its log before it dies.</param>
public sealed record ConnectorFailure(
    string NamePattern,
    string Code = "UnknownKafkaConnectWorkerFailure",
    string Message = "The connector's workers failed to start.",
    IReadOnlyList<string>? LogLines = null);
