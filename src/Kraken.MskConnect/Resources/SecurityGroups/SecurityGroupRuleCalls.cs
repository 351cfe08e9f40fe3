using Amazon.EC2.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.SecurityGroups;

/// <summary>Changes the rules of one security group in one direction.</summary>
/// <param name="context">Whom to call.</param>
/// <param name="groupId">The group.</param>
/// <param name="isEgress">Whether it is about egress; else about ingress.</param>
internal sealed class SecurityGroupRuleCalls(ProvisioningContext context, string groupId, bool isEgress)
{
    /// <summary>Makes the rules what is wanted. A rule that differs in its description alone stays, and traffic with it.</summary>
    /// <param name="now">The rules as they are.</param>
    /// <param name="wanted">The rules as they shall be.</param>
    /// <param name="addOnly">Whether rules are added and all else stays.</param>
    /// <param name="cancellationToken">Stops the change.</param>
    public Task ChangeAsync(
        IReadOnlyList<SecurityGroupRules.Rule> now,
        IReadOnlyList<SecurityGroupRules.Rule> wanted,
        bool addOnly,
        CancellationToken cancellationToken)
    {
        var missing = wanted.Where(w => !now.Any(w.HasSameTarget)).ToList();
        return addOnly
            ? AuthorizeAsync(missing, cancellationToken)
            : Task.WhenAll(
                DescribeAsync([.. wanted.Where(w => now.Any(w.HasSameTarget) && !now.Contains(w))], cancellationToken),
                AuthorizeAsync(missing, cancellationToken),
                RevokeAsync([.. now.Where(n => !wanted.Any(n.HasSameTarget))], cancellationToken));
    }

    private async Task AuthorizeAsync(List<SecurityGroupRules.Rule> rules, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
            return;
        var permissions = SecurityGroupRules.Write(rules);
        await UntilKnownAsync(
            async () => isEgress
                ? await context.CallAsync("ec2:AuthorizeSecurityGroupEgress", () =>
                    context.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(
                        new AuthorizeSecurityGroupEgressRequest { GroupId = groupId, IpPermissions = permissions }, cancellationToken))
                : await context.CallAsync("ec2:AuthorizeSecurityGroupIngress", () =>
                    context.Aws.Ec2.AuthorizeSecurityGroupIngressAsync(
                        new AuthorizeSecurityGroupIngressRequest { GroupId = groupId, IpPermissions = permissions }, cancellationToken)),
            cancellationToken);
    }

    /// <summary>Gives rules that are there the descriptions that are wanted.</summary>
    private async Task DescribeAsync(List<SecurityGroupRules.Rule> rules, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
            return;
        var permissions = SecurityGroupRules.Write(rules);
        if (isEgress)
        {
            await context.CallAsync("ec2:UpdateSecurityGroupRuleDescriptionsEgress", () =>
                context.Aws.Ec2.UpdateSecurityGroupRuleDescriptionsEgressAsync(
                    new UpdateSecurityGroupRuleDescriptionsEgressRequest { GroupId = groupId, IpPermissions = permissions },
                    cancellationToken));
        }
        else
        {
            await context.CallAsync("ec2:UpdateSecurityGroupRuleDescriptionsIngress", () =>
                context.Aws.Ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
                    new UpdateSecurityGroupRuleDescriptionsIngressRequest { GroupId = groupId, IpPermissions = permissions },
                    cancellationToken));
        }
    }

    private async Task RevokeAsync(IReadOnlyList<SecurityGroupRules.Rule> rules, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
            return;
        var permissions = SecurityGroupRules.Write(rules);
        await UntilKnownAsync(
            async () => isEgress
                ? await context.CallAsync("ec2:RevokeSecurityGroupEgress", () =>
                    context.Aws.Ec2.RevokeSecurityGroupEgressAsync(
                        new RevokeSecurityGroupEgressRequest { GroupId = groupId, IpPermissions = permissions }, cancellationToken))
                : await context.CallAsync("ec2:RevokeSecurityGroupIngress", () =>
                    context.Aws.Ec2.RevokeSecurityGroupIngressAsync(
                        new RevokeSecurityGroupIngressRequest { GroupId = groupId, IpPermissions = permissions }, cancellationToken)),
            cancellationToken);
    }

    // A group that was just made may not be known everywhere yet.
    private Task<AmazonWebServiceResponse> UntilKnownAsync(Func<Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken) =>
        Backoff.UntilKnownAsync(call, e => e.ErrorCode == "InvalidGroup.NotFound", context.Clock, cancellationToken);
}
