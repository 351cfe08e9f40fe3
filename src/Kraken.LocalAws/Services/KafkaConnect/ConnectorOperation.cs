using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <summary>
/// The types of operations that callers cause. Source: the service model of November 2026, ConnectorOperationType, which
/// also has two that MSK Connect does by itself.
/// </summary>
internal static class OperationTypes
{
    internal const string UpdateWorkerSetting = "UPDATE_WORKER_SETTING";
    internal const string UpdateConfiguration = "UPDATE_CONNECTOR_CONFIGURATION";
    internal const string Pause = "PAUSE_CONNECTOR";
    internal const string Resume = "RESUME_CONNECTOR";
    internal const string Restart = "RESTART_CONNECTOR";
}

/// <summary>What is done to a connector: an update, a pause, a resumption or a restart.</summary>
internal sealed class ConnectorOperation
{
    internal required string Arn { get; init; }

    internal required string Type { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal DateTimeOffset? Ended { get; set; }

    internal string State { get; set; } = "PENDING";

    internal StateDescription? Error { get; set; }

    /// <summary>The connector's state before: RUNNING or PAUSED.</summary>
    internal string StateBefore { get; set; } = ConnectorStates.Running;

    /// <summary>Of the worker setting what the update changes, as it was; null for others.</summary>
    internal Structure? OriginSetting { get; init; }

    /// <summary>Of the worker setting what the update changes, as it is wanted; null for others.</summary>
    internal Structure? TargetSetting { get; init; }

    internal Dictionary<string, string>? OriginConfiguration { get; init; }

    /// <summary>The configuration that is wanted, or null where the operation is no update of the configuration.</summary>
    internal Dictionary<string, string>? TargetConfiguration { get; init; }

    internal bool SkipsHealthChecks { get; init; }

    internal bool OnlyFailedTasks { get; init; }

    internal bool IsUpdate => Verb == "UPDATE";

    /// <summary>What its states begin with.</summary>
    internal string Verb => Type switch
    {
        OperationTypes.Pause => "PAUSE",
        OperationTypes.Resume => "RESUME",
        OperationTypes.Restart => "RESTART",
        _ => "UPDATE",
    };

    /// <summary>The state that the connector has while it is in progress.</summary>
    internal string ConnectorState => Type switch
    {
        OperationTypes.Pause => ConnectorStates.Pausing,
        OperationTypes.Resume => ConnectorStates.Resuming,
        OperationTypes.Restart => ConnectorStates.Restarting,
        _ => ConnectorStates.Updating,
    };
}
