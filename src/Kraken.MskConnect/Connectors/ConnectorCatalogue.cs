using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Files;

namespace Kraken.MskConnect.Connectors;

/// <summary>
/// The families of connector classes that the module knows. A family's declaration is read when a configuration names one
/// of its classes; until then only the names of its classes are.
/// </summary>
internal static class ConnectorCatalogue
{
    private const string Folder = "Connectors/Families";

    /// <summary>Where the parts lie that several families include.</summary>
    private const string SharedFolder = "Connectors/Families/Shared";

    private static readonly Lazy<Dictionary<string, string>> _familyOfClass = new(ReadClasses);

    private static readonly Lazy<ConnectorDefinition> _common = new(() => Read("Connectors/Framework", "kafka-connect"));

    private static readonly Dictionary<string, ConnectorDefinition> _read = new(StringComparer.Ordinal);

    private static readonly object _lock = new();

    /// <summary>What connectors of all classes have.</summary>
    internal static ConnectorDefinition Common => _common.Value;

    /// <summary>The names of the families' declarations, in their order.</summary>
    internal static IReadOnlyList<string> Families => EmbeddedFiles.Names(Folder);

    /// <summary>The names of the parts that a definition may include.</summary>
    internal static IReadOnlyList<string> SharedParts => EmbeddedFiles.Names(SharedFolder);

    /// <summary>All classes, each with its family's name.</summary>
    internal static IReadOnlyDictionary<string, string> Classes => _familyOfClass.Value;

    /// <summary>The declaration of a family.</summary>
    internal static ConnectorDefinition Definition(string family)
    {
        lock (_lock)
        {
            return _read.TryGetValue(family, out var definition) ? definition : _read[family] = Read(Folder, family);
        }
    }

    /// <summary>A part that definitions include; null where there is none of that name.</summary>
    internal static ConnectorDefinition? FindShared(string name) => SharedParts.Contains(name) ? Read(SharedFolder, name) : null;

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

    private static ConnectorDefinition Read(string folder, string name) => EmbeddedFiles.Read(folder, name, DefinitionReader.Read);

    private static Dictionary<string, string> ReadClasses() => EmbeddedFiles
        .ReadEach(Folder, (family, stream) => FamilyHead.Classes(stream).Select(name => (name, family)).ToList())
        .SelectMany(of => of).ToDictionary(of => of.name, of => of.family, StringComparer.Ordinal);
}
