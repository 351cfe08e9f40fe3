using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>What PowerShell puts before the description.</summary>
    private const string WhatIfPrefix = "What if: ";

    /// <summary>Whether nothing may be changed, by -WhatIf or $WhatIfPreference.</summary>
    private protected bool IsWhatIf =>
        Switch("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference", false));

    /// <summary>Whether the first error ends the command, by -ErrorAction Stop or $ErrorActionPreference.</summary>
    private protected bool EndsAtError =>
        LanguagePrimitives.TryConvertTo(
            MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound) ? bound : GetVariableValue("ErrorActionPreference"),
            out ActionPreference preference)
        && preference == ActionPreference.Stop;

    /// <summary>Whether -Confirm was given.</summary>
    private protected bool IsConfirmOn => Switch("Confirm") == true;

    /// <summary>Whether -Confirm:$false was given.</summary>
    private protected bool IsConfirmOff => Switch("Confirm") == false;

    /// <summary>
    /// Whether a change of medium impact is shown to the user before it is made, so that its plan is worth the calls.
    /// </summary>
    private protected bool PlanIsWanted =>
        IsWhatIf || (Switch("Confirm") ?? (ConfirmPreference is not (ConfirmImpact.None or ConfirmImpact.High)));

    /// <summary>As PowerShell's own, and where nobody can be asked, an error that says what to do.</summary>
    private protected new bool ShouldProcess(string target, string action) =>
        Answered(target, () => base.ShouldProcess(target, action));

    /// <summary>As PowerShell's own, and where nobody can be asked, an error that says what to do.</summary>
    /// <param name="name">The connector, for the error.</param>
    /// <param name="description">What -WhatIf prints, and what -Confirm shows before the question.</param>
    /// <param name="question">The question.</param>
    private protected new bool ShouldProcess(string name, string description, string question) =>
        Answered(name, () => base.ShouldProcess(OnScreen(description, WhatIfPrefix.Length), OnScreen(description), question));

    /// <summary>As PowerShell's own, and where nobody can be asked, an error that says what to do.</summary>
    /// <param name="name">The connector, for the error.</param>
    /// <param name="description">What the question is about; also the error's text.</param>
    /// <param name="question">The question.</param>
    /// <param name="caption">The question's title.</param>
    /// <param name="yesToAll">Whether all further questions are answered with yes.</param>
    /// <param name="noToAll">Whether all further questions are answered with no.</param>
    private protected bool ShouldContinue(
        string name, string description, string question, string caption, ref bool yesToAll, ref bool noToAll)
    {
        var (yes, no) = (yesToAll, noToAll);
        try
        {
            return Answered(
                name,
                () => base.ShouldContinue(OnScreen(description) + Environment.NewLine + question, caption, ref yes, ref no),
                description);
        }
        finally
        {
            (yesToAll, noToAll) = (yes, no);
        }
    }

    /// <summary>
    /// Hosts tell in many ways that they cannot ask: -NonInteractive by a PSInvalidOperationException, a host without a
    /// user interface by a HostException or by saying that it has no such method, a console whose input has ended by a
    /// NullReferenceException.
    /// </summary>
    private bool Answered(string name, Func<bool> question, string? description = null)
    {
        using var pause = _wholeTime.Pause();
        try
        {
            return question();
        }
        catch (Exception e) when (e is not (PipelineStoppedException or OutOfMemoryException))
        {
            throw new KrakenException(
                KrakenErrorKind.ConfirmationNeeded,
                (description is null ? $"{name}: a confirmation is needed." : description)
                + " Nobody can be asked here, so nothing was changed.",
                "Review the plan with -WhatIf; then confirm in advance with -Confirm:$false, or with -Force if the "
                + "cmdlet has it.",
                e) { ConnectorName = name };
        }
    }

    private static string OnScreen(string text, int taken = 0) =>
        string.Join(Environment.NewLine, ScreenLines.Of(text, ScreenWidth.OfScreen, taken));

    private ConfirmImpact ConfirmPreference =>
        LanguagePrimitives.ConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference", ConfirmImpact.High));

    private bool? Switch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;
}
