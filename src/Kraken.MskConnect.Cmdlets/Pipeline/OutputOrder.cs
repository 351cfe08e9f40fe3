namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Lets pieces of work that run side by side put out what they have in the order in which they were begun: the first
/// that has not ended puts out at once, what the later ones have waits for it. Used on the pipeline thread alone.
/// </summary>
internal sealed class OutputOrder
{
    private readonly Queue<Work> _works = new();
    private int _begun;

    /// <summary>Begins a piece of work.</summary>
    /// <returns>Its turn.</returns>
    public int Begin()
    {
        _works.Enqueue(new Work());
        return _begun++;
    }

    /// <summary>Puts something out when it is its turn.</summary>
    public void Put(int turn, Action output)
    {
        if (turn == First)
            output();
        else
            At(turn).Outputs.Add(output);
    }

    /// <summary>Ends a piece of work; what waited for it is put out.</summary>
    public void End(int turn)
    {
        At(turn).HasEnded = true;
        while (_works.TryPeek(out var first) && first.HasEnded)
        {
            _works.Dequeue();
            if (!_works.TryPeek(out var next))
                break;
            foreach (var output in next.Outputs)
                output();
            next.Outputs.Clear();
        }
    }

    private int First => _begun - _works.Count;

    private Work At(int turn) => _works.ElementAt(turn - First);

    private sealed class Work
    {
        public List<Action> Outputs { get; } = [];

        public bool HasEnded { get; set; }
    }
}
