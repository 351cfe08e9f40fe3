using System.Management.Automation;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Shows the least-privilege policy and the trust policy that a connector spec requires.</summary>
/// <remarks>
/// <para>
/// Each statement has its purpose and the fields of the spec that require it. The Document property is the policy as
/// IAM accepts it; ToString or -As Json returns its text. The Trust property shows who may assume the role.
/// </para>
/// <para>
/// IAM accepts 10,240 characters of inline policies in a role and 6,144 in each of ten managed policies. A larger
/// policy is regrouped, spread over managed policies, and written with the cluster named once, in a statement that
/// denies all other clusters' topics. None of these forms grants more. If the policy is still too large, -MaxOverGrant
/// allows prefixes to stand for topics. The Parts property contains the policies, and OverGrants what they grant in
/// addition.
/// </para>
/// <para>
/// Makes no AWS call, so what a worker configuration asks for is left out: its offset.storage.topic, exactly-once delivery
/// and converters. Compare-KrakenMskConnector reads it and shows the whole policy. The spec must be valid.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Get-KrakenConnectorPolicy</code>
/// <para>Shows every statement with its reason.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorPolicy -As Json | Set-Content policy.json</code>
/// <para>Writes the policy document to a file.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorPolicy -As Table | Where-Object Action -Like 'kafka-cluster:*'</code>
/// <para>Lists each grant on the cluster with its reason.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorPolicy -DifferenceFrom (Get-Content policy.json -Raw)</code>
/// <para>Shows the access that the derived policy grants and another one does not, and the reverse.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorPolicy", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorPolicy))]
[OutputType(typeof(string))]
[OutputType(typeof(PolicyGrant))]
[OutputType(typeof(AccessDifference))]
public sealed class GetKrakenConnectorPolicyCommand : SpecCmdlet
{
    private PolicyDocument[]? _other;

    /// <summary>
    /// The form of the policy: Policy for the object (default), Text for the text that the prompt shows, Json for the policy
    /// documents, Markdown for a pull request, or Table for a row for each action on each resource.
    /// </summary>
    [Parameter]
    public PolicyFormat As { get; set; }

    /// <summary>
    /// The same as -As Json, and kept for one release. If the policy does not fit into the role's inline policy, returns one text for
    /// each policy of the role, the inline one first.
    /// </summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    /// <summary>The same as -As Table, and kept for one release: statement, grant and reason.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    /// <summary>The same as -As Markdown, and kept for one release.</summary>
    [Parameter]
    public SwitchParameter AsMarkdown { get; set; }

    /// <summary>
    /// Other policy documents, each as JSON text, that apply together. Returns the access that only the derived policy
    /// grants (Gained) and the access that only the others grant (Lost). The comparison ignores how the policies are
    /// written.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DifferenceFrom { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        string[] chosen =
        [
            .. MyInvocation.BoundParameters.ContainsKey(nameof(As)) ? [nameof(As)] : Array.Empty<string>(),
            .. AsJson ? [nameof(AsJson)] : Array.Empty<string>(), .. AsTable ? [nameof(AsTable)] : Array.Empty<string>(),
            .. AsMarkdown ? [nameof(AsMarkdown)] : Array.Empty<string>(),
            .. DifferenceFrom is null ? Array.Empty<string>() : [nameof(DifferenceFrom)],
        ];
        try
        {
            if (chosen.Length > 1)
            {
                throw new KrakenException(
                    KrakenErrorKind.SpecInvalid,
                    $"{string.Join(" and ", chosen)} cannot be combined: each is a form of the same policy.",
                    "Give one of them.");
            }

            As = AsJson ? PolicyFormat.Json : AsTable ? PolicyFormat.Table : AsMarkdown ? PolicyFormat.Markdown : As;
            _other = DifferenceFrom?.Select(PolicyDocument.ParseIdentity).ToArray();
        }
        catch (KrakenException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, null));
        }
    }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        TellUnreadWorker(reading.Spec);
        var policy = ConnectorPolicyBuilder.Build(reading.Spec, StopToken);
        if (_other is not null)
            WriteObject(PolicyDifferences.Between(_other, [policy.Document]), enumerateCollection: true);
        else if (As == PolicyFormat.Table)
            WriteObject(PolicyTables.Grants(policy), enumerateCollection: true);
        else if (As == PolicyFormat.Markdown)
            WriteObject(PolicyTables.ToMarkdown(policy));
        else if (As == PolicyFormat.Text)
            WriteObject(PolicyText.Render(policy));
        else if (As == PolicyFormat.Json)
            WriteObject(policy.Parts.Select(p => p.ToJson(indented: true)), enumerateCollection: true);
        else
            WriteObject(policy);
    }
}

/// <summary>The form of a policy.</summary>
public enum PolicyFormat
{
    /// <summary>The policy itself.</summary>
    Policy,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON: the documents that IAM takes.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A row for each action on each resource.</summary>
    Table,
}
