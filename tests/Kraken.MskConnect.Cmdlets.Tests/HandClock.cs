namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>A clock that stands until a test moves it.</summary>
internal sealed class HandClock : TimeProvider
{
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public void Move(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
