using System.Globalization;
using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>Reads from a configuration what its family's definition says that connectors use.</summary>
internal static class DeclaredUse
{
    private const string UnknownProblem = "is known only at run time, so nothing is granted for it";

    internal static void Describe(
        ConnectorDefinition definition, string className, ConnectorConfig config, ConnectorUse use)
    {
        var defaults = definition.ClassKeys.GetValueOrDefault(className, []).Concat(definition.Keys)
            .Where(k => k.Default is not null).DistinctBy(k => k.Name).ToDictionary(k => k.Name, k => k.Default, StringComparer.Ordinal);

        // Conditions name the whole class, also where the configuration has its short name.
        string? Get(string key) => key == ConnectorConfig.ClassKey ? className : config.Get(key) ?? defaults.GetValueOrDefault(key);
        foreach (var topic in definition.Topics.Where(t => t.Condition.Holds(Get)))
        {
            foreach (var (key, name) in Names(topic.Topic, "TopicUnknown"))
                use.Topics.Add(new UsedTopic(key, name, topic.Kind, topic.Access, topic.Need));
        }

        foreach (var group in definition.ConsumerGroups.Where(g => g.Condition.Holds(Get)))
            use.Groups.AddRange(Names(group.Name, "GroupUnknown").Select(n => new UsedName(n.Key, n.Name, group.Need)));
        foreach (var id in definition.TransactionalIds.Where(i => i.Condition.Holds(Get)))
            use.TransactionalIds.AddRange(Names(id.Name, "TransactionalIdUnknown").Select(n => new UsedName(n.Key, n.Name, id.Need)));
        foreach (var calls in definition.Calls.Where(c => c.Condition.Holds(Get)))
            Service(calls);
        foreach (var connection in definition.Connections.Where(c => c.Condition.Holds(Get)))
            Address(connection);
        foreach (var doubt in definition.Doubts.Where(d => d.Condition.Holds(Get)))
            use.Doubt(doubt.Key, doubt.IsAboutTopics ? "TopicsNotDerived" : "NotDerived", doubt.Problem, doubt.Remedy);
        foreach (var finding in definition.Findings.Where(f => f.Condition.Holds(Get)))
            use.Find(finding.Severity, finding.Key, "KeysConflict", finding.Problem, finding.Remedy);

        IEnumerable<(string Key, string Name)> Names(string template, string rule)
        {
            var filled = DefinitionTemplate.Fill(template, config, Get);
            var key = filled.Keys.FirstOrDefault(k => config.Get(k) is not null) ?? (filled.Keys.Count > 0 ? filled.Keys[0] : ConnectorConfig.ClassKey);
            if (filled.Unknown is { } unknown)
            {
                use.Doubt(unknown, rule, UnknownProblem, "Give the name itself.");
                yield break;
            }

            foreach (var text in filled.Texts)
            {
                if (KafkaTopic.IsGrant(text) && text != KafkaTopic.Every)
                    yield return (key, text);
                else
                    use.Find(FindingSeverity.Error, key, "TopicName", $"leads to '{text}', which is no name in Kafka", "Use letters, digits, dots, underscores and hyphens.");
            }
        }

        void Service(DefinedCalls calls)
        {
            List<UsedResource> resources = [];
            foreach (var template in calls.Resources)
            {
                var filled = DefinitionTemplate.Fill(template, config, Get);
                if (filled.Unknown is { } unknown)
                    use.Doubt(unknown, "ResourceUnknown", UnknownProblem, "Give the name or the ARN itself.");
                else
                    resources.AddRange(filled.Texts.Where(text => IsGranted(text, filled.Keys, calls)).Select(text => Resource(text, filled.Keys)));
            }

            if (resources.Count == 0)
                return;
            use.Services.Add(new UsedService(SidOf(calls.Need), calls.Need, calls.Actions, resources)
            {
                Context = [.. calls.Context.Select(c => (c.Key, (IReadOnlyList<string>)
                    [.. c.Values.SelectMany(v => DefinitionTemplate.Fill(v, config, Get).Texts)]))],
            });
        }

        IReadOnlyList<string> Given(IReadOnlyList<string> keys) =>
            keys.Where(k => config.Get(k) is not null).ToList() is { Count: > 0 } given ? given : [ConnectorConfig.ClassKey];

        // What stands in the configuration may be no ARN, or make of a template more than it says.
        bool IsGranted(string arn, IReadOnlyList<string> keys, DefinedCalls calls)
        {
            var (problem, remedy) = GrantForm.OfResource(arn, calls.Actions, calls.AllowAnyResource) is { } refusal
                ? (refusal.Problem, refusal.Remedy)
                : arn != GrantForm.Any && arn.Split(':')[1] != config.Partition
                    ? ($"is not in partition {config.Partition}, in which the connector is", "Give an ARN in the region's partition.")
                    : (null, "");
            if (problem is not null)
                use.Find(FindingSeverity.Error, Given(keys)[0], "ResourceFormat", $"leads to the resource '{BoundedText.Of(arn)}', which {problem}", remedy);
            return problem is null;
        }

        UsedResource Resource(string arn, IReadOnlyList<string> keys)
        {
            return new UsedResource(arn, Given(keys))
            {
                Examples = [arn == "*" ? arn : arn.Replace("*", "example", StringComparison.Ordinal)],
            };
        }

        void Address(DefinedConnection connection)
        {
            if (Get(connection.Key) is not { } text)
                return;
            var (port, reason) = (connection.DefaultPort, $"default port of {config.ClassName}");
            if (connection.PortKey is { } portKey && config.Get(portKey) is { } given)
            {
                if (Port(given) is { } number)
                {
                    (port, reason) = (number, portKey);
                }
                else if (given.Contains("${", StringComparison.Ordinal))
                {
                    use.Doubt(
                        portKey, "PortUnknown", "is known only at run time, so the network rules open the default port", "Give the port number.");
                }
                else
                {
                    use.Find(FindingSeverity.Error, portKey, "PortFormat", "is not a port", "Give a number from 1 to 65535.");
                }
            }

            use.Addresses.Add(new UsedAddress(connection.Key, text, port, connection.What, reason) { IsHost = connection.PortKey is not null });
        }
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    /// <summary>The id of a statement: the need's words, each with a capital letter.</summary>
    internal static string SidOf(string need) => string.Concat(need
        .Split([' ', '-', '_', '.', ',', ':', '/', '(', ')', '\''], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit)))
        .Where(word => word.Length > 0)
        .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
