using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>
/// Updates. Source: the service model of November 2026, UpdateConnector, and its texts in AWS's SDKs; the messages are
/// guesses.
/// </content>
internal sealed partial class KafkaConnectService
{
    private static readonly string[] _workerSettings = ["capacity", "plugins", "workerConfiguration", "useDefaultWorkerConfiguration"];

    private Structure UpdateConnector(Call call)
    {
        var connector = GetConnector(call.Input.Required("connectorArn"));
        CheckVersion(connector, call.Input.Required("currentVersion"));
        if (connector.State is not (ConnectorStates.Running or ConnectorStates.Paused))
            throw Bad($"The connector can't be updated while it is in the state {connector.State}.");
        var skips = call.Input.Flag("skipHealthValidation");
        if (connector.State == ConnectorStates.Paused && !skips)
            throw Bad("The connector is in the state PAUSED. To update it, skipHealthValidation must be true.");
        var setting = WantedSetting(call.Input, connector);
        var configuration = call.Input.Child("connectorConfiguration") is null
            ? null
            : call.Input.TextMap("connectorConfiguration");
        if (setting is null == configuration is null)
        {
            throw Bad(
                "The request must have either connectorConfiguration or a worker setting: capacity, plugins, and "
                + "workerConfiguration or useDefaultWorkerConfiguration.");
        }

        if (configuration is not null)
        {
            CheckConfiguration(configuration);
            if (configuration["connector.class"] != connector.Configuration["connector.class"])
                throw Bad("The connector.class can't be changed.");
        }

        var operation = Begin(call, connector, new ConnectorOperation
        {
            Arn = NewOperationArn(connector),
            Type = setting is not null ? OperationTypes.UpdateWorkerSetting : OperationTypes.UpdateConfiguration,
            Created = call.Now,
            OriginSetting = setting is null ? null : OriginOf(setting, connector),
            TargetSetting = setting,
            OriginConfiguration = configuration is null ? null : connector.Configuration,
            TargetConfiguration = configuration,
            SkipsHealthChecks = skips,
        });
        return new Structure
        {
            ["connectorArn"] = connector.Arn,
            ["connectorState"] = connector.State,
            ["connectorOperationArn"] = operation.Arn,
        };
    }

    /// <summary>The worker setting that a request asks for, checked; or null where it asks for none.</summary>
    private Structure? WantedSetting(Structure input, Connector connector)
    {
        // A flag that is false asks for nothing.
        var given = _workerSettings.Where(s => input.GetValueOrDefault(s) is not (null or false)).ToList();
        if (input.Child("workerConfiguration") is not null && input.GetValueOrDefault("useDefaultWorkerConfiguration") is not null)
            throw Bad("The request must not have both workerConfiguration and useDefaultWorkerConfiguration.");
        var setting = new Structure();
        foreach (var name in given)
            setting[name] = input[name];
        if (setting.Child("capacity") is { } capacity)
        {
            CheckCapacity(capacity);
            CheckQuota(capacity, connector);
            setting["capacity"] = Completed(capacity);
        }

        if (input.GetValueOrDefault("plugins") is not null)
        {
            var plugins = input.Children("plugins").ToList();
            if (plugins.Count != 1)
                throw Bad($"The plugins must be a list of exactly one custom plugin. The request has {plugins.Count}.");
            CheckPlugins(plugins);
        }

        CheckWorkerConfiguration(setting.Child("workerConfiguration"));
        return given.Count == 0 ? null : setting;
    }

    /// <summary>What the connector has in the places that a wanted setting changes.</summary>
    private static Structure OriginOf(Structure wanted, Connector connector)
    {
        var origin = new Structure();
        if (wanted.ContainsKey("capacity"))
            origin["capacity"] = connector.Capacity;
        if (wanted.ContainsKey("plugins"))
            origin["plugins"] = connector.Plugins;
        if (wanted.ContainsKey("workerConfiguration") || wanted.ContainsKey("useDefaultWorkerConfiguration"))
        {
            if (connector.WorkerConfiguration is { } configuration)
                origin["workerConfiguration"] = configuration;
            else
                origin["useDefaultWorkerConfiguration"] = true;
        }

        return origin;
    }
}
