using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>
/// What no definition of a user may grant: actions with wildcards, all resources of a service, all topics or groups. A
/// definition grants permissions, so it is held to what the derived grants are held to.
/// </summary>
internal static partial class DefinitionRules
{
    /// <summary>Actions on which <c>*</c> is refused even where the definition allows it: they hand out others' permissions.</summary>
    private static readonly string[] _neverOnAll = ["iam:PassRole", "sts:AssumeRole"];

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
        foreach (var action in call.Actions)
        {
            if (!Action().IsMatch(action))
            {
                throw DefinitionJson.Wrong(
                    $"{place}.actions", $"contains '{action}', which is not one action of a service", "Name each action, for example dynamodb:PutItem.");
            }
        }

        foreach (var resource in call.Resources)
        {
            if (!DefinitionTemplate.IsValid(resource))
                throw Placeholder(resource);
            var isAll = resource == "*" || (resource.Split(':', 6) is [.., var last] && last.Trim('*', '/', ':').Length == 0);
            if (isAll && (!call.AllowAnyResource || call.Actions.Intersect(_neverOnAll, StringComparer.OrdinalIgnoreCase).Any()))
            {
                throw DefinitionJson.Wrong(
                    $"{place}.resources", $"contains '{resource}', which is every resource",
                    "Name the resources by ARN. If the service knows none for these actions, set allow_any_resource to true.");
            }

            if (!isAll && !Resource().IsMatch(resource))
                throw DefinitionJson.Wrong($"{place}.resources", $"contains '{resource}', which is not an ARN", "Begin it with arn:${partition}:service:${region}:${account_id}:.");
        }

        foreach (var value in call.Context.SelectMany(c => c.Values).Where(v => !DefinitionTemplate.IsValid(v)))
            throw Placeholder(value);
    }

    private static KrakenException Placeholder(string template) => DefinitionJson.Wrong(
        template, "has a placeholder that definitions do not have",
        "The placeholders are ${config:KEY}, ${each:KEY}, ${last:KEY}, ${connector_name}, ${region}, ${account_id} and ${partition}.");

    [GeneratedRegex(@"^[a-z0-9-]+:[A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Action();

    [GeneratedRegex(@"^(?:arn:[^:*]+:[a-z0-9-]+:[^:*]*:|\$\{config:)", RegexOptions.CultureInvariant)]
    private static partial Regex Resource();
}
