namespace Kraken.MskConnect.Operations;

/// <summary>
/// The current state of a connector, with the four outputs of the reference module and further properties.
/// </summary>
public sealed record ConnectorResult
{
    /// <summary>The connector's name.</summary>
    public required string ConnectorName { get; init; }

    /// <summary>
    /// The state as AWS names it: CREATING, RUNNING, UPDATING, PAUSING, PAUSED, RESUMING, RESTARTING, DELETING or FAILED;
    /// DELETED where a wait was for that, or a fleet's connector without a spec was removed; empty where it is not known, of a
    /// failed <see cref="Result"/>.
    /// </summary>
    public required string ConnectorState { get; init; }

    /// <summary>The connector's ARN; empty of a failed <see cref="Result"/>.</summary>
    public required string ConnectorArn { get; init; }

    /// <summary>The connector's current version, which changes with each update.</summary>
    public string? ConnectorVersion { get; init; }

    /// <summary>The id of the connector's (first) security group, where known.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>The ARN of the role that the connector runs under, where known.</summary>
    public string? IamRoleArn { get; init; }

    /// <summary>The log group's name, where the connector logs to CloudWatch.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary><c>source</c> or <c>sink</c>, where known.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>The plain name of the connector's class.</summary>
    public string? ConnectorClass { get; init; }

    /// <summary>The capacity, for example <c>1-2 workers x 1 MCU</c>.</summary>
    public string? Capacity { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary>
    /// The state's code and message where AWS gives one, for example for FAILED; of a failed <see cref="Result"/>, the first
    /// line of the error.
    /// </summary>
    public string? StateDescription { get; init; }

    /// <summary>Whether the call that returned this changed anything.</summary>
    public bool Changed { get; init; }

    /// <summary>Whether the call that returned this made the connector, or made it again.</summary>
    public bool Created { get; init; }

    /// <summary>
    /// What the command that returned this did to the connector: <c>Created</c>, <c>Changed</c>, <c>Unchanged</c>,
    /// <c>Removed</c>, or <c>Failed</c> for one that ended with an error among several; null where the command only reads. Of a
    /// failed one the name, region and account are known, and what AWS gave is empty.
    /// </summary>
    public string? Result { get; init; }
}
