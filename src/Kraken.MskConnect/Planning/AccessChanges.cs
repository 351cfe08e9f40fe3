using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Planning;

/// <summary>
/// Describes a change of policies as the difference in access before and after it, regardless of how the policies are
/// written, named and spread.
/// </summary>
internal static class AccessChanges
{
    /// <summary>The field of access that goes: <c>AccessLost[s3:*]</c>, its value the resources.</summary>
    public const string Lost = "AccessLost";

    /// <summary>The field of access that comes.</summary>
    public const string Gained = "AccessGained";

    /// <summary>The field of a principal that may assume the role no longer.</summary>
    public const string Principal = "TrustedPrincipal";

    /// <summary>What lies between the resources of one action.</summary>
    public const string Separator = "\n";

    /// <summary>What some policies together give more and less than others, first what goes; an action a change.</summary>
    /// <param name="before">The policies as they are.</param>
    /// <param name="after">The policy that is wanted.</param>
    public static IEnumerable<PropertyChange> Of(IEnumerable<PolicyDocument> before, PolicyDocument after) =>
        from difference in PolicyDifferences.Between(before, [after])
        group difference by (IsLost: difference.Change == "Lost", difference.Effect, difference.Action) into access
        orderby access.Key.IsLost descending, access.Key.Effect, access.Key.Action
        let resources = string.Join(Separator, access.Select(Place))
        let key = $"{(access.Key.Effect == PolicyEffect.Deny ? "Deny " : "")}{access.Key.Action}"
        select access.Key.IsLost
            ? new PropertyChange(new PropertyName(Lost, key), resources, null, InPlace: true)
            : new PropertyChange(new PropertyName(Gained, key), null, resources, InPlace: true);

    /// <summary>What a change of a role's statements means, in a sentence; null where they are no statements.</summary>
    /// <param name="change">The change of a property of a policy.</param>
    public static string? Sentence(PropertyChange change)
    {
        if ((change.Current is not null && change.CurrentStatements is null)
            || (change.Desired is not null && change.DesiredStatements is null))
        {
            return null;
        }

        var parts =
            from difference in PolicyDifferences.Between(
                new PolicyDocument(change.CurrentStatements ?? []), new PolicyDocument(change.DesiredStatements ?? []))
            group difference.Action by (IsLost: difference.Change == "Lost", difference.Effect, Place: Place(difference)) into access
            orderby access.Key.IsLost descending
            let denies = access.Key.Effect == PolicyEffect.Deny ? "denial of " : ""
            select $"{(access.Key.IsLost ? "no longer" : "now")} {denies}{string.Join(", ", access)} {access.Key.Place}";
        return string.Join("; ", parts) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The principals that may assume a role now and not by the trust policy that is wanted.</summary>
    /// <param name="before">The trust policy as it is.</param>
    /// <param name="after">The trust policy that is wanted.</param>
    public static IEnumerable<PropertyChange> LostPrincipals(PolicyDocument before, PolicyDocument after) =>
        Principals(before).Except(Principals(after), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(p => new PropertyChange(new PropertyName(Principal, p), "may assume the role", null, InPlace: true));

    private static string Place(AccessDifference access) =>
        $"on {access.Resource}{(access.Condition is { } condition ? $" if {condition}" : "")}";

    private static IEnumerable<string> Principals(PolicyDocument trust) =>
        from statement in trust.Statements
        where statement.Effect == PolicyEffect.Allow
        from principal in statement.Principals
            .SelectMany(p => p.Value.Select(value => $"{p.Key} {value}"))
            .Concat(statement.NotPrincipals.SelectMany(p => p.Value.Select(value => $"all but {p.Key} {value}")))
        select principal;
}
