using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>All that decides what a live role may do, and who may assume it.</summary>
internal static class LivePolicySet
{
    /// <summary>The role's policies, as far as they can be read, its boundary, which is read, and its trust.</summary>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PolicyInvalid"/>: the boundary is gone, or a policy cannot be judged.
    /// </exception>
    public static async Task<PolicySet> OfAsync(RoleReader reader, LiveRole live, CancellationToken cancellationToken)
    {
        var boundary = live.Role.PermissionsBoundary?.PermissionsBoundaryArn is { Length: > 0 } arn
            ? Parse(await reader.ManagedAsync(arn, cancellationToken))
            : null;
        return new PolicySet([.. live.Policies.Where(p => p.Text is not null).Select(Parse)])
        {
            RoleArn = live.Role.Arn,
            Unread = [.. live.Policies.Where(p => p.Text is null).Select(p => p.Name)],
            Boundary = boundary,
            Trust = Parse(new LivePolicy("trust policy", RoleReader.Decode(live.Role.AssumeRolePolicyDocument))).Document,
        };
    }

    /// <summary>A policy as the proof judges it.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.PolicyInvalid"/>: it is gone, or cannot be judged.</exception>
    public static NamedPolicy Parse(LivePolicy policy)
    {
        try
        {
            return new NamedPolicy(policy.Name, PolicyDocument.Parse(policy.Text ?? ""));
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
        {
            throw new KrakenException(
                KrakenErrorKind.PolicyInvalid,
                policy.Text is null
                    ? $"The policy '{policy.Name}' of the role no longer exists or cannot be read."
                    : $"The policy '{policy.Name}' of the role cannot be evaluated. {e.Message}",
                e.Remedy, e);
        }
    }
}
