using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Checks connector specs against every rule and reports all findings at once.</summary>
/// <remarks>
/// <para>
/// The result contains every finding with the field, the rule, the value (masked if it may be secret), the problem and
/// the remedy. A finding of severity Error makes a spec invalid: no cmdlet sends anything to AWS for it. A warning does
/// not.
/// </para>
/// <para>Makes no AWS call.</para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.json | Test-KrakenConnectorSpec</code>
/// <para>Shows the findings for each spec.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenConnectorSpec -Quiet)) { exit 1 }</code>
/// <para>Fails a pipeline step if the spec is invalid.</para>
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
