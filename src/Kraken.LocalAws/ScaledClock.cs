namespace Kraken.LocalAws;

/// <summary>A clock that starts at a given time and runs at a given speed of another.</summary>
internal sealed class ScaledClock(TimeProvider inner, double speed, DateTimeOffset start) : TimeProvider
{
    private readonly DateTimeOffset _innerStart = inner.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => start + ((inner.GetUtcNow() - _innerStart) * speed);
}
