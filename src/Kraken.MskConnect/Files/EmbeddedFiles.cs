using System.IO.Compression;
using System.Text.Json;

namespace Kraken.MskConnect.Files;

/// <summary>
/// The JSON files that the assembly carries, by their folders and names among its sources. The build packs them into one
/// archive.
/// </summary>
internal static class EmbeddedFiles
{
    private const string Resource = "Kraken.MskConnect.json.zip";
    private const string End = ".json";

    /// <summary>The names of the files that lie in a folder itself, in their order, without their endings.</summary>
    internal static IReadOnlyList<string> Names(string folder)
    {
        using var archive = Open();
        return Names(archive, folder);
    }

    /// <summary>Reads one file.</summary>
    internal static T Read<T>(string folder, string name, Func<JsonElement, T> read)
    {
        using var archive = Open();
        using var stream = Open(archive, folder, name);
        using var document = JsonDocument.Parse(stream);
        return read(document.RootElement);
    }

    /// <summary>Reads what is wanted of each file in a folder, in the order of their names.</summary>
    internal static IReadOnlyList<T> ReadEach<T>(string folder, Func<string, Stream, T> read)
    {
        using var archive = Open();
        List<T> all = [];
        foreach (var name in Names(archive, folder))
        {
            using var stream = Open(archive, folder, name);
            all.Add(read(name, stream));
        }

        return all;
    }

    private static List<string> Names(ZipArchive archive, string folder) =>
    [
        .. archive.Entries.Where(e => e.FullName == $"{folder}/{e.Name}").Select(e => e.Name[..^End.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static ZipArchive Open() =>
        new(typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(Resource)!, ZipArchiveMode.Read);

    private static Stream Open(ZipArchive archive, string folder, string name) =>
        archive.GetEntry($"{folder}/{name}{End}")!.Open();
}
