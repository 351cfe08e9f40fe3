using System.Management.Automation;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    private readonly HashSet<string> _quotasTold = new(StringComparer.Ordinal);

    /// <summary>What became of the connectors so far; on the pipeline thread.</summary>
    private protected Tally Tally { get; } = new();

    /// <summary>Begins work on several connectors, whose progress is shown as a whole too.</summary>
    private protected void BeginFleet(int connectors)
    {
        if (connectors > 1)
            _progress.BeginWhole(MyInvocation.MyCommand.Name, connectors, _wholeTime);
    }

    /// <summary>Ends the progress of the whole; work on other connectors may follow.</summary>
    private protected void EndWhole() => _progress.EndWhole();

    /// <summary>Tells what became of all connectors, when nothing is at work any more.</summary>
    private protected void EndFleet()
    {
        EndWhole();
        if (Tally.Total == 0)
            return;
        if (Tally.Total == 1 || OnlyReads)
            WriteVerbose($"{Tally}.");
        else
            Tell($"{Tally}.");
    }

    /// <summary>Shows a line at the prompt, as information, which <c>6&gt;</c> redirects and no pipeline takes for output.</summary>
    private protected void Tell(string line) =>
        WriteInformation(new HostInformationMessage { Message = ForeignText.OneLine(line) }, ["PSHOST"]);

    private void ShowFailure(Exception error, object? target)
    {
        Tally.Count(Outcome.Failed);
        _progress.Failed();
        if (!OnlyReads && target is string name)
            Story.End(ForeignText.OneLine(name), nameof(Outcome.Failed));

        // That error speaks of all connectors which ask for too much.
        if (error is KrakenException { Kind: KrakenErrorKind.WorkerQuotaExceeded } && !_quotasTold.Add(error.Message))
            WriteVerbose($"{target}: not started because of the worker quota");
        else
            WriteError(ErrorRecords.From(error, target));
    }
}
