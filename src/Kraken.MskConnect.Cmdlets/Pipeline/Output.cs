using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    private readonly OutputOrder _order = new();

    // Flows with the work, so that it need not be handed on to all that puts something out. Null outside of any.
    private readonly AsyncLocal<int?> _turn = new();
    private bool _ordersAll;

    /// <summary>
    /// Whether nothing is changed, so that what is said of a connector may wait for those before it. A creation takes
    /// minutes, and its warnings and errors are to be seen when they come.
    /// </summary>
    private protected virtual bool OnlyReads => IsWhatIf;

    /// <summary>Whether objects come as their works end, in no order.</summary>
    private protected virtual bool IsUnordered => false;

    /// <summary>
    /// Returns an object from the work that calls this. Objects come in the order in which their works were started,
    /// whichever ends first, unless the cmdlet is told that no order is wanted.
    /// </summary>
    private protected void Emit(object? value) => InOrder(() => WriteObject(value));

    /// <summary>Lets the pipeline thread put something out, in the order in which the works were started.</summary>
    private protected void InOrder(Action output)
    {
        if (_turn.Value is { } turn && !IsUnordered)
            Post(() => _order.Put(turn, output));
        else
            Post(output);
    }

    /// <summary>Lets the pipeline thread say something: in order where nothing is changed, else at once.</summary>
    private protected void Say(Action words)
    {
        if (_ordersAll)
            InOrder(words);
        else
            Post(words);
    }

    /// <summary>
    /// Whether a change may be made. Under -WhatIf it may not, and the question only shows the plan, when its turn comes:
    /// the work does not wait for that.
    /// </summary>
    private protected Task<bool> ConfirmAsync(string name, Func<bool> question)
    {
        if (!IsWhatIf)
            return AskAsync(question);
        InOrder(() =>
        {
            try
            {
                question();
            }
            catch (KrakenException error)
            {
                ShowFailure(error, name);
            }
        });
        return Task.FromResult(false);
    }

    /// <summary>Writes a warning, with nothing in it that drives a terminal or a CI system.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(ForeignText.Lines(text));

    /// <summary>Writes a detail, with nothing in it that drives a terminal or a CI system.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(ForeignText.Lines(text));

    /// <summary>Writes what helps to find a fault, with nothing in it that drives a terminal or a CI system.</summary>
    private protected new void WriteDebug(string text) => base.WriteDebug(ForeignText.Lines(text));
}
