using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>
/// A configuration's own regular expression, which must match the whole of a topic's name, as Java's <c>matches</c> asks
/// for. It is the user's, so it is matched without backtracking where that can be; else each match has half a second.
/// </summary>
internal static class TopicPattern
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(0.5);

    /// <summary>Reads it.</summary>
    /// <exception cref="ArgumentException">It is none that .NET reads.</exception>
    internal static Regex Read(string pattern)
    {
        var whole = $@"^(?:{pattern})\z";
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // It looks ahead or refers back.
            return new Regex(whole, RegexOptions.CultureInvariant, _patience);
        }
    }
}
