using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Grants;

/// <summary>What is wrong with a part of a grant that a person wrote.</summary>
/// <param name="Rule">The rule's stable name.</param>
/// <param name="Problem">What is wrong, as a sentence goes on after the part.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record GrantRefusal(string Rule, string Problem, string Remedy);

/// <summary>
/// Refuses grants that reach further than anybody can have meant. Every grant that is not derived is held to this, whether it
/// comes from a spec or from a definition of a connector's class.
/// </summary>
// Source: IAM user guide, IAM JSON policy elements: Action and Resource; reference of ARNs, incorrect wildcard usage.
internal static partial class GrantForm
{
    /// <summary>Any resource, where an action has no kind of resource or a person asks for all.</summary>
    internal const string Any = "*";

    /// <summary>Actions that give a role's rights to others: on all roles they would give every right of the account.</summary>
    private static readonly HashSet<string> _ofRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "iam:PassRole", "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity",
    };

    /// <summary>What is wrong with an action; null where nothing is.</summary>
    internal static GrantRefusal? OfAction(string action)
    {
        if (action.IndexOfAny(['*', '?']) >= 0)
        {
            return new GrantRefusal(
                "ActionWildcard", "has a wildcard, which also allows actions that AWS adds later",
                "Name each action, for example lambda:InvokeFunction.");
        }

        return Action().IsMatch(action)
            ? null
            : new GrantRefusal("ActionFormat", "is not an action", "Write service:Action, for example lambda:InvokeFunction.");
    }

    /// <summary>What is wrong with a resource; null where nothing is.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="actions">The actions that are granted on it.</param>
    /// <param name="allowAny">Whether a person asks for a grant that names no resource in particular.</param>
    internal static GrantRefusal? OfResource(string resource, IEnumerable<string> actions, bool allowAny)
    {
        var parts = resource.Split(':', 6);
        if (resource != Any && !(parts.Length == 6 && parts[0] == "arn" && Fixed().IsMatch(parts[1]) && Fixed().IsMatch(parts[2]) && parts[5].Length > 0))
        {
            return new GrantRefusal(
                "ResourceFormat", "is not the ARN of a resource",
                "Give an ARN whose partition and service are written out, for example "
                + "arn:aws:lambda:us-east-1:123456789012:function:enrich.");
        }

        if (actions.FirstOrDefault(_ofRoles.Contains) is { } ofRoles && IsAnyRole(resource))
        {
            return new GrantRefusal(
                "AnyRole", $"allows {ofRoles} on roles that it does not name", "Name each role by its ARN, with its account.");
        }

        return NamesNothing(resource) && !allowAny
            ? new GrantRefusal(
                "AnyResource", "names no resource in particular",
                "Name the resources. If the connector needs all of them, set allow_any_resource to true.")
            : null;
    }

    /// <summary>Whether only wildcards are left of what a resource names: <c>*</c>, <c>arn:aws:s3:::*</c>, <c>…:table/*</c>.</summary>
    internal static bool NamesNothing(string resource)
    {
        if (resource == Any)
            return true;
        var name = resource.Split(':', 6)[^1];
        return BeginsWithName(resource) ? OnlyWildcards().IsMatch(name.Split('/')[0]) || name.StartsWith('*') : Nothing().IsMatch(name);
    }

    /// <summary>
    /// Whether the resource's name has no kind before it: buckets, queues, topics of SNS and APIs. Source: service
    /// authorization reference, resource types.
    /// </summary>
    private static bool BeginsWithName(string resource) => resource.Split(':', 6) is [_, _, var service, var region, ..]
        && (service is "sqs" or "sns" or "execute-api" || (service == "s3" && region.Length == 0));

    private static bool IsAnyRole(string resource) =>
        resource == Any || NamesNothing(resource) || resource.Split(':', 6) is not [_, _, _, _, var account, _] || !Account().IsMatch(account);

    [GeneratedRegex(@"^[A-Za-z0-9-]+:[A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Action();

    [GeneratedRegex(@"^[a-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fixed();

    [GeneratedRegex(@"^\d{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"^[*?:]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyWildcards();

    /// <summary>At most a kind before the wildcards, as <c>table/</c> or <c>function:</c>.</summary>
    [GeneratedRegex(@"^([A-Za-z-]+[:/])?[*?/:]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Nothing();
}
