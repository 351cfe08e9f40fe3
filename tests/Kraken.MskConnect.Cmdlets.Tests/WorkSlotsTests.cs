namespace Kraken.MskConnect.Cmdlets.Tests;

public class WorkSlotsTests
{
    [Fact]
    public async Task As_many_enter_as_there_are_places_and_the_next_when_one_leaves()
    {
        var slots = new WorkSlots(2);
        var tasks = Enumerable.Range(0, 3).Select(_ => slots.EnterAsync(default)).ToList();
        Assert.Equal([true, true, false], tasks.Select(t => t.IsCompletedSuccessfully));

        slots.Leave();

        await tasks[2].WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_returns_goes_before_what_begins()
    {
        var slots = new WorkSlots(1);
        await slots.EnterAsync(default);
        var (begins, returns) = (slots.EnterAsync(default), slots.ReturnAsync(default));

        slots.Leave();

        await returns;
        Assert.False(begins.IsCompleted);
        slots.Leave();
        await begins;
    }

    [Fact]
    public async Task A_cancelled_wait_ends()
    {
        var slots = new WorkSlots(1);
        await slots.EnterAsync(default);
        using var stop = new CancellationTokenSource();
        var waiting = slots.EnterAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
