using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <content>Changes in place, and their order.</content>
internal sealed partial class ConnectorResource
{
    public async Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        // First what goes: the number of tags is limited.
        if (Property.PrunedTags(changes) is { Count: > 0 } pruned)
        {
            await context.CallAsync("kafkaconnect:UntagResource", () => context.Aws.KafkaConnect.UntagResourceAsync(
                new UntagResourceRequest { ResourceArn = Identifier, TagKeys = pruned }, cancellationToken));
        }

        if (Property.SetsTags(changes))
        {
            await context.CallAsync("kafkaconnect:TagResource", () => context.Aws.KafkaConnect.TagResourceAsync(
                new TagResourceRequest { ResourceArn = Identifier, Tags = new Dictionary<string, string>(desired!.Tags) },
                cancellationToken));
        }

        // The first change names the version that it was planned for; the version after it is AWS's to tell. The worker
        // setting comes first, since a new configuration may need the new plugin, or a config provider of the new workers;
        // but a provider may go only when no configuration refers to it.
        var version = _connector!.CurrentVersion;
        var configurationFirst = LosesProvider();
        if (Changed(_configuration) && configurationFirst)
            await ChangeAsync(request => request.ConnectorConfiguration = SentConfiguration());
        if (changes.Any(WorkerSettingUpdate.Has))
            await ChangeAsync(request => WorkerSettingUpdate.Fill(request, changes, desired!.Spec, WantedWorker(desired.Spec)));
        if (Changed(_configuration) && !configurationFirst)
            await ChangeAsync(request => request.ConnectorConfiguration = SentConfiguration());

        // Last, so that a connector that runs is changed with MSK Connect's health checks, and one that is resumed
        // starts with what was changed.
        if (Changed(State)
            && StateChangeCall.Between(ConnectorStates.Goal(_connector.ConnectorState), desired!.Spec.DesiredState) is { } change)
        {
            await StateChangeCall.RunAsync(context, Identifier!, change, cancellationToken);
        }

        async Task ChangeAsync(Action<UpdateConnectorRequest> set)
        {
            await UpdateConnectorCall.RunAsync(context, Identifier!, set + SkipHealthChecks, cancellationToken, version);
            version = null;
        }

        bool Changed(InPlaceUpdate update) => changes.Any(c => c.Update == update);
    }

    private bool LosesProvider()
    {
        var wanted = ConfigReference.In(WantedConfiguration()).Select(r => r.Provider).ToHashSet(StringComparer.Ordinal);
        return ConfigReference.In(_connector!.ConnectorConfiguration).Any(r => !wanted.Contains(r.Provider));
    }

    // MSK Connect has no health to check of a paused connector, and refuses its update otherwise.
    private void SkipHealthChecks(UpdateConnectorRequest request)
    {
        if (context.SkipsHealthChecks || _connector!.ConnectorState == ConnectorState.PAUSED)
            request.SkipHealthValidation = true;
    }
}
