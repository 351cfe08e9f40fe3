using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>Updates and their operations.</content>
internal sealed partial class KafkaConnectService
{
    private Structure UpdateConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        CheckVersion(connector, call.Input.Required("currentVersion"));
        if (connector.State != ConnectorStates.Running)
            throw Bad($"The connector can't be updated while it is in the state {connector.State}.");
        var capacity = call.Input.Child("capacity");
        var configuration = call.Input.Child("connectorConfiguration") is null
            ? null
            : call.Input.TextMap("connectorConfiguration");
        // One at a time. Source: Amazon MSK developer guide, update a connector.
        if (capacity is null == configuration is null)
            throw Bad("The request must have exactly one of capacity and connectorConfiguration.");
        if (capacity is not null)
        {
            CheckCapacity(capacity);
            CheckQuota(capacity, connector);
        }

        if (configuration is not null)
        {
            CheckConfiguration(configuration);
            if (configuration["connector.class"] != connector.Configuration["connector.class"])
                throw Bad("The connector.class can't be changed.");
        }

        var operation = new ConnectorOperation
        {
            Arn = Arn($"connector-operation/{connector.Name}/{connector.Id}/{Cloud.Ids.Uuid()}"),
            Type = capacity is not null ? "UPDATE_WORKER_SETTING" : "UPDATE_CONNECTOR_CONFIGURATION",
            Created = call.Now,
            OriginCapacity = connector.Capacity,
            OriginConfiguration = connector.Configuration,
            TargetCapacity = capacity is null ? null : Completed(capacity),
            TargetConfiguration = configuration,
        };
        connector.Operations.Add(operation);
        _lifecycle.Update(connector, operation, call.Now);
        return new Structure
        {
            ["connectorArn"] = connector.Arn,
            ["connectorState"] = connector.State,
            ["connectorOperationArn"] = operation.Arn,
        };
    }

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
            ["originWorkerSetting"] = operation.TargetCapacity is null
                ? null
                : new Structure { ["capacity"] = operation.OriginCapacity },
            ["originConnectorConfiguration"] = operation.TargetConfiguration is null
                ? null
                : Structure.Map(operation.OriginConfiguration),
            ["targetWorkerSetting"] = operation.TargetCapacity is null
                ? null
                : new Structure { ["capacity"] = operation.TargetCapacity },
            ["targetConnectorConfiguration"] = operation.TargetConfiguration is null
                ? null
                : Structure.Map(operation.TargetConfiguration),
            ["errorInfo"] = operation.Error?.Write(),
            ["creationTime"] = operation.Created,
            ["endTime"] = operation.Ended,
        };
    }

    private static List<object?> Steps(ConnectorOperation operation)
    {
        string[] types = ["INITIALIZE_UPDATE", operation.Type, "VALIDATE_UPDATE", "FINALIZE_UPDATE"];
        string[] states = operation.State switch
        {
            "PENDING" => ["PENDING", "PENDING", "PENDING", "PENDING"],
            "UPDATE_IN_PROGRESS" => ["COMPLETED", "IN_PROGRESS", "PENDING", "PENDING"],
            "UPDATE_COMPLETE" => ["COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED"],
            _ => ["COMPLETED", "COMPLETED", "FAILED", "CANCELLED"],
        };
        return [.. types.Zip(states).Select(s => new Structure { ["stepType"] = s.First, ["stepState"] = s.Second })];
    }
}
