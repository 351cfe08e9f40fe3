using System.Collections;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Completes a connector's configuration with a hashtable for each connector class that the catalogue knows, with the keys
/// without which it does not start. A closed set of values gives its first, a secret a reference to a config provider, other keys
/// their example or nothing. A part of a class name is enough to find it.
/// </summary>
public sealed class ConfigurationCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters)
    {
        var type = parameters[nameof(SpecCmdlet.ConnectorType)] as string;
        var isAny = type?.ToUpperInvariant() is not ("SOURCE" or "SINK");
        return
            from known in ConnectorCatalogue.Classes
            let family = ConnectorCatalogue.Definition(known.Value)
            where isAny || string.Equals(family.Classes[known.Key], type, StringComparison.OrdinalIgnoreCase)
            orderby known.Key
            select Template(known.Key, family);
    }

    private protected override bool Matches(string value, string word) => value.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Template(string name, ConnectorDefinition family)
    {
        var required = family.Keys.Concat(family.ClassKeys.GetValueOrDefault(name) ?? [])
            .Where(k => k is { IsPattern: false, Required.IsAlways: true } && k.Name is not ("connector.class" or "tasks.max"))
            .DistinctBy(k => k.Name)
            .Select(k => (k.Name, k.Example ?? ConfigurationText.ValuesOf(k)[0]));
        return ConfigurationText.Table(new[] { ("connector.class", name), ("tasks.max", "1") }.Concat(required));
    }
}
