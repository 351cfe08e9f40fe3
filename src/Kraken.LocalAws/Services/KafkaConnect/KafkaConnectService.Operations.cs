using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>
/// Pauses, resumptions and restarts, and the operations that they and updates are. Source: the service model of November
/// 2026; it lists a ConflictException for PauseConnector and ResumeConnector, and none for RestartConnector and
/// UpdateConnector. That an operation in progress is what it stands for is a guess, as are the messages.
/// </content>
internal sealed partial class KafkaConnectService
{
    private Structure PauseConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        CheckNoOperation(connector);
        if (connector.State != ConnectorStates.Running)
            throw Bad($"The connector can't be paused while it is in the state {connector.State}. It must be RUNNING.");
        return Begun(call, connector, OperationTypes.Pause);
    }

    private Structure ResumeConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        CheckNoOperation(connector);
        if (connector.State != ConnectorStates.Paused)
            throw Bad($"The connector can't be resumed while it is in the state {connector.State}. It must be PAUSED.");
        return Begun(call, connector, OperationTypes.Resume);
    }

    private Structure RestartConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        if (connector.State != ConnectorStates.Running)
            throw Bad($"The connector can't be restarted while it is in the state {connector.State}. It must be RUNNING.");
        var onlyFailed = call.Input.Flag("onlyFailedTasks");
        // Kafka Connect itself can since 3.0 (KIP-745); of the versions that MSK Connect has, that leaves one.
        if (onlyFailed && connector.KafkaConnectVersion.StartsWith("2.", StringComparison.Ordinal))
        {
            throw Bad(
                $"The connector's kafkaConnectVersion is {connector.KafkaConnectVersion}. onlyFailedTasks is supported from version 3.7.");
        }

        return Begun(call, connector, OperationTypes.Restart, onlyFailed);
    }

    private static void CheckNoOperation(Connector connector)
    {
        if (ConnectorStates.IsChanging(connector.State))
            throw new AwsError("ConflictException", $"An operation on the connector is in progress. Its state is {connector.State}.");
    }

    private Structure Begun(Call call, Connector connector, string type, bool onlyFailed = false)
    {
        var operation = Begin(call, connector, new ConnectorOperation
        {
            Arn = NewOperationArn(connector),
            Type = type,
            Created = call.Now,
            OnlyFailedTasks = onlyFailed,
        });
        return new Structure { ["connectorArn"] = connector.Arn, ["connectorOperationArn"] = operation.Arn };
    }

    private ConnectorOperation Begin(Call call, Connector connector, ConnectorOperation operation)
    {
        connector.Operations.Add(operation);
        _changes.Begin(connector, operation, call.Now);
        return operation;
    }

    private string NewOperationArn(Connector connector) =>
        Arn($"connector-operation/{connector.Name}/{connector.Id}/{Cloud.Ids.Uuid()}");

    private Structure ListConnectorOperations(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        // Newest first.
        return Listed(
            call, "connectorOperations",
            connector.Operations.Select((o, i) => (Operation: o, Place: connector.Operations.Count - i)),
            o => Paging.Key(o.Place),
            o => new Structure
            {
                ["connectorOperationArn"] = o.Operation.Arn,
                ["connectorOperationType"] = o.Operation.Type,
                ["connectorOperationState"] = o.Operation.State,
                ["creationTime"] = o.Operation.Created,
                ["endTime"] = o.Operation.Ended,
            });
    }

    private Structure DescribeConnectorOperation(Call call)
    {
        var arn = call.Input.Required("connectorOperationArn");
        var (connector, operation) = FindOperation(arn) ?? throw NotFound("connector operation", arn);
        return new Structure
        {
            ["connectorArn"] = connector.Arn,
            ["connectorOperationArn"] = operation.Arn,
            ["connectorOperationState"] = operation.State,
            ["connectorOperationType"] = operation.Type,
            ["operationSteps"] = Steps(operation),
            // Only what the request changes: a guess.
            ["originWorkerSetting"] = operation.OriginSetting,
            ["originConnectorConfiguration"] = operation.OriginConfiguration is { } origin ? Structure.Map(origin) : null,
            ["targetWorkerSetting"] = operation.TargetSetting,
            ["targetConnectorConfiguration"] = operation.TargetConfiguration is { } target ? Structure.Map(target) : null,
            ["errorInfo"] = operation.Error?.Write(),
            ["creationTime"] = operation.Created,
            ["endTime"] = operation.Ended,
        };
    }

    /// <summary>The steps of an update; the model has none for other operations.</summary>
    private static List<object?>? Steps(ConnectorOperation operation)
    {
        if (!operation.IsUpdate)
            return null;
        string[] types = ["INITIALIZE_UPDATE", operation.Type, "VALIDATE_UPDATE", "FINALIZE_UPDATE"];
        string[] states = operation.State switch
        {
            "PENDING" => ["PENDING", "PENDING", "PENDING", "PENDING"],
            "UPDATE_IN_PROGRESS" => ["COMPLETED", "IN_PROGRESS", "PENDING", "PENDING"],
            // That a step which is skipped is cancelled is a guess.
            "UPDATE_COMPLETE" => ["COMPLETED", "COMPLETED", operation.SkipsHealthChecks ? "CANCELLED" : "COMPLETED", "COMPLETED"],
            _ => ["COMPLETED", "COMPLETED", "FAILED", "CANCELLED"],
        };
        return [.. types.Zip(states).Select(s => new Structure { ["stepType"] = s.First, ["stepState"] = s.Second })];
    }
}
