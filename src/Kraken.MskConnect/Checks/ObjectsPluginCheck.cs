using Amazon.KafkaConnect;

namespace Kraken.MskConnect.Checks;

/// <summary>The custom plugin is ACTIVE and has the revision.</summary>
internal sealed class ObjectsPluginCheck : IConnectorCheck
{
    private const string Remedy = "Correct CustomPluginArn, or make the plugin first.";

    public string Name => "Objects.Plugin";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (await connector.Plugin is not { } plugin)
        {
            return CheckOutcome.Fail(
                $"The custom plugin {spec.CustomPluginArn} does not exist.", Remedy, nameof(spec.CustomPluginArn));
        }

        if (plugin.CustomPluginState is { } state && state != CustomPluginState.ACTIVE)
        {
            return CheckOutcome.Fail(
                $"The custom plugin {plugin.Name} is {state}.",
                "Wait until it is ACTIVE, or name another one.",
                nameof(spec.CustomPluginArn));
        }

        return plugin.LatestRevision?.Revision is { } latest && spec.CustomPluginRevision > latest
            ? CheckOutcome.Fail(
                $"CustomPluginRevision is {spec.CustomPluginRevision}, and the latest revision of {plugin.Name} is {latest}.",
                $"Give CustomPluginRevision {latest} or less.",
                nameof(spec.CustomPluginRevision))
            : CheckOutcome.Pass($"The custom plugin {plugin.Name} is ACTIVE and has revision {spec.CustomPluginRevision}.");
    }
}
