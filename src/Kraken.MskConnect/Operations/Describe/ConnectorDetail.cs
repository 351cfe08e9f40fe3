using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// A connector as people ask about it when something is wrong: what it runs, what was last done to it, what its log says.
/// No secret is in it.
/// </summary>
public sealed record ConnectorDetail
{
    /// <summary>The connector's name.</summary>
    public required string ConnectorName { get; init; }

    /// <summary>The state as AWS names it, for example RUNNING.</summary>
    public required string ConnectorState { get; init; }

    /// <summary>The state's code and message where AWS gives one, for example for FAILED.</summary>
    public string? StateDescription { get; init; }

    /// <summary>The numbers of the tasks that died in the last hour and were not started again; empty for none.</summary>
    public IReadOnlyList<int> DeadTasks { get; init; } = [];

    /// <summary>The connector's description.</summary>
    public string? Description { get; init; }

    /// <summary>The connector's ARN.</summary>
    public required string ConnectorArn { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary><c>source</c> or <c>sink</c>, where known.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>The connector's class.</summary>
    public string? ConnectorClass { get; init; }

    /// <summary>The version of Kafka Connect, for example 3.7.x.</summary>
    public string? KafkaConnectVersion { get; init; }

    /// <summary>The capacity, for example <c>1-2 workers x 1 MCU</c>.</summary>
    public string? Capacity { get; init; }

    /// <summary>The custom plugin's ARN.</summary>
    public string? CustomPluginArn { get; init; }

    /// <summary>The custom plugin's revision.</summary>
    public long? CustomPluginRevision { get; init; }

    /// <summary>The worker configuration's ARN; null for MSK Connect's default.</summary>
    public string? WorkerConfigurationArn { get; init; }

    /// <summary>The worker configuration's revision; null for MSK Connect's default.</summary>
    public long? WorkerConfigurationRevision { get; init; }

    /// <summary>The role that the connector runs under.</summary>
    public string? IamRoleArn { get; init; }

    /// <summary>The connector's security groups.</summary>
    public IReadOnlyList<string> SecurityGroupId { get; init; } = [];

    /// <summary>The connector's subnets.</summary>
    public IReadOnlyList<string> SubnetId { get; init; } = [];

    /// <summary>The bootstrap servers.</summary>
    public string? MskBootstrapServer { get; init; }

    /// <summary>IAM or NONE.</summary>
    public string? MskAuthenticationType { get; init; }

    /// <summary>The log group's name, where the connector logs to CloudWatch.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The connector's tags.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>The last operation on it, with its error; null for none since its creation, or where it may not be read.</summary>
    public ConnectorOperation? LastOperation { get; init; }

    /// <summary>The last errors of its log, three at most, in the order of time.</summary>
    public IReadOnlyList<ConnectorLogEntry> LastError { get; init; } = [];
}
