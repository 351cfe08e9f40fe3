using System.Text.Json;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A policy statement's JSON as a person reads it.</summary>
internal static class StatementText
{
    /// <summary>The statement's actions, resources and conditions, a line each; null where the value is none.</summary>
    public static IReadOnlyList<string>? Lines(string value)
    {
        if (!value.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.TryGetProperty("Effect", out var effect) ? Lines(json.RootElement, effect) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
