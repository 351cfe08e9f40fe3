using System.Management.Automation;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Proves that a policy allows what a connector does, and nothing else.</summary>
/// <remarks>
/// <para>
/// Gives an object a check. Required: a call that the connector makes, which must be allowed. Neighbour: a call on what
/// lies next to its own, such as another cluster of the same name, another topic, bucket, prefix, secret, key or
/// account, another connector's internal topics, or writing where it reads; it must be denied. Excess: a grant that
/// nothing in the spec requires. Trust: who may assume the role. Each says which statement decided. A required call that
/// reaches every topic of the cluster, which AllowAllTopics lets a spec ask for, says so in its Finding.
/// </para>
/// <para>
/// Without further parameters the policy is the one that the spec leads to, and no AWS call is made. -Live takes all
/// inline and attached policies of the connector's role, its permissions boundary and its trust policy. -Online also
/// asks IAM's own simulator; its answers are in OnlineOutcome, and Disagrees says where they are not ours.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Test-KrakenConnectorPolicy | Where-Object Passed -EQ $false</code>
/// <para>Shows what is wrong with the derived policy: nothing.</para>
/// </example>
/// <example>
/// <code>$spec | Test-KrakenConnectorPolicy -PolicyDocument (Get-Content policy.json -Raw) | Where-Object Kind -EQ Excess</code>
/// <para>Shows what a policy grants beyond what the connector needs.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenConnectorPolicy -Live -Quiet)) { throw 'The role has drifted.' }</code>
/// <para>Fails a pipeline where the role's policies are not what the connector needs.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KrakenConnectorPolicy", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(PolicyCheck), typeof(bool))]
public sealed class TestKrakenConnectorPolicyCommand : AwsSpecCmdlet
{
    private PolicySet? _given;

    /// <summary>
    /// Policy documents to check in place of the derived ones, each as JSON text; several are checked as one role would have
    /// them. Trust is not checked then.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PolicyDocument { get; set; }

    /// <summary>Checks the policies that the connector's live role has: inline, attached, boundary and trust.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>
    /// Also asks IAM's simulator, which needs the permission iam:SimulateCustomPolicy, or with -Live
    /// iam:SimulatePrincipalPolicy.
    /// </summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Returns only whether every check passed and, with -Online, IAM agrees: a Boolean a spec.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (PolicyDocument is null)
            return;
        if (Live)
        {
            ThrowTerminatingError(ErrorRecords.From(new KrakenException(
                KrakenErrorKind.SpecInvalid,
                "PolicyDocument and Live exclude each other: a document is checked in place of the role's policies.",
                "Leave one of them out."), null));
        }

        try
        {
            _given = new PolicySet(
            [
                .. PolicyDocument.Select((text, i) => new NamedPolicy(
                    PolicyDocument.Length == 1 ? "the given policy" : $"the given policy {i + 1}",
                    Policies.PolicyDocument.ParseIdentity(text))),
            ]);
        }
        catch (KrakenException e)
        {
            // Nothing can be checked without it, whatever the spec.
            ThrowTerminatingError(ErrorRecords.From(e, null));
        }
    }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        var spec = reading.Spec;
        if (!Live && !Online)
        {
            var policies = Offline(spec);
            Write(PolicyProof.Check(spec, policies));
            return;
        }

        Start(spec.ConnectorName, spec.ConnectorName, async token =>
        {
            var inspector = Inspector(spec.Region);
            var policies = Live ? await inspector.ReadAsync(spec, token) : Offline(spec);
            var checks = PolicyProof.Check(spec, policies);
            if (Online)
                checks = await inspector.SimulateAsync(spec, policies, checks, token);
            Post(() => Write(checks));
        });
    }

    private PolicySet Offline(ConnectorSpec spec) =>
        _given ?? PolicySet.Of(ConnectorPolicyBuilder.Build(spec, StopToken));

    private void Write(IReadOnlyList<PolicyCheck> checks)
    {
        var failed = checks.Count(c => !c.Passed);
        var disagreements = checks.Count(c => c.Disagrees);
        WriteVerbose(
            $"{checks.Count} checks, {failed} failed"
            + (checks.Count(c => c.Finding is not null) is > 0 and var findings ? $", {findings} with a finding" : "")
            + (Online ? $", IAM disagrees on {disagreements}" : ""));
        if (Quiet)
            WriteObject(failed + disagreements == 0);
        else
            WriteObject(checks, enumerateCollection: true);
    }
}
