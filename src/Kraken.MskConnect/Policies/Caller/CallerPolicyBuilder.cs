using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>Derives from specs what the person or pipeline that runs the cmdlets needs. Pure: makes no AWS call.</summary>
public static class CallerPolicyBuilder
{
    /// <summary>From how many connectors on their roles are read together.</summary>
    private const int LeastFleet = 5;

    /// <summary>Builds the policy.</summary>
    /// <param name="specs">Specs that passed validation.</param>
    /// <param name="purpose">What the caller is to be able to do.</param>
    /// <param name="allowReplacement">Whether Update-KrakenMskConnector is run with -AllowReplacement.</param>
    /// <param name="keepOffsets">Whether it is run with -KeepOffsets.</param>
    /// <param name="pruneTags">Whether it is run with -PruneTags.</param>
    /// <param name="prune">Whether it is run with -Prune, for the fleets that the specs name.</param>
    /// <returns>The policy, each statement with its reasons.</returns>
    public static CallerPolicy Build(
        IReadOnlyList<ConnectorSpec> specs,
        CallerPurpose purpose,
        bool allowReplacement = false,
        bool keepOffsets = false,
        bool pruneTags = false,
        bool prune = false)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var runs = RunsOf(purpose) | (allowReplacement ? CallerRun.Replace : CallerRun.None);
        var granted = new List<Granted>();
        foreach (var spec in specs)
        {
            var needsManagedPolicies = ConnectorPolicyBuilder.Build(spec).Parts.Count > 1;
            granted.AddRange(
                from permission in CallerPermissions.All
                where (permission.Runs & runs) != 0 && IsWanted(permission.When)
                from scope in CallerScope.Of(permission, spec)
                select new Granted(permission, scope));
            if (prune && spec.Fleet is not null)
            {
                granted.AddRange(
                    from permission in CallerPermissions.All
                    where permission.Runs.HasFlag(CallerRun.Remove) && IsWanted(permission.When)
                    from scope in CallerFleet.Of(permission, spec)
                    select new Granted(permission, scope));
            }

            bool IsWanted(CallerCondition when) => when switch
            {
                CallerCondition.KeptOffsets => keepOffsets,
                CallerCondition.PrunedTags => pruneTags,
                CallerCondition.Fleet => specs.Count >= LeastFleet,
                _ => CallerConditions.IsAskedFor(when, spec, needsManagedPolicies),
            };
        }

        var statements = CallerStatements.Of(granted);
        return new CallerPolicy(
            purpose,
            [.. specs.Select(s => s.ConnectorName)],
            statements,
            [
                .. granted
                    .SelectMany(g => g.Scope.Resources.Select(r => new CallerGrant(
                        g.Scope.Sid, g.Permission.Action, r, g.Permission.Reason, CallerConditions.TextOf(g.Permission.When), g.Permission.Source)))
                    .Distinct(),
            ]);
    }

    /// <summary>The runs that a purpose is made of.</summary>
    internal static CallerRun RunsOf(CallerPurpose purpose) => purpose switch
    {
        CallerPurpose.Read => CallerRun.Plan | CallerRun.Look,
        CallerPurpose.Apply => CallerRun.Plan | CallerRun.Create | CallerRun.Update,
        _ => CallerRun.Remove,
    };

    /// <summary>A permission of one connector, and where it applies.</summary>
    internal sealed record Granted(CallerPermission Permission, CallerScope Scope);
}
