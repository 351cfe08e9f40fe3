using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>A policy as AWS returns it.</summary>
/// <param name="Name">An inline policy's name, a managed one's ARN.</param>
/// <param name="Text">Its JSON; null if it no longer exists or cannot be read.</param>
internal sealed record LivePolicy(string Name, string? Text);

/// <summary>A role with all its policies.</summary>
/// <param name="Role">The role.</param>
/// <param name="Policies">Its inline policies, then its attached ones.</param>
internal sealed record LiveRole(Role Role, IReadOnlyList<LivePolicy> Policies);

/// <summary>Reads a role with all its inline and attached policies. Read calls only.</summary>
internal sealed class RoleReader(ProvisioningContext context)
{
    /// <summary>Reads it; null where there is no such role.</summary>
    /// <param name="arnOrName">The role's ARN or name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="mayBeMissing">Whether to look for the role first, so that a missing one takes one call. Default false.</param>
    public async Task<LiveRole?> ReadAsync(string arnOrName, CancellationToken cancellationToken, bool mayBeMissing = false)
    {
        var name = arnOrName[(arnOrName.LastIndexOf('/') + 1)..];
        try
        {
            var role = context.CallAsync("iam:GetRole", () =>
                context.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken));
            if (mayBeMissing)
                await role;
            var inline = InlinePoliciesAsync(name, cancellationToken);
            var attached = AttachedPoliciesAsync(name, cancellationToken);
            await Concurrently.AllAsync(role, inline, attached);
            return new LiveRole(Answers.Of(await role, (await role).Role), [.. await inline, .. await attached]);
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }

    /// <summary>The default version of a managed policy.</summary>
    public async Task<LivePolicy> ManagedAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var policy = await context.CallAsync("iam:GetPolicy", () =>
                context.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancellationToken));
            var version = await context.CallAsync("iam:GetPolicyVersion", () => context.Aws.Iam.GetPolicyVersionAsync(
                new GetPolicyVersionRequest { PolicyArn = arn, VersionId = policy.Policy.DefaultVersionId },
                cancellationToken));
            return new LivePolicy(arn, Decode(version.PolicyVersion.Document));
        }
        catch (NoSuchEntityException)
        {
            return new LivePolicy(arn, null);
        }
    }

    /// <summary>The text of a policy as IAM returns it: URL-encoded. Source: IAM API reference, GetRolePolicy.</summary>
    public static string? Decode(string? text) => text is null ? null : Uri.UnescapeDataString(text);

    private async Task<LivePolicy[]> InlinePoliciesAsync(string role, CancellationToken cancellationToken)
    {
        var names = await Pages.AllAsync(
            marker => context.CallAsync("iam:ListRolePolicies", () => context.Aws.Iam.ListRolePoliciesAsync(
                new ListRolePoliciesRequest { RoleName = role, Marker = marker }, cancellationToken)),
            page => page.PolicyNames,
            page => page.IsTruncated == true ? page.Marker : null);
        return await Task.WhenAll(names.Select(async name =>
        {
            var policy = await context.CallAsync("iam:GetRolePolicy", () => context.Aws.Iam.GetRolePolicyAsync(
                new GetRolePolicyRequest { RoleName = role, PolicyName = name }, cancellationToken));
            return new LivePolicy(name, Decode(policy.PolicyDocument));
        }));
    }

    private async Task<LivePolicy[]> AttachedPoliciesAsync(string role, CancellationToken cancellationToken)
    {
        var attached = await Pages.AllAsync(
            marker => context.CallAsync("iam:ListAttachedRolePolicies", () =>
                context.Aws.Iam.ListAttachedRolePoliciesAsync(
                    new ListAttachedRolePoliciesRequest { RoleName = role, Marker = marker }, cancellationToken)),
            page => page.AttachedPolicies,
            page => page.IsTruncated == true ? page.Marker : null);
        return await Task.WhenAll(attached.Select(policy => ManagedAsync(policy.PolicyArn, cancellationToken)));
    }
}
