using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services;

/// <summary>
/// Tags in the two forms that services have: a map, and a list of Key and Value. Source: the services' models.
/// </summary>
internal static class Tags
{
    /// <summary>
    /// Reads a list of Key and Value. That the last of equal keys wins is a guess: IAM and EC2 refuse doubles with codes
    /// of which the references say nothing for sure.
    /// </summary>
    internal static Dictionary<string, string> Read(IEnumerable<Structure> list)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in list)
            tags[tag.Text("Key") ?? ""] = tag.Text("Value") ?? "";
        return tags;
    }

    /// <summary>Writes a list of Key and Value, or null where there are none.</summary>
    internal static List<object?>? Write(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0
            ? null
            : [.. tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(
                t => new Structure { ["Key"] = t.Key, ["Value"] = t.Value })];
}
