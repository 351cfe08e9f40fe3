namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// The time at which all work on one connector must end, whatever its phase. Waits check it and end with an error that
/// says what they waited for; if a call does not return, the token cancels it.
/// </summary>
internal sealed class Deadline : IDisposable
{
    /// <summary>For waits to end by themselves, with the better error, before the token ends what is under way.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end;
    private readonly long _start;

    /// <summary>The end, from the start on. Not by the time of day, which may be set meanwhile.</summary>
    private TimeSpan _at;

    /// <summary>Begins.</summary>
    /// <param name="timeout">How long the work may take; infinite for as long as it takes.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="caller">Stops the work before its time.</param>
    public Deadline(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        (Timeout, _clock, Caller) = (timeout, clock, caller);
        _end = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _start = clock.GetTimestamp();
        Extend(timeout);
    }

    /// <summary>None: the work takes as long as it takes.</summary>
    public static Deadline Never { get; } = new(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);

    /// <summary>How long the work may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Stops the work before its time; the time's end does not cancel it.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Stops the work: by the caller, or soon after its time is over.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>A time as a person says it.</summary>
    public static string InWords(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0} s" : $"{(int)time.TotalMinutes} min {time.Seconds} s";

    /// <summary>Whether there is an end.</summary>
    public bool IsFinite => Timeout != System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => IsFinite && Now >= _at;

    /// <summary>Whether the token was cancelled since the time is over, and not by the caller.</summary>
    public bool HasStoppedWork => _end.IsCancellationRequested && !Caller.IsCancellationRequested;

    /// <summary>A time to wait, or what is left where that is less.</summary>
    public TimeSpan AtMost(TimeSpan delay)
    {
        var left = IsFinite ? _at - Now : delay;
        return left >= delay ? delay : left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Does what shall not count, such as a question to a person.</summary>
    public async Task<T> WithoutAsync<T>(Func<Task<T>> work)
    {
        var start = Now;
        _end.CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            return await work();
        }
        finally
        {
            Extend(Now - start);
        }
    }

    /// <summary>Gives waits the whole time once more; the token stays as it is.</summary>
    public void Renew() => _at = Now + (IsFinite ? Timeout : TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    private void Extend(TimeSpan by)
    {
        if (!IsFinite)
            return;
        _at += by;

        // A test's clock goes by what is waited for; the token's is the computer's.
        if (_clock == TimeProvider.System)
            _end.CancelAfter(Longest(_at - Now + _grace));
    }

    // Source: CancellationTokenSource.CancelAfter: at most 2^32 - 2 milliseconds.
    private static TimeSpan Longest(TimeSpan time) =>
        time < TimeSpan.Zero ? TimeSpan.Zero : time.TotalMilliseconds > int.MaxValue ? System.Threading.Timeout.InfiniteTimeSpan : time;
}
