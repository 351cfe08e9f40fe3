namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    private readonly OutputOrder _order = new();

    // Flows with the work, so that it need not be handed on to all that puts something out.
    private readonly AsyncLocal<int> _turn = new();

    /// <summary>
    /// Returns an object from the work that calls this. Objects come in the order in which their works were started,
    /// whichever ends first.
    /// </summary>
    private protected void Emit(object? value) => InOrder(() => WriteObject(value));

    /// <summary>Lets the pipeline thread put something out, in the order in which the works were started.</summary>
    private protected void InOrder(Action output)
    {
        var turn = _turn.Value;
        Post(() => _order.Put(turn, output));
    }
}
