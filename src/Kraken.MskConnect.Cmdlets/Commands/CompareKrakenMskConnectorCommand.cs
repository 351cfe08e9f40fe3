using System.Management.Automation;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Compares connector specs with what AWS has, and shows the plan.</summary>
/// <remarks>
/// <para>
/// The plan says for each resource (role, security group, log group, connector) and each property what is there,
/// what the spec wants and what is to be done: None, Create, Update, Replace or Delete. Secret values are masked.
/// </para>
/// <para>
/// Makes read calls only. Takes specs, or the connectors that New-KrakenMskConnector returned in this session, which
/// know their spec. A connector from Get-KrakenMskConnector has no spec with it: pipe the spec instead.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Compare-KrakenMskConnector</code>
/// <para>Shows what New-KrakenMskConnector would do.</para>
/// </example>
/// <example>
/// <code>$drifted = $specs | Compare-KrakenMskConnector | Where-Object HasChanges</code>
/// <para>Finds the connectors that are not as their specs want them.</para>
/// </example>
/// <example>
/// <code>$specs | Compare-KrakenMskConnector -As Markdown | Set-Content plan.md</code>
/// <para>Writes the plans for a pull request.</para>
/// </example>
/// <example>
/// <code>$plans = $specs | Compare-KrakenMskConnector; exit 2 * [int]($plans.HasChanges -contains $true)</code>
/// <para>Ends a pipeline's step with 2 where anything differs and with 0 where nothing does.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "KrakenMskConnector")]
[OutputType(typeof(ConnectorPlan))]
[OutputType(typeof(string))]
public sealed class CompareKrakenMskConnectorCommand : AwsSpecCmdlet
{
    /// <summary>
    /// In which form a plan is returned: Plan, the object (default), or as a text: Text as at the prompt, Json for programs,
    /// Markdown for a pull request.
    /// </summary>
    [Parameter]
    public PlanFormat As { get; set; }

    /// <summary>How many connectors are compared at once, 1 to 100. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    private protected override int Concurrency => ThrottleLimit;

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        var spec = reading.Spec;
        Start(spec.ConnectorName, spec.ConnectorName, async token =>
        {
            var plan = await Provisioner(spec.Region).PlanAsync(spec, token);
            Post(() => WriteObject(As switch
            {
                PlanFormat.Text => PlanText.Render(plan),
                PlanFormat.Json => plan.ToJson(),
                PlanFormat.Markdown => plan.ToMarkdown(),
                _ => plan,
            }));
        });
    }
}

/// <summary>The form of a plan.</summary>
public enum PlanFormat
{
    /// <summary>The plan itself.</summary>
    Plan,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
