namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Places for work that runs at once. Work that has only waited for AWS comes back before work that has not begun, so that
/// what is nearly done is done.
/// </summary>
/// <param name="places">How many there are; 1 or more.</param>
internal sealed class WorkSlots(int places)
{
    private readonly object _gate = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private readonly Queue<TaskCompletionSource> _beginning = new();
    private int _free = places;

    /// <summary>Takes a place for work that begins.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => EnterAsync(_beginning, cancellationToken);

    /// <summary>Takes a place again after a wait.</summary>
    public Task ReturnAsync(CancellationToken cancellationToken) => EnterAsync(_returning, cancellationToken);

    /// <summary>Gives the place up, for good or for a wait.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_returning.TryDequeue(out var next) || _beginning.TryDequeue(out next))
                next.SetResult();
            else
                _free++;
        }
    }

    // A wait that is cancelled keeps its turn: only the end of all work cancels it.
    private Task EnterAsync(Queue<TaskCompletionSource> queue, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Enqueue(turn);
            return turn.Task.WaitAsync(cancellationToken);
        }
    }
}
