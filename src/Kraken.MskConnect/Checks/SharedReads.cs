using System.Collections.Concurrent;

namespace Kraken.MskConnect.Checks;

/// <summary>What several connectors use, such as their cluster, read once for all of them.</summary>
internal sealed class SharedReads
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _reads = new(StringComparer.Ordinal);

    /// <summary>Reads something, where nobody has done so yet.</summary>
    /// <param name="what">What it is, with its ARN.</param>
    /// <param name="read">Reads it.</param>
    public Task<T> OnceAsync<T>(string what, Func<Task<T>> read) =>
        (Task<T>)_reads.GetOrAdd(what, _ => new Lazy<Task>(read)).Value;
}
