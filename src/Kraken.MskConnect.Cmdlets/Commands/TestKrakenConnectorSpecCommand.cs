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
/// <code>Import-KrakenConnectorSpec ./specs/*.json | Test-KrakenConnectorSpec -As Markdown | Set-Content findings.md</code>
/// <para>Writes the findings into a file for a pull request.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenConnectorSpec -Quiet)) { exit 1 }</code>
/// <para>Fails a pipeline step if the spec is invalid.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(SpecValidation), typeof(bool), typeof(string))]
public sealed class TestKrakenConnectorSpecCommand : SpecCmdlet
{
    /// <summary>
    /// The form of the result: Validation for one object for each spec (default), Text for the text that the prompt shows, Json,
    /// or Markdown for a pull request.
    /// </summary>
    [Parameter]
    public ValidationFormat As { get; set; }

    /// <summary>Returns only whether the spec is valid: True or False.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        var validation = reading.Validate();
        WriteObject(Quiet ? validation.IsValid : As switch
        {
            ValidationFormat.Text => FindingText.Render(validation),
            ValidationFormat.Json => ObjectJson.Of(validation),
            ValidationFormat.Markdown => FindingText.ToMarkdown(validation),
            _ => validation,
        });
    }
}

/// <summary>The form of a spec's validation.</summary>
public enum ValidationFormat
{
    /// <summary>One object for each spec.</summary>
    Validation,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
