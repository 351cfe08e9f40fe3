using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Connectors.Grants;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>Reads declarations of config providers.</summary>
internal static class ConfigProviderReader
{
    private static readonly string[] _parts =
        [ReferenceParts.Name, ReferenceParts.Path, ReferenceParts.Key, ReferenceParts.TimeToLive];

    /// <summary>Reads one.</summary>
    /// <exception cref="KrakenException">It is not of the format; the message names the place.</exception>
    internal static ConfigProviderDefinition Read(JsonElement root)
    {
        var json = new DefinitionJson(root, "");
        json.Allow(
            "classes", "names", "name", "sources", "derived", "not_derived", "parameters", "region_parameter", "reference", "aws_calls",
            "connections", "doubts", "findings");
        var definition = new ConfigProviderDefinition
        {
            Classes = Some(json, "classes"),
            AssumedNames = json.Texts("names"),
            Name = json.Text("name"),
            Sources = Some(json, "sources"),
            Derived = json.Text("derived"),
            NotDerived = json.Text("not_derived"),
            Parameters = DefinitionReader.Keys(json, "parameters"),
            RegionParameter = json.FindText("region_parameter"),
            Reference = Reference(json),
            Calls = [.. json.Objects("aws_calls").Select(DefinitionReader.Calls)],
            Connections = [.. json.Objects("connections").Select(DefinitionReader.Connection)],
            Doubts = [.. json.Objects("doubts").Select(DefinitionReader.Doubt)],
            Findings = [.. json.Objects("findings").Select(DefinitionReader.Finding)],
        };
        CheckKeys(definition);
        CheckCalls(definition);
        return definition;
    }

    private static IReadOnlyList<string> Some(DefinitionJson json, string member) => json.Texts(member) is { Count: > 0 } texts
        ? texts
        : throw DefinitionJson.Wrong(member, "is missing or empty", "Write a list of texts.");

    private static DefinedReference Reference(DefinitionJson json)
    {
        var reference = new DefinitionJson(
            json.Find("reference") ?? throw DefinitionJson.Wrong("reference", "is missing", "Say how a reference is written."), "reference");
        reference.Allow("form", "what", "name", "without_leading", "pattern", "remedy");
        var isNamedByKey = reference.Text("name") switch
        {
            "path" => false,
            "key" => true,
            _ => throw DefinitionJson.Wrong("reference.name", "is neither path nor key", "Write the part that names what is fetched."),
        };
        return new DefinedReference(reference.Text("form"), reference.Text("what"), isNamedByKey, reference.Text("remedy"))
        {
            Leading = reference.FindText("without_leading"),
            Pattern = reference.FindText("pattern") is { } pattern ? PatternOf(pattern) : null,
        };
    }

    private static Regex PatternOf(string text)
    {
        try
        {
            // References are foreign text.
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw DefinitionJson.Wrong("reference.pattern", "is not a regular expression without lookaround", "Correct it.");
        }
    }

    /// <summary>Names that no part of the declaration has would never hold, or never be filled.</summary>
    private static void CheckKeys(ConfigProviderDefinition definition)
    {
        if (definition.RegionParameter is { } region)
            Known("region_parameter", region);
        foreach (var connection in definition.Connections)
        {
            Known("connections", connection.Key);
            if (connection.PortKey is { } port)
                Known("connections", port);
        }

        foreach (var (place, key) in definition.Doubts.Select(d => ("doubts", d.Key)).Concat(definition.Findings.Select(f => ("findings", f.Key))))
        {
            if (key != ReferenceParts.Whole)
                Known(place, key);
        }

        foreach (var (place, condition) in definition.Calls.Select(c => ("aws_calls", c.Condition))
            .Concat(definition.Connections.Select(c => ("connections", c.Condition)))
            .Concat(definition.Doubts.Select(d => ("doubts", d.Condition)))
            .Concat(definition.Findings.Select(f => ("findings", f.Condition))))
        {
            foreach (var (key, _, _) in condition.When.Concat(condition.Unless))
                Known(place, key);
        }

        void Known(string place, string key)
        {
            if (!_parts.Contains(key) && !key.StartsWith(ReferenceParts.ConnectorStart, StringComparison.Ordinal)
                && !definition.Parameters.Any(p => p.Is(key)))
            {
                throw DefinitionJson.Wrong(
                    place, $"names '{key}', which is no parameter of the provider and no part of a reference",
                    $"Add it to parameters, or name one of {string.Join(", ", _parts)}.");
            }
        }
    }

    private static void CheckCalls(ConfigProviderDefinition definition)
    {
        foreach (var call in definition.Calls)
        {
            foreach (var refusal in call.Actions.Select(GrantForm.OfAction)
                .Concat(call.Resources.Select(r => GrantForm.OfResource(DefinitionTemplate.Sample(r), call.Actions, call.AllowAnyResource))))
            {
                if (refusal is not null)
                    throw DefinitionJson.Wrong("aws_calls", $"has a part that {refusal.Problem}", refusal.Remedy);
            }

            if (call.Resources.Concat(call.Context.SelectMany(c => c.Values)).FirstOrDefault(t => !DefinitionTemplate.IsValid(t)) is { } template)
                throw DefinitionJson.Wrong("aws_calls", $"has the template '{template}', whose placeholder is unknown", "Correct the placeholder.");
        }
    }
}
