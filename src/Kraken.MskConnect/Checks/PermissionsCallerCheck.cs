using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// Who runs the cmdlets may do all that the connector's creation, change and removal need, what MSK Connect does with the
/// caller's permissions among it. Policies of organizations count as far as IAM's simulator knows them; those of a session do not.
/// </summary>
internal sealed class PermissionsCallerCheck : IConnectorCheck
{
    public string Name => "Permissions.Caller";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var arn = (await connector.Caller.Identity).Arn;
        if (arn.EndsWith(":root", StringComparison.Ordinal))
            return CheckOutcome.Pass($"{arn} is the account's root user, whom no policy of IAM's limits.");
        if (CheckedCaller.PrincipalOf(arn) is not { } principal)
        {
            return CheckOutcome.Unknown(
                $"IAM's policy simulator knows users and roles, and {arn} is neither.",
                "Run the checks as the user or role that is to make the connector.");
        }

        // Another connector shows that MSK Connect's service-linked role is there.
        var isFirst = (await connector.AllConnectors).Count == 0;
        var run = await connector.Live is null ? CallerRun.Create : CallerRun.Update;
        var spec = connector.Spec;
        var needsManagedPolicies = ConnectorPolicyBuilder.Build(spec, connector.StopToken).Parts.Count > 1;
        var wanted = CallerPermissions.All
            .Where(p => (p.Runs & (CallerRun.Plan | run | CallerRun.Remove)) != 0 && IsMet(p.When, spec, isFirst, needsManagedPolicies))
            .ToList();
        var denied = await connector.Caller.DeniedAsync(principal, wanted);
        var certain = denied.Where(d => d.Missing.Count == 0).ToList();
        var now = certain.Where(d => (d.Permission.Runs & (CallerRun.Plan | run)) != 0 
            && d.Permission.When is not (CallerCondition.FirstConnector or CallerCondition.FirstLogStream or CallerCondition.Wished)).ToList();
        if (now.Count > 0)
            return CheckOutcome.Fail($"{arn} is denied {Texts(now)}.", RemedyOf(now));
        if (certain.Count > 0)
        {
            return CheckOutcome.Warn(
                certain.TrueForAll(d => d.Permission.When == CallerCondition.FirstConnector)
                    ? $"{arn} is denied {Texts(certain)}: the account's first connector needs it, and {spec.Region} has none."
                    : $"{arn} is denied {Texts(certain)}.",
                RemedyOf(certain));
        }

        if (denied.Count > 0)
        {
            return CheckOutcome.Unknown(
                $"Whether {arn} is allowed {Texts(denied)} depends on {BoundedText.List(denied.SelectMany(d => d.Missing).Distinct())}, which the simulator was not told.");
        }

        return CheckOutcome.Pass(
            $"{arn} is allowed all {wanted.Count} actions that {(run == CallerRun.Create ? "making" : "changing")} and removing the connector need.");
    }

    // What a switch asks for, and what only AWS's example has, the checks do not ask about.
    private static bool IsMet(CallerCondition condition, ConnectorSpec spec, bool isFirst, bool needsManagedPolicies) => condition switch
    {
        CallerCondition.FirstConnector => isFirst,
        CallerCondition.Documented => false,
        _ => CallerConditions.IsAskedFor(condition, spec, needsManagedPolicies),
    };

    private static string Texts(IEnumerable<DeniedToCaller> denied) => BoundedText.List(denied.Select(d => d.Text).Distinct());

    private static string RemedyOf(IEnumerable<DeniedToCaller> denied) =>
        $"Allow the caller {BoundedText.List(denied.Select(d => d.Permission.Action).Distinct())}; docs/permissions.md lists what each run needs.";
}
