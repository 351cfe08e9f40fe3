namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// How long a piece of work has taken. The time in which it waits for a person's answer does not count. For any thread.
/// </summary>
internal sealed class WorkTime(TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _paused;
    private long _pausedSince;
    private int _pauses;

    /// <summary>Ends when a person has answered. Questions may be asked within each other.</summary>
    public IDisposable Pause()
    {
        lock (_gate)
        {
            if (_pauses++ == 0)
                _pausedSince = clock.GetTimestamp();
        }

        return new Pausing(this);
    }

    /// <summary>The time until now.</summary>
    public TimeSpan Elapsed => At(clock.GetTimestamp());

    /// <summary>The time until a moment.</summary>
    /// <param name="timestamp">The clock's timestamp.</param>
    public TimeSpan At(long timestamp)
    {
        lock (_gate)
        {
            var end = _pauses > 0 && _pausedSince < timestamp ? _pausedSince : timestamp;
            var elapsed = clock.GetElapsedTime(_start, end) - _paused;
            return elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
        }
    }

    private void Resume()
    {
        lock (_gate)
        {
            if (--_pauses == 0)
                _paused += clock.GetElapsedTime(_pausedSince);
        }
    }

    private sealed class Pausing(WorkTime time) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                time.Resume();
        }
    }
}
