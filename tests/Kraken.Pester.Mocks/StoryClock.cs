using Kraken.MskConnect.Cmdlets;

namespace Kraken.Pester.Mocks;

/// <summary>The clock of what the cmdlets tell, in a test's hand. AWS and the waits keep the computer's time.</summary>
/// <param name="speed">How many seconds pass in one of the computer's; 0 for a clock that only moves where it is moved.</param>
public sealed class StoryClock(double speed) : TimeProvider, IDisposable
{
    private readonly long _start = System.GetTimestamp();
    private long _moved;

    /// <summary>Makes one the cmdlets' clock, until it is disposed.</summary>
    /// <param name="speed">Its speed.</param>
    public static StoryClock Start(double speed)
    {
        var clock = new StoryClock(speed);
        AsyncCmdlet.Clock = clock;
        return clock;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        _start + (long)((System.GetTimestamp() - _start) * speed) + Interlocked.Read(ref _moved);

    /// <summary>Lets a time pass.</summary>
    public void Move(TimeSpan time) => Interlocked.Add(ref _moved, (long)(time.TotalSeconds * TimestampFrequency));

    /// <inheritdoc/>
    public void Dispose() => AsyncCmdlet.Clock = System;
}
