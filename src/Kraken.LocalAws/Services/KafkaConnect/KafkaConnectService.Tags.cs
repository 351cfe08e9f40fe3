using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>
/// Tags of connectors, plugins and worker configurations. Source: MSK Connect API reference, TagResource: a key that is
/// there already gets the new value; UntagResource: a key that is not there is no error.
/// </content>
internal sealed partial class KafkaConnectService
{
    private Structure ListTagsForResource(Call call) =>
        new() { ["tags"] = Structure.Map(TagsOf(call.Input.Required("resourceArn"))) };

    private Structure TagResource(Call call)
    {
        var held = TagsOf(call.Input.Required("resourceArn"));
        var added = call.Input.TextMap("tags");
        if (held.Keys.Union(added.Keys).Count() > MaxTags)
            throw Bad($"A resource can't have more than {MaxTags} tags.");
        foreach (var (key, value) in added)
            held[key] = value;
        return Structure.Empty;
    }

    private Structure UntagResource(Call call)
    {
        var held = TagsOf(call.Input.Required("resourceArn"));
        foreach (var key in call.Input.Texts("tagKeys"))
            held.Remove(key);
        return Structure.Empty;
    }

    private Dictionary<string, string> TagsOf(string arn) =>
        _connectors.GetValueOrDefault(arn)?.Tags
        ?? _plugins.GetValueOrDefault(arn)?.Tags
        ?? _workerConfigurations.GetValueOrDefault(arn)?.Tags
        ?? throw NotFound("resource", arn);
}
