using System.Management.Automation;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    private readonly WorkTime _wholeTime;

    // Flows with the work, as the questions that it asks do.
    private readonly AsyncLocal<WorkTime?> _workTime = new();
    private bool? _tellsLines;

    /// <summary>The clock of what is told; tests set another one.</summary>
    internal static TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What is told of the work, in lines.</summary>
    private protected ProvisioningStory Story => field ??= new ProvisioningStory(Clock, TellStory);

    /// <summary>Counts what became of a connector, and tells it; on any thread.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="state">The state that it has; null where that is not known.</param>
    private protected void Count(string connectorName, Outcome outcome, string? state = null) => Post(() =>
    {
        Tally.Count(outcome, state);
        if (!OnlyReads)
            Story.End(ForeignText.OneLine(connectorName), outcome.ToString(), state);
    });

    /// <summary>Waits for a person's answer, which does not count as the work's time.</summary>
    private protected async Task<T> AtPromptAsync<T>(Func<Task<T>> answer)
    {
        using (_workTime.Value?.Pause())
            return await answer();
    }

    /// <summary>Details where they are asked for; else, where that is preferred, plain information of what is changed.</summary>
    private void TellStory(string line)
    {
        WriteVerbose(line);
        if (TellsLines)
            Tell(line);
    }

    /// <summary>Ends the command before it begins where the preference is none.</summary>
    private void CheckPreference()
    {
        try
        {
            _ = TellsLines;
        }
        catch (KrakenException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, target: null));
        }
    }

    private bool TellsLines => _tellsLines ??= !OnlyReads && !IsVerbose
        && KrakenProgress.IsInLines(GetVariableValue(KrakenProgress.Variable), Environment.GetEnvironmentVariable);

    private bool IsVerbose => Switch("Verbose")
        ?? (LanguagePrimitives.TryConvertTo(GetVariableValue("VerbosePreference"), out ActionPreference preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore));
}
