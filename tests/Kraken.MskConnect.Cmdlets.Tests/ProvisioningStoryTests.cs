using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class ProvisioningStoryTests
{
    private readonly HandClock _clock = new();
    private readonly List<string> _lines = [];
    private readonly ProvisioningStory _story;
    private readonly WorkTime _time;

    public ProvisioningStoryTests()
    {
        _story = new ProvisioningStory(_clock, _lines.Add);
        _time = new WorkTime(_clock);
    }

    [Fact]
    public void A_step_is_told_once_with_the_time_until_then()
    {
        Step("Creating Role r");
        _clock.Move(3);
        Step("Creating Connector orders");
        Step("Creating Role r");

        Assert.Equal(["orders: Creating Role r", "orders: Creating Connector orders, after 3 s"], _lines);
    }

    [Fact]
    public void A_state_is_told_when_it_comes_and_once_a_minute_while_it_lasts()
    {
        for (var second = 0; second <= 5 * 60; second += 10)
        {
            Wait("CREATING", "5 to 12");
            _clock.Move(10);
        }

        Assert.Equal(
            [
                "orders: CREATING; usually 5 to 12 min",
                "orders: CREATING, 1 min; usually 5 to 12",
                "orders: CREATING, 2 min; usually 5 to 12",
                "orders: CREATING, 3 min; usually 5 to 12",
                "orders: CREATING, 4 min; usually 5 to 12",
                "orders: CREATING, 5 min; usually 5 to 12",
            ],
            _lines);
    }

    [Fact]
    public void The_minute_comes_without_a_look_too()
    {
        Wait("PAUSING", usual: null);
        _clock.Move(59);
        _story.Tick();
        Assert.Equal(["orders: PAUSING"], _lines);

        _clock.Move(90);
        _story.Tick();
        _story.Tick();
        Assert.Equal(["orders: PAUSING", "orders: PAUSING, 2 min"], _lines);
    }

    [Fact]
    public void A_step_after_a_wait_ends_its_minutes()
    {
        Wait("DELETING", "up to 10");
        Step("Creating Connector orders");
        _clock.Move(600);
        _story.Tick();

        Assert.Equal(["orders: DELETING; usually up to 10 min", "orders: Creating Connector orders"], _lines);
    }

    [Fact]
    public void A_change_of_state_tells_how_long_the_last_one_took()
    {
        Wait("CREATING", "5 to 12");
        _clock.Move(432);
        State("RUNNING", "Looking whether its tasks are alive", 97);
        State("RUNNING", "RUNNING", 100);
        _story.End("orders", "Created", "RUNNING");

        Assert.Equal(
            [
                "orders: CREATING; usually 5 to 12 min",
                "orders: RUNNING after 7 min 12 s of CREATING",
                "orders: Created, RUNNING, 7 min 12 s in all",
            ],
            _lines);
    }

    [Fact]
    public void The_outcome_alone_tells_the_state_of_what_was_done_already()
    {
        State("RUNNING", "RUNNING", 100);
        _story.End("orders", "Unchanged", "RUNNING");

        Assert.Equal(["orders: Unchanged, RUNNING, 0 s in all"], _lines);
    }

    [Fact]
    public void What_changes_from_look_to_look_is_no_new_step()
    {
        for (var left = 90; left > 0; left -= 30)
        {
            Hear(new ProvisioningEvent(ProvisioningEventLevel.Progress, "orders", $"Waiting for the role, {left} s left")
            {
                Step = "Waiting for the role",
                IsWait = true,
            });
            _clock.Move(30);
        }

        Assert.Equal(["orders: Waiting for the role", "orders: Waiting for the role, 1 min"], _lines);
    }

    [Fact]
    public void Time_at_a_prompt_is_not_elapsed_time()
    {
        Step("Reading what exists in AWS");
        _clock.Move(2);
        using (_time.Pause())
        {
            _clock.Move(600);
            using (_time.Pause())
                _clock.Move(600);
            Assert.Equal(TimeSpan.FromSeconds(2), _time.Elapsed);
        }

        _clock.Move(1);
        _story.End("orders", "Changed", "RUNNING");

        Assert.Equal("orders: Changed, RUNNING, 3 s in all", _lines[^1]);
    }

    [Fact]
    public void What_happened_is_told_with_the_time_at_which_it_happened()
    {
        var then = _clock.GetTimestamp();
        _clock.Move(300);
        _story.Hear(Event("Creating Role r"), then, _time);

        Assert.Equal(["orders: Creating Role r"], _lines);
    }

    [Fact]
    public void Nothing_is_told_twice_of_an_end_and_nothing_of_what_had_no_story()
    {
        _story.End("orders", "Created");
        Step("Creating Role r");
        _story.End("orders", "Failed");
        _story.End("orders", "Done");

        Assert.Equal(["orders: Creating Role r", "orders: Failed, 0 s in all"], _lines);
    }

    [Theory]
    [InlineData(null, "true", true)]
    [InlineData("Auto", "true", true)]
    [InlineData("auto", null, false)]
    [InlineData("", "false", false)]
    [InlineData("Bars", "true", false)]
    [InlineData("lines", null, true)]
    public void One_preference_decides_on_lines(string? preference, string? ci, bool expected) =>
        Assert.Equal(expected, KrakenProgress.IsInLines(preference, name => name == "CI" ? ci : null));

    [Theory]
    [InlineData("TF_BUILD")]
    [InlineData("GITHUB_ACTIONS")]
    public void A_CI_system_is_known_by_its_variable(string variable) =>
        Assert.True(KrakenProgress.IsInLines(null, name => name == variable ? "True" : null));

    [Theory]
    [InlineData("Line")]
    [InlineData("1")]
    public void Another_value_of_the_preference_is_refused(string preference)
    {
        var error = Assert.Throws<KrakenException>(() => KrakenProgress.IsInLines(preference, _ => null));

        Assert.Equal($"$KrakenProgressPreference: '{preference}' is not one of Auto, Lines, Bars.", error.Message);
    }

    private static ProvisioningEvent Event(string step) => new(ProvisioningEventLevel.Progress, "orders", step);

    private void Step(string step) => Hear(Event(step));

    private void State(string state, string step, int percent) => Hear(Event(step) with { State = state, PercentComplete = percent });

    private void Wait(string state, string? usual) =>
        Hear(Event("Waiting") with { State = state, IsWait = true, UsualMinutes = usual, PercentComplete = 50 });

    private void Hear(ProvisioningEvent happened) => _story.Hear(happened, _clock.GetTimestamp(), _time);
}
