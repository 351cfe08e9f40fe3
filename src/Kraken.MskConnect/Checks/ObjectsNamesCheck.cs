using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.LogGroups;

namespace Kraken.MskConnect.Checks;

/// <summary>The names of what is made for the connector are free, or are taken by what was made for it.</summary>
internal sealed class ObjectsNamesCheck : IConnectorCheck
{
    public string Name => "Objects.Names";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var name = connector.Spec.ConnectorName;
        if (await connector.Live is not null)
            return CheckOutcome.Pass($"The connector '{name}' has what it names.");

        List<string> taken = [];
        if (await connector.Role is { } role
            && !Ownership.IsOurs((role.Role.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal), name))
        {
            taken.Add($"role {role.Role.RoleName}");
        }

        taken.AddRange(
            from kept in await connector.Groups
            where !Ownership.IsOurs((kept.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal), name)
            select $"security group {kept.GroupName} ({kept.GroupId})");
        if (await connector.LogGroup is { } logs && !Ownership.IsOurs(await TagsAsync(connector, logs), name))
            taken.Add($"log group {logs.LogGroupName}");
        return taken.Count == 0
            ? CheckOutcome.Pass("The names of the role, the security group and the log group are free or its own.")
            : CheckOutcome.Fail(
                $"Somebody else made: {string.Join(", ", taken)}.",
                "Choose another ConnectorName, take them over with New-KrakenMskConnector -Adopt, or remove them.",
                nameof(connector.Spec.ConnectorName));
    }

    private static async Task<IReadOnlyDictionary<string, string>> TagsAsync(CheckedConnector connector, LogGroup group)
    {
        var tags = await connector.Context.CallAsync("logs:ListTagsForResource", () =>
            connector.Context.Aws.Logs.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceArn = LogGroupArn.Of(group) }, connector.StopToken));
        return Answers.Tags(tags, tags.Tags);
    }
}
