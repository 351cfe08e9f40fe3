using System.Text.Json;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A policy statement's JSON, or a whole policy's, as a person reads it.</summary>
internal static class StatementText
{
    /// <summary>
    /// The actions, resources and conditions of the statement, or of each statement of the policy, a line each; null where
    /// the value is neither.
    /// </summary>
    public static IReadOnlyList<string>? Lines(string value)
    {
        if (!value.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            if (json.RootElement.TryGetProperty("Effect", out var effect))
                return Lines(json.RootElement, effect);
            return json.RootElement.TryGetProperty("Statement", out var statements)
                ? [.. Statements(statements).SelectMany(s => s.TryGetProperty("Effect", out var each) ? Lines(s, each) : [])]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> Statements(JsonElement statements) => statements.ValueKind switch
    {
        JsonValueKind.Array => statements.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object),
        JsonValueKind.Object => [statements],
        _ => [],
    };

    private static List<string> Lines(JsonElement statement, JsonElement effect)
    {
        List<string> lines = [];
        foreach (var name in new[] { "Principal", "Action", "NotAction", "Resource", "NotResource" })
        {
            if (statement.TryGetProperty(name, out var values))
                lines.AddRange(Texts(values).Select(v => Word(name) + v));
        }

        if (statement.TryGetProperty("Condition", out var conditions))
        {
            lines.AddRange(
                from test in conditions.EnumerateObject()
                from key in test.Value.EnumerateObject()
                select $"if {key.Name} {test.Name} {string.Join(" or ", Texts(key.Value))}");
        }

        if (effect.GetString() != "Allow")
            lines.Insert(0, effect.GetString()!);
        return lines;
    }

    private static string Word(string name) => name switch
    {
        "Principal" => "by ",
        "Resource" => "on ",
        "NotResource" => "on all but ",
        "NotAction" => "all but ",
        _ => "",
    };

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        _ => [value.ToString()],
    };
}
