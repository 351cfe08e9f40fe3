using System.Management.Automation;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Shows the least-privilege policy and the trust policy that a connector spec asks for.</summary>
/// <remarks>
/// <para>
/// Each statement says what it is for and which fields of the spec asked for it. The Document property is the policy
/// as IAM takes it, and its text with ToString or -AsJson; the Trust property says who may assume the role.
/// </para>
/// <para>Makes no AWS call. The spec must be valid.</para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Get-KrakenConnectorPolicy</code>
/// <para>Shows every statement with its reason.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorPolicy -AsJson | Set-Content policy.json</code>
/// <para>Writes the policy document to a file.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorPolicy")]
[OutputType(typeof(ConnectorPolicy), typeof(string))]
public sealed class GetKrakenConnectorPolicyCommand : SpecCmdlet
{
    /// <summary>Returns the policy document as JSON text.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        var policy = ConnectorPolicyBuilder.Build(reading.Spec);
        WriteObject(AsJson ? policy.Document.ToJson(indented: true) : policy);
    }
}
