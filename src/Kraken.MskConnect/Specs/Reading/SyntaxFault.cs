namespace Kraken.MskConnect.Specs.Reading;

/// <summary>
/// Says in own words what a parser did not like. Its own words are not used: they quote the text, where a secret may stand.
/// </summary>
internal static class SyntaxFault
{
    // The first that the parser's message contains counts.
    private static readonly (string Part, string Words)[] _json =
    [
        ("start of a property name", "a name in double quotes, or a closing brace, is expected"),
        ("after a property name", "a colon is missing after a name"),
        ("after a single JSON value", "something follows after the end"),
        ("after a value", "a comma or a closing bracket is missing"),
        ("start of a value", "a value is missing, or is a text without double quotes"),
        ("invalid JSON literal", "a word is neither true, false nor null; a text needs double quotes"),
        ("escapable", "a backslash begins no valid escape; a backslash itself is written twice"),
        ("hex digit", "a \\u escape needs four hexadecimal digits"),
        ("within a JSON string", "a text contains a line break or a control character"),
        ("within a number", "a number is malformed; a text needs double quotes"),
        ("end of a number", "a number is malformed; a text needs double quotes"),
        ("leading zero", "a number begins with 0; write it in double quotes"),
        ("maximum configured depth", "it is nested too deep"),
        ("end of data", "the text ends too early: a quote or a bracket is not closed"),
        ("end of the JSON", "the text ends too early: a quote or a bracket is not closed"),
        ("does not contain any JSON tokens", "the file is empty"),
    ];

    private static readonly (string Part, string Words)[] _yaml =
    [
        ("tab character", "a tab stands where none may be; indent with spaces"),
        ("found invalid mapping", "a colon stands where no key may be: check the indentation, and quote texts with colons"),
        ("mapping values are not allowed", "a colon stands where no key may be: check the indentation, and quote texts with colons"),
        ("did not find expected key", "the indentation differs from that of the keys before"),
        ("did not find expected '-'", "the indentation differs from that of the list before"),
        ("could not find expected ':'", "a colon is missing after a key"),
        ("cannot start any token", "a tab or another character stands where none may be; indent with spaces, and quote such texts"),
        ("duplicate key", "a key is given twice"),
        ("unexpected end of stream", "the text ends too early: a quote or a bracket is not closed"),
        ("did not find expected ',' or", "a comma or a closing bracket is missing"),
        ("unknown escape", "a backslash begins no valid escape in double quotes"),
        ("undefined alias", "an alias has no anchor"),
        ("anchor", "an alias has no anchor"),
        ("did not find expected", "the structure is broken: check the indentation, and the lines before"),
    ];

    /// <summary>What is wrong with a JSON text.</summary>
    /// <param name="message">The parser's message.</param>
    public static string? OfJson(string message) => Words(_json, message);

    /// <summary>What is wrong with a YAML text.</summary>
    /// <param name="message">The parser's message.</param>
    public static string? OfYaml(string message) => Words(_yaml, message);

    private static string? Words((string Part, string Words)[] known, string message) =>
        known.FirstOrDefault(k => message.Contains(k.Part, StringComparison.OrdinalIgnoreCase)).Words;
}
