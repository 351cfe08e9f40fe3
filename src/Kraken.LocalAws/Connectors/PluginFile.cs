using System.IO.Compression;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>What is in the files of custom plugins: a JAR, or a ZIP with JARs.</summary>
internal static class PluginFile
{
    private const string ClassFile = ".class";

    /// <summary>
    /// The classes in a plugin's file that are connectors by their names; or null where it is no archive with classes:
    /// a rehearsal needs no real plugin.
    /// </summary>
    internal static List<string>? ConnectorClasses(byte[] file)
    {
        try
        {
            var classes = ClassesIn(file).ToList();
            return classes.Count == 0
                ? null
                : [.. classes.Where(c => c.EndsWith("Connector", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// Why no plugin of the connector has its class, or null where one has or is no real plugin. The class may be named in
    /// full, by its last part, or without "Connector". Source: Apache Kafka 3.7.1, Plugins and PluginUtils.
    /// </summary>
    internal static StartFailure? WhyNoClass(LocalCloud cloud, Connector connector, string wanted)
    {
        var plugins = connector.Plugins.OfType<Wire.Structure>()
            .Select(p => cloud.KafkaConnect.FindPlugin(p.Child("customPlugin")?.Text("customPluginArn"))?.ConnectorClasses)
            .ToList();
        if (plugins.Contains(null) || plugins.Any(p => p!.Any(c => IsMeant(c, wanted))))
            return null;
        return StartFailure.OfWorkers(
            "ERROR Failed to create connector (org.apache.kafka.connect.runtime.distributed.DistributedHerder)",
            "org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches "
            + $"{wanted}, available connectors are: {string.Join(", ", plugins.SelectMany(p => p!).Select(c => $"PluginDesc{{klass=class {c}}}"))}");
    }

    private static bool IsMeant(string type, string wanted)
    {
        var last = type[(type.LastIndexOf('.') + 1)..];
        return wanted == type || wanted == last || wanted + "Connector" == last;
    }

    private static IEnumerable<string> ClassesIn(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName.EndsWith(ClassFile, StringComparison.Ordinal))
            {
                yield return entry.FullName[..^ClassFile.Length].Replace('/', '.');
            }
            else if (entry.FullName.EndsWith(".jar", StringComparison.OrdinalIgnoreCase))
            {
                using var jar = new MemoryStream();
                using (var content = entry.Open())
                    content.CopyTo(jar);
                foreach (var type in ClassesIn(jar.ToArray()))
                    yield return type;
            }
        }
    }
}
