using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kraken.LocalAws;

/// <summary>
/// The requests that a cloud answered, oldest first. Keeps the last <see cref="Capacity"/>. Safe to read from any
/// thread: enumerating it sees the requests of that moment.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A log is what it is, and what its property is called.")]
public sealed class RequestLog : IReadOnlyCollection<LocalAwsRequest>
{
    /// <summary>How many requests are kept.</summary>
    public const int Capacity = 100_000;

    private readonly object _gate = new();
    private readonly Queue<LocalAwsRequest> _requests = new();

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
                return _requests.Count;
        }
    }

    /// <summary>Forgets all requests; the sequence goes on.</summary>
    public void Clear()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <inheritdoc/>
    public IEnumerator<LocalAwsRequest> GetEnumerator()
    {
        LocalAwsRequest[] now;
        lock (_gate)
            now = [.. _requests];
        // Answers are recorded in the order in which they were ready.
        Array.Sort(now, (a, b) => a.Sequence.CompareTo(b.Sequence));
        return ((IEnumerable<LocalAwsRequest>)now).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(LocalAwsRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == Capacity)
                _requests.Dequeue();
            _requests.Enqueue(request);
        }
    }
}
