namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Lets pieces of work that run side by side put out what they have in the order in which they were begun: the first
/// that has not ended puts out at once, what the later ones have waits for it. Used on the pipeline thread alone.
/// </summary>
internal sealed class OutputOrder
{
    private readonly List<Work> _works = [];
    private int _first;

    /// <summary>Begins a piece of work.</summary>
    /// <returns>Its turn.</returns>
    public int Begin()
    {
        _works.Add(new Work());
        return _works.Count - 1;
    }

    /// <summary>Puts something out when it is its turn, or at once where that is over.</summary>
    public void Put(int turn, Action output)
    {
        if (turn <= _first)
            output();
        else
            _works[turn].Outputs.Add(output);
    }

    /// <summary>Ends a piece of work; what waited for it is put out.</summary>
    public void End(int turn)
    {
        _works[turn].HasEnded = true;
        while (_first < _works.Count && _works[_first].HasEnded)
        {
            if (++_first == _works.Count)
                break;
            var outputs = _works[_first].Outputs;
            foreach (var output in outputs)
                output();
            outputs.Clear();
        }
    }

    private sealed class Work
    {
        public List<Action> Outputs { get; } = [];

        public bool HasEnded { get; set; }
    }
}
