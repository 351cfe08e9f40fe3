using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>Whether nothing may be changed, by -WhatIf or $WhatIfPreference.</summary>
    private protected bool IsWhatIf =>
        Switch("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference", false));

    /// <summary>Whether -Confirm was given.</summary>
    private protected bool IsConfirmOn => Switch("Confirm") == true;

    /// <summary>Whether -Confirm:$false was given.</summary>
    private protected bool IsConfirmOff => Switch("Confirm") == false;

    /// <summary>
    /// Whether a change of medium impact is shown to the user before it is made, so that its plan is worth the calls.
    /// </summary>
    private protected bool PlanIsWanted =>
        IsWhatIf || (Switch("Confirm") ?? (ConfirmPreference is not (ConfirmImpact.None or ConfirmImpact.High)));

    private ConfirmImpact ConfirmPreference =>
        LanguagePrimitives.ConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference", ConfirmImpact.High));

    private bool? Switch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;
}
