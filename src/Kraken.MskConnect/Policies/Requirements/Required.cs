using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>A resource that calls name, what causes that, and names that it may have at run time.</summary>
/// <param name="Arn">The resource's ARN, perhaps a pattern.</param>
/// <param name="Because">The fields and keys that cause it.</param>
internal sealed record RequiredResource(string Arn, params IReadOnlyList<string> Because)
{
    /// <summary>Names of the pattern as they look at run time; the ARN itself where it is none.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = [Arn];

    /// <summary>What is to be said of it although it is required; or null.</summary>
    internal string? Finding { get; init; }
}

/// <summary>Makes the requirements of one need: each of its actions on each of its resources.</summary>
internal static class Required
{
    internal static IEnumerable<AccessRequirement> Calls(
        string sid,
        string need,
        IReadOnlyList<string> actions,
        IEnumerable<RequiredResource> resources,
        params IReadOnlyList<(string Key, IReadOnlyList<string> Values)> context) =>
        from resource in resources
        from action in actions
        select new AccessRequirement(action, resource.Arn, need, resource.Because)
        {
            Sid = sid,
            Examples = resource.Examples,
            Finding = resource.Finding,
            Context = context.ToDictionary(c => c.Key, c => c.Values, StringComparer.OrdinalIgnoreCase),
        };

    /// <summary>The name under which findings and reasons speak of a key of the connector's configuration.</summary>
    internal static string Key(string key) => SpecFinding.ConfigurationField(key);

    /// <summary>
    /// A key that is used only through one service. In China the service's host name ends otherwise than the name
    /// that AWS documents for the condition, so both may come; only AWS can set the value.
    /// </summary>
    internal static (string Key, IReadOnlyList<string> Values) ViaService(string service, string region)
    {
        string[] suffixes = ["amazonaws.com", SpecArn.DnsSuffixOf(region)];
        return ("kms:ViaService", [.. suffixes.Distinct().Select(suffix => $"{service}.{region}.{suffix}")]);
    }
}
