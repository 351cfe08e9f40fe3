using System.Text.Json;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>The classes and names with which a provider's declaration begins; the rest is left unread.</summary>
internal sealed record ConfigProviderHead(string Declaration, IReadOnlyList<string> Classes, IReadOnlyList<string> Names)
{
    private const int Longest = 4 * 1024;

    internal static ConfigProviderHead Read(string declaration, Stream stream)
    {
        var bytes = new byte[Longest];
        var read = stream.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
        var reader = new Utf8JsonReader(bytes.AsSpan(0, read), isFinalBlock: false, default);
        List<string> classes = [], names = [];
        var member = "";
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                member = reader.GetString()!;
                if (member is not ("classes" or "names"))
                    break;
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                (member == "classes" ? classes : names).Add(reader.GetString()!);
            }
        }

        return new ConfigProviderHead(declaration, classes, names);
    }

    /// <summary>How many characters of a provider's name one of the names fixes; -1 where none stands for it.</summary>
    internal int Fit(string provider) => Names.Select(n => Fit(n, provider)).DefaultIfEmpty(-1).Max();

    private static int Fit(string name, string provider)
    {
        var text = name.Trim('*');
        var isFit = (name.StartsWith('*'), name.EndsWith('*')) switch
        {
            (true, true) => provider.Contains(text, StringComparison.OrdinalIgnoreCase),
            (true, false) => provider.EndsWith(text, StringComparison.OrdinalIgnoreCase),
            (false, true) => provider.StartsWith(text, StringComparison.OrdinalIgnoreCase),
            _ => provider.Equals(text, StringComparison.OrdinalIgnoreCase),
        };
        return isFit ? text.Length : -1;
    }
}
