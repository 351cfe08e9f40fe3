namespace Kraken.LocalAws.Services;

/// <summary>
/// What is to happen later. Nothing runs by itself: each request first lets all happen that is due by the cloud's
/// clock, in order, so that a test that drives the clock sees each state exactly when it should.
/// </summary>
internal sealed class Schedule
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Order)> _queue = new();
    private long _order;

    /// <summary>Plans an action, which is told the time at which it was due.</summary>
    internal void At(DateTimeOffset due, Action<DateTimeOffset> action) => _queue.Enqueue(action, (due, _order++));

    internal void RunDue(DateTimeOffset now)
    {
        while (_queue.TryPeek(out var action, out var priority) && priority.Due <= now)
        {
            _queue.Dequeue();
            action(priority.Due);
        }
    }
}
