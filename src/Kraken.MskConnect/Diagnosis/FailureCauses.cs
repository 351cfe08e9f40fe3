using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Files;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// The known causes of failures, from <c>failure-causes.json</c>, which says how. The file is read when the first failure
/// is explained.
/// </summary>
internal static partial class FailureCauses
{
    // A word of a log can be of any length.
    private const int LongestWord = 200;

    private static readonly Lazy<IReadOnlyList<Row>> _rows = new(Read);

    /// <summary>The causes in the order in which they are looked for.</summary>
    public static IReadOnlyList<Row> All => _rows.Value;

    private static IReadOnlyList<Row> Read() => EmbeddedFiles.Read<IReadOnlyList<Row>>("Diagnosis", "failure-causes", table =>
    [
        .. table.GetProperty("causes").EnumerateArray().Select(row => new Row(
            Text(row, "name")!,
            [.. Texts(row, "patterns").Select(Compile)],
            Text(row, "explanation")!,
            Text(row, "remedy")!,
            Text(row, "field"),
            [.. Texts(row, "examples")])),
    ]);

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(e => e.GetString()!);

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline);

    /// <summary>A cause.</summary>
    /// <param name="Name">Its stable name.</param>
    /// <param name="Patterns">What a worker writes then; one is enough.</param>
    /// <param name="Explanation">The cause, with groups of the patterns in braces.</param>
    /// <param name="Remedy">What to do, likewise.</param>
    /// <param name="Field">The field of the spec, or null.</param>
    /// <param name="Examples">Lines that it explains.</param>
    internal sealed record Row(
        string Name, IReadOnlyList<Regex> Patterns, string Explanation, string Remedy, string? Field, IReadOnlyList<string> Examples)
    {
        /// <summary>The cause as the text tells it; null where the text does not tell it.</summary>
        public LikelyCause? In(string text)
        {
            var found = Patterns.Select(p => p.Match(text)).FirstOrDefault(m => m.Success);
            return found is null ? null : new LikelyCause(Name, Filled(Explanation, found), Filled(Remedy, found), Field);
        }

        private static string Filled(string sentence, Match found) => Placeholder().Replace(sentence, place =>
            found.Groups[place.Groups["group"].Value] is { Success: true, Length: > 0 and <= LongestWord } group
                ? group.Value
                : place.Groups["otherwise"].Value);
    }

    // A reference such as ${ssm::/name} is none.
    [GeneratedRegex(@"(?<!\$)\{(?<group>[a-z]+)(?:\|(?<otherwise>[^}]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
