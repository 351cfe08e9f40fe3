using System.Management.Automation;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Proves that a policy allows what a connector does, and nothing else.</summary>
/// <remarks>
/// <para>
/// Returns one object for each connector, with the number of failed checks, and with all checks in its Checks property, the
/// failed ones first. -As Table returns one object for each check. Required: a call that the connector makes, which must be allowed. Neighbour: a
/// call on a resource similar to the connector's own, which must be denied, such as another cluster of the same name,
/// another topic, bucket, prefix, secret, key or account, another connector's internal topics, or writing where the
/// connector only reads. Excess: a grant that nothing in the spec requires. Trust: who may assume the role. Unknown: what
/// the connector may use and the module cannot derive, for example of a class that it does not know; such a check is
/// inconclusive, so it has not passed. Each object names the statement that decided. If a required call reaches every topic of the cluster, which AllowAllTopics
/// permits, its Finding says so.
/// </para>
/// <para>
/// Without further parameters, the cmdlet checks the policy that is derived from the spec, and makes no AWS call. -Live
/// checks all inline and attached policies of the connector's role, its permissions boundary and its trust policy.
/// -Online also asks the IAM policy simulator; its answers are in OnlineOutcome, and Disagrees shows where they differ
/// from the module's.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Test-KrakenConnectorPolicy</code>
/// <para>Shows in two lines that the derived policy passes, and below them what does not.</para>
/// </example>
/// <example>
/// <code>$spec | Test-KrakenConnectorPolicy -PolicyDocument (Get-Content policy.json -Raw) -As Table | Where-Object Kind -EQ Excess</code>
/// <para>Shows what a policy grants beyond what the connector needs.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenConnectorPolicy -Live -Quiet)) { throw 'The role has drifted.' }</code>
/// <para>Fails a pipeline if the role's policies are not what the connector needs.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KrakenConnectorPolicy", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(PolicyTest), typeof(PolicyCheck), typeof(bool), typeof(string))]
public sealed class TestKrakenConnectorPolicyCommand : AwsSpecCmdlet
{
    private PolicySet? _given;

    /// <summary>
    /// The form of the result: Summary for one object for each connector (default), Table for one object for each check, Text
    /// for the text that the prompt shows, Json, or Markdown for a pull request.
    /// </summary>
    [Parameter]
    public PolicyTestFormat As { get; set; }

    /// <summary>
    /// Policy documents to check instead of the derived ones, each as JSON text. Several documents are checked as the
    /// policies of one role. The trust policy is not checked.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PolicyDocument { get; set; }

    /// <summary>Checks the policies of the connector's existing role: inline, attached, boundary and trust.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>
    /// Also asks the IAM policy simulator. This needs the permission iam:SimulateCustomPolicy, or with -Live
    /// iam:SimulatePrincipalPolicy.
    /// </summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>
    /// Returns only whether every check passed, none is inconclusive and, with -Online, whether IAM agrees: one Boolean for each spec.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>
    /// Accepts what cannot be derived: with -Quiet, inconclusive checks do not count. Use it if you know by other means
    /// what the connector's class uses.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowInconclusive { get; set; }

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
                "PolicyDocument and Live cannot be combined: a document is checked instead of the role's policies.",
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
            TellUnreadWorker(spec);
            Write(PolicyTest.Of(spec.ConnectorName, PolicyProof.Check(spec, policies)));
            return;
        }

        Start(spec.ConnectorName, spec.ConnectorName, async token =>
        {
            var inspector = Inspector(spec.Region);
            var whole = await inspector.CompleteAsync(spec, token);
            var policies = Live ? await inspector.ReadAsync(whole, token) : Offline(whole);
            var checks = PolicyProof.Check(whole, policies);
            if (Online)
                checks = await inspector.SimulateAsync(whole, policies, checks, token);
            InOrder(() => Write(PolicyTest.Of(spec.ConnectorName, checks)));
        });
    }

    private PolicySet Offline(ConnectorSpec spec) =>
        _given ?? PolicySet.Of(ConnectorPolicyBuilder.Build(spec, StopToken));

    private void Write(PolicyTest test)
    {
        WriteVerbose(PolicyTestText.Counts(test));
        if (Quiet)
            WriteObject(test.Failed + test.Disagreements + (AllowInconclusive ? 0 : test.Inconclusive) == 0);
        else if (As == PolicyTestFormat.Table)
            WriteObject(test.Checks, enumerateCollection: true);
        else if (As == PolicyTestFormat.Text)
            WriteObject(PolicyTestText.Render(test));
        else if (As == PolicyTestFormat.Json)
            WriteObject(ObjectJson.Of(test));
        else if (As == PolicyTestFormat.Markdown)
            WriteObject(PolicyTestText.ToMarkdown(test));
        else
            WriteObject(test);
    }
}

/// <summary>The form of a policy's test.</summary>
public enum PolicyTestFormat
{
    /// <summary>One object for each connector.</summary>
    Summary,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>One object for each check.</summary>
    Table,
}
