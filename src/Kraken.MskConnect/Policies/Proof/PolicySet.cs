using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies.Proof;

/// <summary>All that decides what a role may do, and who may assume it.</summary>
/// <param name="Policies">The inline and attached policies.</param>
public sealed record PolicySet(IReadOnlyList<NamedPolicy> Policies)
{
    /// <summary>The permissions boundary; null where there is none, or it is not known.</summary>
    public NamedPolicy? Boundary { get; init; }

    /// <summary>The trust policy; null where it is not to be checked.</summary>
    public PolicyDocument? Trust { get; init; }

    /// <summary>The ARN of the live role; null for policies that no role has.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Names of attached policies that could not be read, so that nobody knows what they grant.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The log group that the live connector names; null where there is none, or it was not asked.</summary>
    internal string? LogGroupName { get; init; }

    /// <summary>The policies that a spec asks for.</summary>
    /// <param name="policy">The derived policy.</param>
    public static PolicySet Of(ConnectorPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var policies = policy.Parts.Count == 1
            ? [new NamedPolicy("the derived policy", policy.Document)]
            : policy.Parts.Select((part, i) => new NamedPolicy(
                i == 0 ? "the derived inline policy" : $"the derived managed policy {i}", part));
        return new PolicySet([.. policies]) { Trust = policy.Trust };
    }
}
