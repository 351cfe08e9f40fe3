namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Keys that a connector definition declares to hold secrets although their names do not tell. What was declared once is
/// masked as long as the process runs, in whatever stream it comes.
/// </summary>
internal static class DeclaredSecrets
{
    private static readonly object _lock = new();

    private static volatile string[] _keys = [];

    /// <summary>Adds the keys.</summary>
    internal static void Add(IEnumerable<string> keys)
    {
        lock (_lock)
            _keys = [.. _keys.Union(keys.Where(k => !SecretKeys.Instance.IsSecretKey(k)), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether the key was declared. Takes no memory: a text may have very many keys.</summary>
    internal static bool Contains(ReadOnlySpan<char> key)
    {
        foreach (var declared in _keys)
        {
            if (key.Equals(declared, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
