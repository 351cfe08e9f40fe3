using System.Text;

namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>
/// Reads an include list: regular expressions between commas, of which <c>\,</c> is none.
/// Source: Debezium, Strings.setOfRegex and Predicates.
/// </summary>
internal static class IncludeList
{
    /// <summary>All names and beginnings that the list's expressions stand for, in its order.</summary>
    internal static IReadOnlyList<NamePattern.Part> Read(string list) =>
        [.. Entries(list).SelectMany(NamePattern.Expand).Distinct()];

    private static IEnumerable<string> Entries(string list)
    {
        var entry = new StringBuilder();
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '\\' && i + 1 < list.Length)
            {
                if (list[i + 1] != ',')
                    entry.Append('\\');
                entry.Append(list[++i]);
            }
            else if (list[i] == ',')
            {
                if (!string.IsNullOrWhiteSpace(entry.ToString()))
                    yield return entry.ToString().Trim();
                entry.Clear();
            }
            else
            {
                entry.Append(list[i]);
            }
        }

        if (!string.IsNullOrWhiteSpace(entry.ToString()))
            yield return entry.ToString().Trim();
    }
}
