using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// How large the policies of a role may be. White space does not count. Source: IAM user guide, IAM and AWS STS quotas.
/// </summary>
public static class PolicyLimits
{
    /// <summary>Characters that the inline policies of a role may have in sum: 10,240.</summary>
    public const int Inline = 10_240;

    /// <summary>Characters that a managed policy may have: 6,144.</summary>
    public const int Managed = 6_144;

    /// <summary>Managed policies that a role may have attached, where the quota was not raised: 10.</summary>
    public const int ManagedPerRole = 10;

    /// <summary>A policy's characters as the limits count them.</summary>
    /// <param name="policy">The policy.</param>
    public static int SizeOf(PolicyDocument policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.ToJson().Count(c => !char.IsWhiteSpace(c));
    }
}
