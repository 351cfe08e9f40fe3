using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kraken.Contract.Tests.Cli;

/// <summary>Finds a value by a path such as <c>Roles[0].Tags["a.b"]</c>.</summary>
internal static partial class JsonPath
{
    /// <summary>The value as text, or null where there is none.</summary>
    public static string? Find(JsonElement json, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            if (step.Groups["index"] is { Success: true } index)
            {
                var i = int.Parse(index.Value, CultureInfo.InvariantCulture);
                if (json.ValueKind != JsonValueKind.Array || i >= json.GetArrayLength())
                    return null;
                json = json[i];
            }
            else if (json.ValueKind != JsonValueKind.Object
                || !json.TryGetProperty(step.Groups["name"].Value, out json))
            {
                return null;
            }
        }

        return json.ToString();
    }

    [GeneratedRegex("""\["(?<name>[^"]+)"\]|\[(?<index>\d+)\]|(?<name>[^.\[\]]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
