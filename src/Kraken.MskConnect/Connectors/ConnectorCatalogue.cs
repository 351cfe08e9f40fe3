using System.Reflection;
using System.Text.Json;
using Kraken.MskConnect.Connectors.Definitions;

namespace Kraken.MskConnect.Connectors;

/// <summary>
/// The families of connector classes that the module knows. A family's declaration is read when a configuration names one
/// of its classes; until then only the names of its classes are.
/// </summary>
internal static class ConnectorCatalogue
{
    private const string Start = "Kraken.MskConnect.Connectors.Families.";
    private const string End = ".json";

    /// <summary>Begins the names of the parts that several families include.</summary>
    private const string SharedStart = "Kraken.MskConnect.Connectors.Shared.";

    /// <summary>The declaration of what connectors of all classes have.</summary>
    private const string CommonResource = "Kraken.MskConnect.Connectors.Framework.kafka-connect.json";

    private static readonly Lazy<Dictionary<string, string>> _familyOfClass = new(ReadClasses);

    private static readonly Lazy<ConnectorDefinition> _common = new(() => Read(CommonResource));

    private static readonly Dictionary<string, ConnectorDefinition> _read = new(StringComparer.Ordinal);

    private static readonly object _lock = new();

    /// <summary>What connectors of all classes have.</summary>
    internal static ConnectorDefinition Common => _common.Value;

    /// <summary>The names of the families' declarations, in their order.</summary>
    internal static IReadOnlyList<string> Families => Names(Start);

    /// <summary>The names of the parts that a definition may include.</summary>
    internal static IReadOnlyList<string> SharedParts => Names(SharedStart);

    /// <summary>All classes, each with its family's name.</summary>
    internal static IReadOnlyDictionary<string, string> Classes => _familyOfClass.Value;

    private static Assembly Assembly => typeof(ConnectorCatalogue).Assembly;

    /// <summary>The declaration of a family.</summary>
    internal static ConnectorDefinition Definition(string family)
    {
        lock (_lock)
        {
            return _read.TryGetValue(family, out var definition) ? definition : _read[family] = Read(Start + family + End);
        }
    }

    /// <summary>A part that definitions include; null where there is none of that name.</summary>
    internal static ConnectorDefinition? FindShared(string name) => SharedParts.Contains(name) ? Read(SharedStart + name + End) : null;

    /// <summary>The logic of a family; null where its declaration says all.</summary>
    internal static IFamilyLogic? Logic(string family) => FamilyLogicList.All.FirstOrDefault(l => l.Family == family);

    /// <summary>
    /// The class that a configuration means: its name, or as Kafka Connect takes it too, its name without the package or
    /// without its ending. Null where no family has it, or several classes are called so.
    /// Source: Apache Kafka, PluginUtils, aliases of plugins.
    /// </summary>
    internal static string? FindClass(string given, IEnumerable<string> classes)
    {
        string? found = null;
        foreach (var name in classes)
        {
            if (name == given)
                return name;
            if (given.Contains('.', StringComparison.Ordinal) || !IsAlias(given, name[(name.LastIndexOf('.') + 1)..]))
                continue;
            if (found is not null)
                return null;
            found = name;
        }

        return found;
    }

    private static bool IsAlias(string given, string simple) => given == simple
        || given + "Connector" == simple || given + "SinkConnector" == simple || given + "SourceConnector" == simple;

    private static IReadOnlyList<string> Names(string start) =>
    [
        .. Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(start, StringComparison.Ordinal) && n.EndsWith(End, StringComparison.Ordinal))
            .Select(n => n[start.Length..^End.Length]).Order(StringComparer.Ordinal),
    ];

    private static ConnectorDefinition Read(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);
        return DefinitionReader.Read(document.RootElement);
    }

    private static Dictionary<string, string> ReadClasses()
    {
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var family in Families)
        {
            using var stream = Assembly.GetManifestResourceStream(Start + family + End)!;
            foreach (var name in FamilyHead.Classes(stream))
                classes.Add(name, family);
        }

        return classes;
    }
}
