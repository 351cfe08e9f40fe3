using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>
/// What no definition of a user may grant: what no statement of a spec may, and all topics or groups.
/// </summary>
internal static class DefinitionRules
{
    /// <summary>The definition, if it may be used.</summary>
    /// <exception cref="KrakenException">It may not; the message names the place.</exception>
    internal static ConnectorDefinition Checked(ConnectorDefinition definition)
    {
        foreach (var (call, i) in definition.Calls.Select((c, i) => (c, i)))
            Check(call, $"aws_calls[{i}]");
        foreach (var name in definition.Topics.Select(t => t.Topic).Concat(definition.ConsumerGroups.Concat(definition.TransactionalIds).Select(n => n.Name)))
        {
            if (!DefinitionTemplate.IsValid(name))
                throw Placeholder(name);
            if (name is KafkaTopic.Every || name.TrimEnd('*').Contains('*', StringComparison.Ordinal) || name.StartsWith("__amazon_msk", StringComparison.Ordinal))
            {
                throw DefinitionJson.Wrong(
                    name, "names every topic or group, the workers' own, or a pattern", "Name it, or its beginning followed by *.");
            }
        }

        return definition;
    }

    private static void Check(DefinedCalls call, string place)
    {
        if (DeclaredUse.SidOf(call.Need).Length == 0)
            throw DefinitionJson.Wrong($"{place}.need", "has no letter from A to Z and no digit, of which the statement's ID is made", "Say what the calls are for.");
        foreach (var action in call.Actions)
            Refuse($"{place}.actions", action, GrantForm.OfAction(action));
        foreach (var resource in call.Resources)
        {
            if (!DefinitionTemplate.IsValid(resource))
                throw Placeholder(resource);
            var sample = DefinitionTemplate.Sample(resource);
            Refuse($"{place}.resources", resource, GrantForm.OfResource(sample, call.Actions, call.AllowAnyResource));
            if (sample.Split(':', 6) is [_, _, _, var region, var account, _] && (region + account).IndexOfAny(['*', '?']) >= 0)
                throw DefinitionJson.Wrong($"{place}.resources", $"contains '{BoundedText.Of(resource)}', which is of every region or account", "Write ${region} and ${account_id}.");
        }

        foreach (var value in call.Context.SelectMany(c => c.Values).Where(v => !DefinitionTemplate.IsValid(v)))
            throw Placeholder(value);
    }

    private static KrakenException Placeholder(string template) => DefinitionJson.Wrong(
        template, "has a placeholder that definitions do not have",
        "The placeholders are ${config:KEY}, ${each:KEY}, ${last:KEY}, ${connector_name}, ${region}, ${account_id} and ${partition}.");

    private static void Refuse(string place, string part, GrantRefusal? refusal)
    {
        if (refusal is not null)
            throw DefinitionJson.Wrong(place, $"contains '{BoundedText.Of(part)}', which {refusal.Problem}", refusal.Remedy);
    }
}
