using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>The time of day may be set while a connector is made: what is measured is measured by a clock that only goes on.</summary>
public sealed class ClockJumpTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public void A_deadline_goes_by_the_time_that_has_passed(int hours)
    {
        var clock = new JumpingClock();
        using var deadline = new Deadline(TimeSpan.FromMinutes(30), clock, default);

        clock.TimeOfDay += TimeSpan.FromHours(hours);
        Assert.False(deadline.IsOver);
        Assert.Equal(TimeSpan.FromMinutes(10), deadline.AtMost(TimeSpan.FromMinutes(10)));

        clock.Passed += TimeSpan.FromMinutes(25);
        Assert.Equal(TimeSpan.FromMinutes(5), deadline.AtMost(TimeSpan.FromMinutes(10)));
        clock.Passed += TimeSpan.FromMinutes(5);
        Assert.True(deadline.IsOver);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public void The_next_look_comes_after_a_share_of_the_time_that_has_passed(int hours)
    {
        var clock = new JumpingClock();
        var interval = new PollInterval(clock);

        clock.TimeOfDay += TimeSpan.FromHours(hours);
        Assert.Equal(TimeSpan.FromMilliseconds(250), interval.Delay);
        clock.Passed += TimeSpan.FromSeconds(80);
        Assert.Equal(TimeSpan.FromSeconds(5), interval.Delay);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset TimeOfDay { get; set; } = DateTimeOffset.UtcNow;

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => TimeOfDay;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
