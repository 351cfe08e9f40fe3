namespace Kraken.MskConnect.Operations;

/// <summary>
/// An operation of MSK Connect on a connector, such as an update. No secret is in it.
/// </summary>
public sealed record ConnectorOperation
{
    /// <summary>The connector's name.</summary>
    public required string ConnectorName { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The operation's ARN.</summary>
    public required string OperationArn { get; init; }

    /// <summary>The type as AWS names it, for example UPDATE_CONNECTOR_CONFIGURATION,
    /// UPDATE_WORKER_SETTING, PAUSE_CONNECTOR, RESUME_CONNECTOR or RESTART_CONNECTOR.</summary>
    public required string OperationType { get; init; }

    /// <summary>The state as AWS names it, for example UPDATE_COMPLETE, ROLLBACK_COMPLETE or RESTART_FAILED.</summary>
    public required string OperationState { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>How long it took; null while it goes on.</summary>
    public TimeSpan? Duration => EndTime - CreationTime;

    /// <summary>The code and message of its error; null where it has none.</summary>
    public string? Error { get; init; }

    /// <summary>What it changes, each from one value to another; secrets are masked.</summary>
    public IReadOnlyList<ConnectorOperationChange> Changes { get; init; } = [];

    /// <summary>Its steps in their order, each with its state.</summary>
    public IReadOnlyList<ConnectorOperationStep> Steps { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Error is null ? $"{OperationType} {OperationState}" : $"{OperationType} {OperationState}: {Error}";
}

/// <summary>What an operation changes.</summary>
/// <param name="Name">
/// What: Capacity, CustomPlugin, WorkerConfiguration, or a key of the configuration as Configuration[key].
/// </param>
/// <param name="From">The value before; null for none.</param>
/// <param name="To">The value that is wanted; null for none.</param>
public sealed record ConnectorOperationChange(string Name, string? From, string? To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {From ?? "(none)"} -> {To ?? "(none)"}";
}

/// <summary>A step of an operation.</summary>
/// <param name="StepType">The type as AWS names it, for example INITIALIZE_UPDATE.</param>
/// <param name="StepState">The state as AWS names it, for example COMPLETED.</param>
public sealed record ConnectorOperationStep(string StepType, string StepState)
{
    /// <inheritdoc/>
    public override string ToString() => $"{StepType} {StepState}";
}
