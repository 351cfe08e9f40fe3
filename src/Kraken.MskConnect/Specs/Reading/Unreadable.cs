namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Errors about a text that is no spec. They show nothing of the text: it may hold secrets.</summary>
internal static class Unreadable
{
    /// <summary>Nesting and size beyond which a text is no spec; an alias in YAML can stand for very much.</summary>
    internal const int DeepestNesting = 32;

    /// <inheritdoc cref="DeepestNesting"/>
    internal const int MostValues = 200_000;

    /// <summary>The error of a text that breaks the rules of its format.</summary>
    /// <param name="source">Where it stands.</param>
    /// <param name="format">The format.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">The column.</param>
    /// <param name="why">What is wrong there, in own words; null where that is not known.</param>
    internal static KrakenException At(string source, string format, long line, long column, string? why = null) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{source}' is not valid {format} at line {line}, column {column}{(why is null ? "" : $": {why}")}.",
        "Correct the file there; the cause may be just before that place.");

    internal static KrakenException TooLarge(string source) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{source}' exceeds the limits of a spec: {DeepestNesting} levels, {MostValues} values.",
        "Give a spec, a list of specs, or a fleet with defaults and connectors.");

    internal static KrakenException NoSpec(string source, string found) => new(
        KrakenErrorKind.SpecUnreadable,
        $"'{source}' does not contain a spec, but {found}.",
        "Give a spec, a list of specs, or a fleet with defaults and connectors; or a file of another tool, as "
        + "Get-Help Import-KrakenConnectorSpec lists them.");
}
