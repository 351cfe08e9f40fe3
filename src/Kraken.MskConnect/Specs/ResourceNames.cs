using System.Security.Cryptography;
using System.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// The names and tags of all that is made for a connector. Every name follows from the connector's alone (and the
/// region's, where AWS's names are global), so that AWS can be asked for them without any state file.
/// </summary>
public static class ResourceNames
{
    /// <summary>Longest role name. Source: IAM user guide, IAM and AWS STS quotas.</summary>
    public const int LongestRoleName = 64;

    /// <summary>Longest security group name. Source: Amazon EC2 API reference, CreateSecurityGroup.</summary>
    public const int LongestSecurityGroupName = 255;

    /// <summary>The tag that says what made a resource.</summary>
    public const string ManagedByTag = "kraken:managed-by";

    /// <summary>The value of <see cref="ManagedByTag"/>.</summary>
    public const string ManagedBy = "Kraken.MskConnect";

    /// <summary>The tag that says for which connector a resource was made.</summary>
    public const string ConnectorTag = "kraken:connector";

    /// <summary>The tag that says to which fleet a resource's connector belongs; only where the spec names one.</summary>
    public const string FleetTag = ReservedTagPrefix + "fleet";

    /// <summary>The tag that says for which environment a resource was made.</summary>
    public const string EnvTag = "env";

    /// <summary>The tag that others often have for the environment.</summary>
    internal const string EnvironmentTag = "Environment";

    /// <summary>
    /// The role's tag that says how many managed policies this module keeps for it, the last one's number; only where
    /// there are any.
    /// </summary>
    public const string ManagedPoliciesTag = "kraken:managed-policies";

    /// <summary>The tag of a role that tells which managed policies were attached because the spec lists them.</summary>
    public const string AttachedPoliciesTag = "kraken:attached-policies";

    /// <summary>Prefix of tag keys that only this module sets.</summary>
    public const string ReservedTagPrefix = "kraken:";

    /// <summary>What the names of the worker configurations begin with that keep the offsets of replaced sources.</summary>
    internal const string OffsetsPrefix = NamePrefix + "offsets-";

    /// <summary>What the names of roles, policies and security groups begin with.</summary>
    internal const string NamePrefix = "msk-connect-";

    private const int HashLength = 10;

    /// <summary>The log group's name.</summary>
    /// <param name="connectorName">The connector's name.</param>
    public static string LogGroupName(string connectorName) => "/aws/msk-connect/" + connectorName;

    /// <summary>
    /// The role's name, at most 64 characters. Role names are global in an account, so the region is part of it.
    /// </summary>
    /// <param name="connectorName">The connector's name.</param>
    /// <param name="region">The connector's region.</param>
    public static string RoleName(string connectorName, string region) =>
        Fit(connectorName, "-" + region, LongestRoleName);

    /// <summary>Whether a role may be that of a connector in the region, by its name.</summary>
    /// <param name="roleName">The role's name.</param>
    /// <param name="region">The region.</param>
    internal static bool IsRoleName(string roleName, string region) =>
        roleName.StartsWith(NamePrefix, StringComparison.Ordinal)
        && roleName.EndsWith("-" + region, StringComparison.Ordinal);

    /// <summary>The name of the inline policy in the role.</summary>
    /// <param name="connectorName">The connector's name.</param>
    public static string PolicyName(string connectorName) => Fit(connectorName, "", 128);

    /// <summary>
    /// The name of a managed policy of the role, at most 128 characters. Policy names are global in an account.
    /// </summary>
    /// <param name="connectorName">The connector's name.</param>
    /// <param name="region">The connector's region.</param>
    /// <param name="number">Which one, 1 or more.</param>
    public static string ManagedPolicyName(string connectorName, string region, int number) =>
        FormattableString.Invariant($"{RoleName(connectorName, region)}-{number}");

    /// <summary>The security group's name, at most 255 characters, unique in its VPC.</summary>
    /// <param name="connectorName">The connector's name.</param>
    public static string SecurityGroupName(string connectorName) => Fit(connectorName, "", LongestSecurityGroupName);

    /// <summary>The tags of every resource that is made: the spec's own, those of ownership, and <c>env</c>.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns>The tags, sorted by key.</returns>
    public static IReadOnlyDictionary<string, string> OwnershipTags(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in spec.CommonTag)
            tags[key] = value;
        tags[ManagedByTag] = ManagedBy;
        tags[ConnectorTag] = spec.ConnectorName;
        tags[EnvTag] = spec.Env;
        if (spec.Fleet is { } fleet)
            tags[FleetTag] = fleet;
        return tags;
    }

    /// <summary>
    /// Prefix, name and suffix where they fit; else, or where only the case of letters tells two connectors apart
    /// (IAM does not), the name is cut and followed by a hash of the whole.
    /// </summary>
    private static string Fit(string connectorName, string suffix, int longest)
    {
        ArgumentNullException.ThrowIfNull(connectorName);
        var plain = NamePrefix + connectorName + suffix;
        if (plain.Length <= longest && !connectorName.Any(char.IsUpper))
            return plain;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(plain)))[..HashLength].ToLowerInvariant();
        var room = longest - NamePrefix.Length - suffix.Length - HashLength - 1;
        var head = connectorName.Length <= room ? connectorName : connectorName[..room];
        return $"{NamePrefix}{head}-{hash}{suffix}";
    }

    /// <summary>
    /// The tag that tells the environment: <c>env</c>, and where there is none <c>Environment</c>, in any case of letters; null
    /// where there is neither. IAM does not tell the cases apart.
    /// </summary>
    internal static string? EnvKeyOf(IEnumerable<string> keys)
    {
        var all = keys.ToList();
        return all.Find(k => k == EnvTag)
            ?? all.Find(k => string.Equals(k, EnvTag, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(k => string.Equals(k, EnvironmentTag, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a tag is <c>env</c> itself, in any case of letters: the spec has an input for it.</summary>
    internal static bool IsEnvTag(string key) => string.Equals(key, EnvTag, StringComparison.OrdinalIgnoreCase);
}
