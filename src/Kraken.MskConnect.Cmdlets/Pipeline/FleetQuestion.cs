namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// One question about all connectors of a command. It waits until each of them has its plan or has ended without one,
/// so that the question can count them. For any thread.
/// </summary>
/// <typeparam name="T">What is asked about, a connector each.</typeparam>
/// <param name="members">How many connectors there are.</param>
/// <param name="ask">Asks; gets what it asks about in the order of the members.</param>
internal sealed class FleetQuestion<T>(int members, Func<IReadOnlyList<T>, Task<bool>> ask)
{
    private readonly object _gate = new();
    private readonly SortedDictionary<int, T> _asked = [];
    private readonly HashSet<int> _settled = [];
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asks about one connector together with the others; a second time it is asked about alone.</summary>
    /// <param name="place">The connector's place among the members.</param>
    /// <param name="item">What is asked about.</param>
    public Task<bool> JoinAsync(int place, T item)
    {
        lock (_gate)
        {
            if (!_settled.Add(place))
                return ask([item]);
            _asked[place] = item;
            AskIfComplete();
            return _answer.Task;
        }
    }

    /// <summary>Notes that a connector needs no answer; nothing where it has joined.</summary>
    /// <param name="place">The connector's place among the members.</param>
    public void Leave(int place)
    {
        lock (_gate)
        {
            if (_settled.Add(place))
                AskIfComplete();
        }
    }

    private void AskIfComplete()
    {
        if (_settled.Count == members && _asked.Count > 0)
            _ = AnswerAsync([.. _asked.Values]);
    }

    private async Task AnswerAsync(IReadOnlyList<T> items)
    {
        try
        {
            _answer.SetResult(await ask(items));
        }
        catch (OperationCanceledException)
        {
            _answer.SetCanceled(CancellationToken.None);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _answer.SetException(error);
        }
    }
}
