namespace Kraken.MskConnect.Text;

/// <summary>Finds what somebody may have meant by a name that is none.</summary>
internal static class Similar
{
    /// <summary>The name that is nearest to the given one; null where none is near.</summary>
    internal static string? To(string given, IEnumerable<string> names)
    {
        var nearest = names
            .Where(n => Math.Abs(n.Length - given.Length) <= Patience(given))
            .Select(n => (Name: n, Distance: Distance(given.ToUpperInvariant(), n.ToUpperInvariant())))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Patience(given) ? nearest.Name : null;
    }

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
