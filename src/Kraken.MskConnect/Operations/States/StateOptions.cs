namespace Kraken.MskConnect.Operations;

/// <summary>How <see cref="IConnectorProvisioner.ChangeStateAsync"/> works.</summary>
public sealed record StateOptions
{
    /// <summary>
    /// Whether a restart is of the tasks that have failed alone; the others go on. Default false: the connector and all its
    /// tasks. Needs Kafka Connect 3.7 or later. Source: Amazon MSK Connect API reference, RestartConnector.
    /// </summary>
    public bool FailedTasksOnly { get; init; }

    /// <summary>False returns as soon as AWS has accepted the change; true waits until the operation ends. Default true.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>
    /// The maximum time for all work, with the wait for other operations. Default 30 minutes. The time that
    /// <see cref="Approve"/> takes does not count.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether the worker log is looked at once for dead tasks, when the connector is running. Default true.</summary>
    public bool TaskCheck { get; init; } = true;

    /// <summary>
    /// Called with the connector as it is before the change; false changes nothing. Null, the default, asks nobody.
    /// </summary>
    public Func<ConnectorResult, CancellationToken, Task<bool>>? Approve { get; init; }
}
