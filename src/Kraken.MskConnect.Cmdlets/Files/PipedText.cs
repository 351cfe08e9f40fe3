using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Tells the text of a spec from a path, where a path is wanted and the text was given.</summary>
internal static partial class PipedText
{
    /// <summary>
    /// Whether it looks like a text, or a line of one: JSON, YAML or properties. A file may have such a name all the same.
    /// </summary>
    /// <param name="given">What was given as a path.</param>
    public static bool Is(string given) => given.AsSpan().ContainsAny('\n', '\r') || Line().IsMatch(given);

    /// <summary>The error, which shows nothing of the text: it may contain secrets.</summary>
    /// <param name="parameter">The parameter.</param>
    public static KrakenException Error(string parameter) => new(
        KrakenErrorKind.SpecUnreadable,
        $"{parameter}: this is the text of a file, not a path.",
        $"Give the file itself, for example Import-KrakenConnectorSpec ./orders.json or Get-Item ./orders.json | Import-KrakenConnectorSpec. "
        + "If the text is a spec in JSON, pipe it through ConvertFrom-Json to New-KrakenConnectorSpec.");

    // A bracket or quote that opens or ends a line of JSON; a key with its colon or equals sign; an item or comment of YAML.
    [GeneratedRegex(
        """^\s*([{}\]"]|\[\s*["{\[\]]|\[\s*\z|(- |#|---\s*\z)|[\w.$-]{2,}\s*(:\s|:\z|=))|[{\[,]\s*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
