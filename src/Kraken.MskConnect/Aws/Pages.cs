namespace Kraken.MskConnect.Aws;

/// <summary>Follows a paginated AWS call to its end.</summary>
internal static class Pages
{
    /// <summary>All items of all pages, in order.</summary>
    /// <param name="read">Reads the page that a token stands for; null for the first one.</param>
    /// <param name="items">A page's items; a page without a list is an error, see <see cref="Answers"/>.</param>
    /// <param name="nextToken">The next page's token; null or empty after the last one.</param>
    public static async Task<List<TItem>> AllAsync<TPage, TItem>(
        Func<string?, Task<TPage>> read, Func<TPage, IEnumerable<TItem>?> items, Func<TPage, string?> nextToken) =>
        (await AtMostAsync(int.MaxValue, read, items, nextToken)).Items;

    /// <summary>The items of the first pages, and whether those were all.</summary>
    /// <param name="pages">How many pages are read at most.</param>
    /// <param name="read">Reads the page that a token stands for; null for the first one.</param>
    /// <param name="items">A page's items; a page without a list is an error, see <see cref="Answers"/>.</param>
    /// <param name="nextToken">The next page's token; null or empty after the last one.</param>
    public static async Task<(List<TItem> Items, bool AreAll)> AtMostAsync<TPage, TItem>(
        int pages,
        Func<string?, Task<TPage>> read,
        Func<TPage, IEnumerable<TItem>?> items,
        Func<TPage, string?> nextToken)
    {
        var all = new List<TItem>();
        string? token = null;
        do
        {
            var page = await read(token);
            all.AddRange(Answers.List(page, items(page)));
            token = nextToken(page);
        }
        while (!string.IsNullOrEmpty(token) && --pages > 0);

        return (all, string.IsNullOrEmpty(token));
    }
}
