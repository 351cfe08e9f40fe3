using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Checks connector specs against every rule and says all that is wrong at once.</summary>
/// <remarks>
/// <para>
/// The result has every finding, each with the field, the rule, the value (masked where it may be secret), what is
/// wrong and what to do. Findings of severity Error make a spec invalid: no cmdlet sends anything to AWS for it.
/// Warnings do not.
/// </para>
/// <para>Makes no AWS call.</para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.json | Test-KrakenConnectorSpec</code>
/// <para>Shows what is to be said about each spec.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenConnectorSpec -Quiet)) { exit 1 }</code>
/// <para>Fails a pipeline step where the spec is invalid.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(SpecValidation), typeof(bool))]
public sealed class TestKrakenConnectorSpecCommand : SpecCmdlet
{
    /// <summary>Returns only whether the spec is valid: True or False.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        var validation = reading.Validate();
        WriteObject(Quiet ? validation.IsValid : validation);
    }
}
