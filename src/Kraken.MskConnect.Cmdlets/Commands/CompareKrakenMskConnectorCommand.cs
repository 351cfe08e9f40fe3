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
[Cmdlet(VerbsData.Compare, "KrakenMskConnector")]
[OutputType(typeof(ConnectorPlan))]
public sealed class CompareKrakenMskConnectorCommand : AwsSpecCmdlet
{
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
            Post(() => WriteObject(plan));
        });
    }
}
