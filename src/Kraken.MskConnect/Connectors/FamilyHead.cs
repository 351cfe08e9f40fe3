using System.Text.Json;

namespace Kraken.MskConnect.Connectors;

/// <summary>Reads the classes of a declaration, with which it begins, and leaves the rest unread.</summary>
internal static class FamilyHead
{
    private const int Longest = 16 * 1024;

    internal static IReadOnlyList<string> Classes(Stream declaration)
    {
        var bytes = new byte[Longest];
        var read = declaration.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
        var reader = new Utf8JsonReader(bytes.AsSpan(0, read), isFinalBlock: false, default);
        List<string> classes = [];
        while (reader.Read() && !(reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.EndObject))
        {
            if (reader.CurrentDepth == 2 && reader.TokenType == JsonTokenType.PropertyName)
                classes.Add(reader.GetString()!);
        }

        return classes;
    }
}
