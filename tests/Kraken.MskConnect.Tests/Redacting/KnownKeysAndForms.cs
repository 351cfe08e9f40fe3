using System.Text;
using System.Text.Json;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Tests.Redacting;

/// <summary>Keys of real connectors, and the forms in which secrets stand in values and texts.</summary>
internal static class KnownKeysAndForms
{
    /// <summary>Keys that hold secrets.</summary>
    public static IReadOnlyList<string> SecretKeys { get; } = Keys("secret-keys.txt");

    /// <summary>Keys that hold none, though many sound so.</summary>
    public static IReadOnlyList<string> HarmlessKeys { get; } = Keys("harmless-keys.txt");

    /// <summary>Lines of logs and messages that hold no secret.</summary>
    public static IReadOnlyList<string> OrdinaryLines { get; } = Keys("ordinary-lines.txt");

    private static readonly string[] _forms = JsonSerializer.Deserialize<string[]>(Text("forms.json"))!;

    /// <summary>The forms with a canary in each.</summary>
    public static IReadOnlyList<string> Forms(string canary) =>
    [
        .. _forms.Select(form => form
            .Replace("{base64:kraken:CANARY}", Convert.ToBase64String(Encoding.UTF8.GetBytes("kraken:" + canary)), StringComparison.Ordinal)
            .Replace("CANARY", canary, StringComparison.Ordinal)),
    ];

    /// <summary>How a canary can be found in a text: as it is, and in base64.</summary>
    public static bool Shows(string text, string canary) => text.Contains(canary, StringComparison.Ordinal)
        || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("kraken:" + canary)), StringComparison.Ordinal);

    private static List<string> Keys(string file) =>
        [.. Text(file).Split('\n').Where(l => l.Length > 0 && l[0] != '#')];

    private static string Text(string file)
    {
        using var stream = typeof(KnownKeysAndForms).Assembly.GetManifestResourceStream("Secrets/" + file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
