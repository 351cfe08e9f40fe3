using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A policy statement as a person reads it.</summary>
internal static class StatementText
{
    /// <summary>The principals, actions, resources and conditions of the statement, a line each.</summary>
    public static IEnumerable<string> Lines(PolicyStatement statement) =>
    [
        .. statement.Effect == PolicyEffect.Deny ? [nameof(PolicyEffect.Deny)] : Array.Empty<string>(),
        .. statement.Principals.SelectMany(p => p.Value).Select(p => "by " + p),
        .. statement.NotPrincipals.SelectMany(p => p.Value).Select(p => "by all but " + p),
        .. statement.Actions,
        .. statement.NotActions.Select(a => "all but " + a),
        .. statement.Resources.Select(r => "on " + r),
        .. statement.NotResources.Select(r => "on all but " + r),
        .. statement.Conditions.Select(c => $"if {c}"),
    ];
}
