using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Makes a connector spec from parameters or from objects with its inputs.</summary>
/// <remarks>
/// <para>
/// A spec holds all that is needed to provision one Amazon MSK Connect connector. Every input can be a parameter, or
/// a property of an object or hashtable on the pipeline, by its own name or by the reference's snake_case name. The
/// spec is not validated here; Test-KrakenConnectorSpec does that, and every cmdlet that acts on a spec.
/// </para>
/// <para>Makes no AWS call. Secrets of the configuration are in the spec, and are not shown.</para>
/// </remarks>
/// <example>
/// <code>Get-Content orders.tfvars.json -Raw | ConvertFrom-Json -DateKind String | New-KrakenConnectorSpec</code>
/// <para>
/// Makes a spec of a Terraform variables file. -DateKind String, which PowerShell 7.5 and newer has, keeps the text of
/// values that look like times.
/// </para>
/// </example>
/// <example>
/// <code>$spec = $base | New-KrakenConnectorSpec -ConnectorName orders-cdc-test -Env test</code>
/// <para>Makes a spec like another one, with another name and environment.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorSpec))]
public sealed class NewKrakenConnectorSpecCommand : SpecCmdlet
{
    private protected override void ProcessSpec(SpecReading reading)
    {
        // A field that could not be read is not in the spec, so nobody after this could find it.
        var spec = reading.Spec;
        if (CheckValid(new SpecValidation(spec.ConnectorName, reading.Findings), reading.Source))
            WriteObject(ShownSpecs.Show(spec));
    }
}
