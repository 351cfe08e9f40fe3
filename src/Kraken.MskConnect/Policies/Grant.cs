using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>Makes the statements of a connector's policy.</summary>
internal static class Grant
{
    /// <summary>
    /// An Allow statement; resources are sorted and free of doubles, so that equal specs give equal policies.
    /// </summary>
    internal static ReasonedStatement Allow(
        string sid,
        string need,
        IEnumerable<string> because,
        IReadOnlyList<string> actions,
        IEnumerable<string> resources,
        params IReadOnlyList<PolicyCondition> conditions) => new(
            new PolicyStatement
            {
                Sid = sid,
                Actions = actions,
                Resources = [.. resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Conditions = conditions,
            },
            need,
            [.. because.Distinct(StringComparer.Ordinal)]);

    /// <summary>The name under which findings and reasons speak of a key of the connector's configuration.</summary>
    internal static string Key(string key) => SpecFinding.ConfigurationField(key);

    /// <summary>
    /// Lets a key be used only through one service. In China the service's host name ends otherwise than the name
    /// that AWS documents for the condition, so both are taken; only AWS can set the value.
    /// </summary>
    internal static PolicyCondition ViaService(string service, string region)
    {
        string[] suffixes = ["amazonaws.com", SpecArn.DnsSuffixOf(region)];
        var hosts = suffixes.Distinct().Select(suffix => $"{service}.{region}.{suffix}");
        return new("StringEquals", "kms:ViaService", [.. hosts]);
    }
}
