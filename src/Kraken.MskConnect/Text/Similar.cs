using System.Buffers;

namespace Kraken.MskConnect.Text;

/// <summary>Finds what somebody may have meant by a name that is none.</summary>
internal static class Similar
{
    private static readonly SearchValues<char> _letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The name that is nearest to the given one; null where none is near.</summary>
    internal static string? To(string given, IEnumerable<string> names)
    {
        var all = names.ToList();

        // A word that breaks off comes before one with other letters: hostname is meant by host, not port.
        if (all.Where(n => BreaksOff(given, n)).OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).FirstOrDefault() is { } whole)
            return whole;
        var nearest = all
            .Where(n => Math.Abs(n.Length - given.Length) <= Patience(given))
            .Select(n => (Name: n, Distance: Distance(given.ToUpperInvariant(), n.ToUpperInvariant())))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Patience(given) ? nearest.Name : null;
    }

    private static bool BreaksOff(string given, string name) =>
        given.Length > 3 && name.Length > given.Length && name.StartsWith(given, StringComparison.OrdinalIgnoreCase)
        && name.AsSpan(given.Length).IndexOfAnyExcept(_letters) < 0;

    private static int Patience(string given) => Math.Max(2, given.Length / 4);

    /// <summary>How many letters must be put in, taken out or replaced to make the one of the other.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
