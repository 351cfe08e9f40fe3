using System.Management.Automation;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Shows what the person or pipeline that runs the cmdlets must be allowed for connector specs.</summary>
/// <remarks>
/// <para>
/// The connector's role has a policy of its own, which Get-KrakenConnectorPolicy shows. This policy is for the caller of the
/// cmdlets. All specs of a pipeline give one policy. It names only the connectors' own resources where AWS lets a policy name
/// them. The module's security groups are known by their tag.
/// </para>
/// <para>
/// The Document property is the policy as IAM accepts it, and Grants has each action with its reason. Some actions are not
/// called by the module: AWS asks the caller for them while it creates or deletes a connector. Their Source names where AWS
/// documents that.
/// </para>
/// <para>
/// IAM accepts 6,144 characters in a managed policy, 10,240 in a role and 2,048 in a user. The Size property has their
/// number. Makes no AWS call. The specs must be valid.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec ./specs/*.json | Get-KrakenCallerPolicy -For Apply</code>
/// <para>Shows what a pipeline needs that creates and changes these connectors.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenCallerPolicy -For Remove -As Json | Set-Content remove-policy.json</code>
/// <para>Writes the policy document of who may remove the connector to a file.</para>
/// </example>
/// <example>
/// <code>($spec | Get-KrakenCallerPolicy -For Apply).Grants | Where-Object Source</code>
/// <para>Lists what AWS asks the caller for by itself, with its source.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenCallerPolicy", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(CallerPolicy))]
[OutputType(typeof(string))]
public sealed class GetKrakenCallerPolicyCommand : SpecCmdlet
{
    private readonly List<ConnectorSpec> _specs = [];

    /// <summary>
    /// What the caller is to be able to do. Read: see connectors, plans, operations and logs. Apply: create and change
    /// connectors. Remove: remove them with all that was created for them.
    /// </summary>
    [Parameter(Mandatory = true)]
    public CallerPurpose For { get; set; }

    /// <summary>With Apply: also what Update-KrakenMskConnector -AllowReplacement needs.</summary>
    [Parameter]
    public SwitchParameter AllowReplacement { get; set; }

    /// <summary>With Apply or Remove: also what Update-KrakenMskConnector -KeepOffsets needs, or has left to be removed.</summary>
    [Parameter]
    public SwitchParameter KeepOffsets { get; set; }

    /// <summary>With Apply: also what Update-KrakenMskConnector -PruneTags needs.</summary>
    [Parameter]
    public SwitchParameter PruneTags { get; set; }

    /// <summary>
    /// With Apply: also what Update-KrakenMskConnector -Prune needs, for the fleets that the specs or -Fleet name. What it may
    /// remove is told by the tag kraken:fleet.
    /// </summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>The form of the policy: the policy itself, text, the policy document as JSON, or Markdown.</summary>
    [Parameter]
    public CallerPolicyFormat As { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (CheckValid(reading))
            _specs.Add(reading.Spec);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_specs.Count == 0)
            return;
        if (Prune && _specs.TrueForAll(s => s.Fleet is null))
            WriteWarning("-Prune adds nothing, because no spec names a fleet. Give -Fleet, as Update-KrakenMskConnector gets it.");
        try
        {
            var policy = CallerPolicyBuilder.Build(_specs, For, AllowReplacement, KeepOffsets, PruneTags, Prune);
            WriteObject(As switch
            {
                CallerPolicyFormat.Text => CallerPolicyText.Render(policy),
                CallerPolicyFormat.Json => policy.Document.ToJson(indented: true),
                CallerPolicyFormat.Markdown => CallerTables.ToMarkdown(policy),
                _ => policy,
            });
        }
        catch (KrakenException error)
        {
            WriteError(ErrorRecords.From(error, error.ConnectorName));
        }
    }
}

/// <summary>The form of a caller's policy.</summary>
public enum CallerPolicyFormat
{
    /// <summary>The policy itself.</summary>
    Policy,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>The policy document as JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
