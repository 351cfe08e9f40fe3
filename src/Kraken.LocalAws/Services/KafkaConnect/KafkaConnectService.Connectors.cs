using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>
/// Connectors. Source of members and codes: the service model and the MSK Connect API reference; of the messages none,
/// they are guesses that nobody may decide by.
/// </content>
internal sealed partial class KafkaConnectService
{
    private Structure CreateConnector(Call call)
    {
        var input = call.Input;
        var name = input.Required("connectorName");
        // Names are compared with their case: orders and Orders are two connectors. The API reference says only that a
        // name must be unique (ConflictException); that case counts is what Terraform's provider relies on in its state,
        // and no page of AWS's says otherwise.
        if (_connectors.Values.Any(c => c.Name == name))
            throw Taken("connector", name);
        CheckNewConnector(call);

        var arn = NewArn("connector", name);
        var connector = new Connector
        {
            Arn = arn,
            Name = name,
            Id = arn[(arn.LastIndexOf('/') + 1)..],
            Created = call.Now,
            Description = input.Text("connectorDescription"),
            KafkaCluster = input.Child("kafkaCluster")!,
            Authentication = input.Child("kafkaClusterClientAuthentication")!.Required("authenticationType"),
            Encryption = input.Child("kafkaClusterEncryptionInTransit")!.Required("encryptionType"),
            KafkaConnectVersion = input.Required("kafkaConnectVersion"),
            LogDelivery = input.Child("logDelivery"),
            // Source: MSK Connect API reference, CreateConnector, networkType: IPV4 unless told otherwise.
            NetworkType = input.Text("networkType") ?? "IPV4",
            Plugins = input.Items("plugins"),
            RoleArn = input.Required("serviceExecutionRoleArn"),
            WorkerConfiguration = input.Child("workerConfiguration"),
            Tags = input.TextMap("tags"),
            Version = Cloud.Ids.Version(),
            Capacity = Completed(input.Child("capacity")!),
            Configuration = input.TextMap("connectorConfiguration"),
        };
        _connectors.Add(arn, connector);
        _lifecycle.Create(connector, call.Now);
        return new Structure
        {
            ["connectorArn"] = arn,
            ["connectorName"] = name,
            ["connectorState"] = connector.State,
        };
    }

    private Structure DescribeConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        var written = Write(connector);
        // A list's entries have neither. Source: service model, ConnectorSummary and DescribeConnectorResponse.
        written["connectorConfiguration"] = Structure.Map(connector.Configuration);
        written["stateDescription"] = connector.StateDescription?.Write();
        return written;
    }

    private Structure ListConnectors(Call call)
    {
        var prefix = call.Input.Text("connectorNamePrefix") ?? "";
        return Listed(
            call, "connectors", _connectors.Values.Where(c => c.Name.StartsWith(prefix, StringComparison.Ordinal)),
            c => c.Name, Write);
    }

    private Structure DeleteConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        if (call.Input.Text("currentVersion") is { } version)
            CheckVersion(connector, version);
        // A second deletion is not refused: a guess, on the side of callers that repeat a call whose answer was lost.
        if (connector.State != ConnectorStates.Deleting)
            _lifecycle.Delete(connector, call.Now);
        return new Structure { ["connectorArn"] = connector.Arn, ["connectorState"] = connector.State };
    }

    private Connector GetConnector(string arn) =>
        FindConnector(arn) ?? throw NotFound("connector", arn);

    private static void CheckVersion(Connector connector, string version)
    {
        if (version != connector.Version)
        {
            // Source: service model, currentVersion of UpdateConnector and DeleteConnector, BadRequestException; that it
            // is this code and not ConflictException is a guess.
            throw Bad($"The specified currentVersion {version} isn't the connector's current version. Describe the connector to get its current version.");
        }
    }

    private static Structure Write(Connector connector) => new()
    {
        ["capacity"] = connector.Capacity,
        ["connectorArn"] = connector.Arn,
        ["connectorDescription"] = connector.Description,
        ["connectorName"] = connector.Name,
        ["connectorState"] = connector.State,
        ["creationTime"] = connector.Created,
        ["currentVersion"] = connector.Version,
        ["kafkaCluster"] = connector.KafkaCluster,
        ["kafkaClusterClientAuthentication"] = new Structure { ["authenticationType"] = connector.Authentication },
        ["kafkaClusterEncryptionInTransit"] = new Structure { ["encryptionType"] = connector.Encryption },
        ["kafkaConnectVersion"] = connector.KafkaConnectVersion,
        ["logDelivery"] = connector.LogDelivery,
        ["networkType"] = connector.NetworkType,
        ["plugins"] = connector.Plugins,
        ["serviceExecutionRoleArn"] = connector.RoleArn,
        ["workerConfiguration"] = connector.WorkerConfiguration,
    };
}
