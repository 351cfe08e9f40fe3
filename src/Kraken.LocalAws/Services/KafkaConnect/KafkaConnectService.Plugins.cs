using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>Custom plugins.</content>
internal sealed partial class KafkaConnectService
{
    // Source: Amazon MSK developer guide, MSK Connect quotas.
    private const int MaxPlugins = 100;
    private const string PluginMade = nameof(PluginMade);
    private const string PluginGone = nameof(PluginGone);

    internal void Add(CustomPlugin plugin) => _plugins.Add(plugin.Arn, plugin);

    /// <summary>The plugin of that ARN, or null.</summary>
    internal CustomPlugin? FindPlugin(string? arn) => arn is null ? null : _plugins.GetValueOrDefault(arn);

    private Structure CreateCustomPlugin(Call call)
    {
        var name = call.Input.Required("name");
        if (_plugins.Values.Any(p => p.Name == name))
            throw Taken("custom plugin", name);
        if (_plugins.Count == MaxPlugins)
            throw LimitReached($"The account's limit of {MaxPlugins} custom plugins would be exceeded.");
        var plugin = new CustomPlugin
        {
            Arn = NewArn("custom-plugin", name),
            Name = name,
            Created = call.Now,
            Description = call.Input.Text("description"),
            ContentType = call.Input.Required("contentType"),
            Location = call.Input.Child("location")!,
            LatestRevision = 1,
            Tags = call.Input.TextMap("tags"),
        };
        Add(plugin);
        Cloud.Schedule.At(call.Now + Cloud.Options.ConnectorTransition, PluginMade, plugin.Arn);
        return new Structure
        {
            ["customPluginArn"] = plugin.Arn,
            ["customPluginState"] = plugin.State,
            ["name"] = plugin.Name,
            ["revision"] = plugin.LatestRevision,
        };
    }

    private Structure DescribeCustomPlugin(Call call)
    {
        var plugin = GetPlugin(call.Input.Required("customPluginArn"));
        var written = Write(plugin);
        written["stateDescription"] = plugin.StateDescription?.Write();
        return written;
    }

    private Structure ListCustomPlugins(Call call)
    {
        var prefix = call.Input.Text("namePrefix") ?? "";
        return Listed(
            call, "customPlugins", _plugins.Values.Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal)),
            p => p.Name, Write);
    }

    private Structure DeleteCustomPlugin(Call call)
    {
        var plugin = GetPlugin(call.Input.Required("customPluginArn"));
        var user = _connectors.Values.FirstOrDefault(c =>
            c.Plugins.OfType<Structure>().Any(p => p.Child("customPlugin")?.Text("customPluginArn") == plugin.Arn));
        if (user is not null)
            throw Bad($"The custom plugin is in use by the connector {user.Name}.");
        plugin.State = "DELETING";
        Cloud.Schedule.At(call.Now + Cloud.Options.ConnectorTransition, PluginGone, plugin.Arn);
        return new Structure { ["customPluginArn"] = plugin.Arn, ["customPluginState"] = plugin.State };
    }

    private void FinishPlugin(string arn)
    {
        if (_plugins.GetValueOrDefault(arn) is not { State: "CREATING" } plugin)
            return;
        var location = plugin.Location.Child("s3Location")!;
        var bucketArn = location.Required("bucketArn");
        var key = location.Required("fileKey");
        var bucket = Cloud.S3.Find(bucketArn[(bucketArn.LastIndexOf(':') + 1)..]);
        if (bucket?.Objects.GetValueOrDefault(key) is not { } file)
        {
            plugin.State = "CREATE_FAILED";
            plugin.StateDescription = new StateDescription(
                "InvalidInput.PluginFileNotFound", $"The object {key} in {bucketArn} doesn't exist or can't be read.");
            return;
        }

        plugin.State = "ACTIVE";
        plugin.FileSize = file.Body.Length;
        plugin.FileMd5 = file.ETag.Trim('"');
        plugin.ConnectorClasses = PluginFile.ConnectorClasses(file.Body);
    }

    private CustomPlugin GetPlugin(string arn) =>
        _plugins.GetValueOrDefault(arn) ?? throw NotFound("custom plugin", arn);

    private static Structure Write(CustomPlugin plugin) => new()
    {
        ["creationTime"] = plugin.Created,
        ["customPluginArn"] = plugin.Arn,
        ["customPluginState"] = plugin.State,
        ["description"] = plugin.Description,
        ["name"] = plugin.Name,
        ["latestRevision"] = new Structure
        {
            ["contentType"] = plugin.ContentType,
            ["creationTime"] = plugin.Created,
            ["description"] = plugin.Description,
            ["fileDescription"] = plugin.FileMd5 is null
                ? null
                : new Structure { ["fileMd5"] = plugin.FileMd5, ["fileSize"] = plugin.FileSize },
            ["location"] = plugin.Location,
            ["revision"] = plugin.LatestRevision,
        },
    };
}
