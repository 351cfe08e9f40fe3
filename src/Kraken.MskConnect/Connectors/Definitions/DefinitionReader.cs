using System.Text.Json;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>Reads definitions of connector families, the module's own and those of users.</summary>
internal static class DefinitionReader
{
    private static readonly string[] _access = ["read", "write", "alter", "describe_configs", "alter_configs"];

    /// <summary>Reads one.</summary>
    /// <exception cref="KrakenException">It is not JSON, or not of the format; the message names the place.</exception>
    internal static ConnectorDefinition Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // What is no Unicode text is an ArgumentException.
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                "ConnectorDefinition: the file is not JSON.",
                "Correct the file; docs/connector-definitions.md describes its format.");
        }
    }

    /// <summary>Reads one of parsed JSON.</summary>
    internal static ConnectorDefinition Read(JsonElement root)
    {
        var json = new DefinitionJson(root, "");
        json.Allow(
            "classes", "name", "sources", "derived", "not_derived", "java", "all_keys", "keys", "class_keys", "topics", "consumer_groups",
            "transactional_ids", "aws_calls", "connections", "doubts", "findings", "includes");
        var definition = new ConnectorDefinition
        {
            Name = json.Text("name"),
            Sources = json.Texts("sources"),
            Classes = Classes(json),
            Derived = json.FindText("derived") ?? "",
            NotDerived = json.FindText("not_derived") ?? "",
            Java = json.FindNumber("java"),
            HasAllKeys = json.Flag("all_keys"),
            Keys = Keys(json, "keys"),
            ClassKeys = json.Members("class_keys").ToDictionary(
                c => c.Name, c => Keys(new DefinitionJson(json.Find("class_keys")!.Value, "class_keys"), c.Name), StringComparer.Ordinal),
            Topics = [.. json.Objects("topics").Select(Topic)],
            ConsumerGroups = [.. json.Objects("consumer_groups").Select(Name)],
            TransactionalIds = [.. json.Objects("transactional_ids").Select(Name)],
            Calls = [.. json.Objects("aws_calls").Select(Calls)],
            Connections = [.. json.Objects("connections").Select(Connection)],
            Doubts = [.. json.Objects("doubts").Select(Doubt)],
            Findings = [.. json.Objects("findings").Select(Finding)],
        };
        foreach (var name in json.Texts("includes"))
        {
            definition = definition.With(ConnectorCatalogue.FindShared(name) ?? throw DefinitionJson.Wrong(
                "includes", $"names '{name}', which is no shared part", $"The shared parts are {string.Join(", ", ConnectorCatalogue.SharedParts)}."));
        }

        DeclaredSecrets.Add(definition.ClassKeys.Values.SelectMany(k => k).Concat(definition.Keys)
            .Where(k => k.IsSecret && !k.IsPattern && !IsKeyId(k.Name)).Select(k => k.Name));
        return definition;
    }

    /// <summary>The id of an access key is no secret, although some classes type it as a password.</summary>
    private static bool IsKeyId(string name) => name.Replace('_', '.').EndsWith("access.key.id", StringComparison.Ordinal);

    private static Dictionary<string, string> Classes(DefinitionJson json)
    {
        var classes = json.Members("classes").ToDictionary(
            c => c.Name,
            c => c.Value.ValueKind == JsonValueKind.String && c.Value.GetString() is "source" or "sink"
                ? c.Value.GetString()!
                : throw DefinitionJson.Wrong(c.Place, "is neither source nor sink", "Write \"source\" or \"sink\"."),
            StringComparer.Ordinal);
        return classes.Count > 0
            ? classes
            : throw DefinitionJson.Wrong(
                "classes", "is missing or empty", "Name the classes: { \"com.example.OrdersSink\": \"sink\" }.");
    }

    internal static IReadOnlyList<ConnectorKey> Keys(DefinitionJson json, string member) =>
        [.. json.Members(member).Select(k => Key(k.Name, k.Value, k.Place))];

    private static ConnectorKey Key(string name, JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Short(name, value.GetString()!, place);
        var key = new DefinitionJson(value, place);
        key.Allow(
            "type", "default", "required", "required_when", "required_unless", "required_severity", "values", "min", "max",
            "secret", "example");
        var isConditional = key.Find("required_when") is not null || key.Find("required_unless") is not null;
        return Short(name, key.FindText("type") ?? "string", place) with
        {
            Default = key.FindText("default"),
            Required = isConditional || key.Flag("required") ? ConditionOf(key, "required_when", "required_unless") : null,
            RequiredSeverity = key.FindText("required_severity") switch
            {
                null or "error" => FindingSeverity.Error,
                "warning" => FindingSeverity.Warning,
                _ => throw DefinitionJson.Wrong(place + ".required_severity", "is neither error nor warning", "Write one of them."),
            },
            Values = key.Texts("values"),
            Least = key.FindNumber("min"),
            Most = key.FindNumber("max"),
            IsMarkedSecret = key.Flag("secret"),
            Example = key.FindText("example"),
        };
    }

    private static ConnectorKey Short(string name, string type, string place)
    {
        try
        {
            return ConnectorKey.Parse(name, type);
        }
        catch (FormatException e)
        {
            throw DefinitionJson.Wrong(place, $"has an unknown type: {e.Message}", "Write one of these types.");
        }
    }

    private static DefinedTopic Topic(DefinitionJson json)
    {
        json.Allow("topic", "access", "kind", "need", "when", "unless");
        var access = TopicAccess.None;
        foreach (var word in json.Texts("access"))
        {
            access |= Array.IndexOf(_access, word) is >= 0 and var at
                ? (TopicAccess)(1 << at)
                : throw DefinitionJson.Wrong(json.Place + ".access", $"has the unknown word '{word}'", $"The words are {string.Join(", ", _access)}.");
        }

        if (access == TopicAccess.None)
            throw DefinitionJson.Wrong(json.Place + ".access", "is missing", $"Give one or more of {string.Join(", ", _access)}.");
        var kind = json.FindText("kind") switch
        {
            null or "records" => TopicKind.Records,
            "messages" => TopicKind.Messages,
            "own" => TopicKind.Own,
            _ => throw DefinitionJson.Wrong(json.Place + ".kind", "is not a kind of topic", "The kinds are records, messages and own."),
        };
        return new DefinedTopic(
            json.Text("topic"), kind, access, json.FindText("need") ?? "topics of the connector's class", ConditionOf(json, "when", "unless"));
    }

    private static DefinedName Name(DefinitionJson json)
    {
        json.Allow("name", "need", "when", "unless");
        return new DefinedName(
            json.Text("name"), json.FindText("need") ?? "names of the connector's class", ConditionOf(json, "when", "unless"));
    }

    internal static DefinedCalls Calls(DefinitionJson json)
    {
        json.Allow("need", "actions", "resources", "conditions", "allow_any_resource", "when", "unless");
        var (actions, resources) = (json.Texts("actions"), json.Texts("resources"));
        if (actions.Count == 0 || resources.Count == 0)
            throw DefinitionJson.Wrong(json.Place, "has no actions or no resources", "Name both.");
        return new DefinedCalls(json.Text("need"), actions, resources, ConditionOf(json, "when", "unless"))
        {
            Context =
            [
                .. json.Members("conditions").Select(c =>
                    (c.Name, new DefinitionJson(json.Find("conditions")!.Value, json.Place + ".conditions").Texts(c.Name))),
            ],
            AllowAnyResource = json.Flag("allow_any_resource"),
        };
    }

    internal static DefinedConnection Connection(DefinitionJson json)
    {
        json.Allow("key", "port_key", "default_port", "what", "when", "unless");
        return json.FindNumber("default_port") is not ({ } and (< 1 or > 65535))
            ? new DefinedConnection(
                json.Text("key"), json.FindText("port_key"), (int?)json.FindNumber("default_port"), json.Text("what"),
                ConditionOf(json, "when", "unless"))
            : throw DefinitionJson.Wrong(json.Place + ".default_port", "is not a port", "Give a number from 1 to 65535.");
    }

    internal static DefinedDoubt Doubt(DefinitionJson json)
    {
        json.Allow("key", "problem", "remedy", "about_topics", "when", "unless");
        return new DefinedDoubt(
            json.Text("key"), json.Text("problem"), json.Text("remedy"), json.Flag("about_topics"), ConditionOf(json, "when", "unless"));
    }

    internal static DefinedFinding Finding(DefinitionJson json)
    {
        json.Allow("severity", "key", "problem", "remedy", "when", "unless");
        return new DefinedFinding(
            json.FindText("severity") switch
            {
                null or "error" => FindingSeverity.Error,
                "warning" => FindingSeverity.Warning,
                "information" => FindingSeverity.Information,
                _ => throw DefinitionJson.Wrong(json.Place + ".severity", "is not a severity", "Write error, warning or information."),
            },
            json.Text("key"), json.Text("problem"), json.Text("remedy"), ConditionOf(json, "when", "unless"));
    }

    private static Condition ConditionOf(DefinitionJson json, string when, string unless)
    {
        return new Condition([.. Parts(when)], [.. Parts(unless)]);

        IEnumerable<(string Key, bool? IsGiven, IReadOnlyList<string> Values)> Parts(string member)
        {
            foreach (var (name, value, place) in json.Members(member))
            {
                yield return value.ValueKind switch
                {
                    JsonValueKind.True => (name, true, []),
                    JsonValueKind.False => (name, false, []),
                    JsonValueKind.String or JsonValueKind.Array =>
                        (name, null, new DefinitionJson(json.Find(member)!.Value, place).Texts(name)),
                    _ => throw DefinitionJson.Wrong(place, "is not a condition", "Write true, false, a text or a list of texts."),
                };
            }
        }
    }
}
