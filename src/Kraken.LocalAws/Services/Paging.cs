using System.Globalization;
using System.Text;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services;

/// <summary>A page of a list.</summary>
/// <param name="Items">The page's items.</param>
/// <param name="NextToken">What to ask for the next page with, or null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

/// <summary>
/// Cuts lists into pages. A token names the last item's key, so that pages stay right while the list changes. AWS's
/// tokens are opaque, and so must these be to clients. Source: each operation's page, nextToken or Marker: given where
/// more is to come, absent at the end, and a page may be shorter than was asked for.
/// </summary>
internal static class Paging
{
    /// <param name="source">The items in any order; pages are in the order of their keys.</param>
    /// <param name="key">An item's unique key.</param>
    /// <param name="token">The token of the request, or null.</param>
    /// <param name="size">How many items a page has at most.</param>
    /// <param name="badToken">The service's error for a token that it did not give out.</param>
    internal static Page<T> Cut<T>(
        IEnumerable<T> source, Func<T, string> key, string? token, long size, Func<AwsError> badToken)
    {
        var after = token is null ? null : Decode(token) ?? throw badToken();
        var rest = source
            .OrderBy(key, StringComparer.Ordinal)
            .Where(i => after is null || string.CompareOrdinal(key(i), after) > 0)
            .Take((int)Math.Min(size, int.MaxValue - 1) + 1)
            .ToList();
        if (rest.Count <= size)
            return new Page<T>(rest, null);
        rest.RemoveAt(rest.Count - 1);
        return new Page<T>(rest, Encode(key(rest[^1])));
    }

    /// <summary>A key that keeps the order of numbers.</summary>
    internal static string Key(long number) => number.ToString("D20", CultureInfo.InvariantCulture);

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string? Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : null;
    }
}
