using System.Globalization;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>The managed policies of a connector's role, by number: reads, creates, changes and deletes them.</summary>
internal sealed class ManagedPolicies(ProvisioningContext context, DesiredState? desired)
{
    /// <summary>The role; null where there is none.</summary>
    public Role? Role { get; set; }

    /// <summary>How many there are or may be, by the role's tag: the highest number.</summary>
    // Where somebody made the tag say what it cannot, no more than a role can have.
    public int Count => int.TryParse(
        (Role?.Tags ?? []).Find(t => t.Key == ResourceNames.ManagedPoliciesTag)?.Value,
        NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, 2 * PolicyLimits.ManagedPerRole)
            : 0;

    /// <summary>The role's tag for so many.</summary>
    public static KeyValuePair<string, string> CountTag(int count) =>
        new(ResourceNames.ManagedPoliciesTag, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a policy is one of them, by its ARN.</summary>
    public bool IsOwn(string policyArn) => Enumerable.Range(1, Count).Any(number => ArnOf(number) == policyArn);

    /// <summary>The texts of those that are attached; null for the others.</summary>
    public async Task<string?[]> ReadAsync(
        Func<Task<List<AttachedPolicyType>>> attached, CancellationToken cancellationToken)
    {
        var arns = (await attached()).Select(p => p.PolicyArn).ToHashSet(StringComparer.Ordinal);
        var reader = new RoleReader(context);
        return await Task.WhenAll(Enumerable.Range(1, Count).Select(async number =>
            arns.Contains(ArnOf(number)) ? (await reader.ManagedAsync(ArnOf(number), cancellationToken)).Text : null));
    }

    /// <summary>Makes one say that, and attaches it.</summary>
    public async Task PutAsync(
        int number, PolicyDocument policy, bool isAttached, CancellationToken cancellationToken)
    {
        if (isAttached)
        {
            await SetVersionAsync(number, policy, cancellationToken);
            return;
        }

        await MakeAsync(number, policy, cancellationToken);
        await UntilKnownAsync(() => context.CallAsync("iam:AttachRolePolicy", () => context.Aws.Iam.AttachRolePolicyAsync(
            new AttachRolePolicyRequest { RoleName = Role!.RoleName, PolicyArn = ArnOf(number) },
            cancellationToken)), cancellationToken);
    }

    /// <summary>Detaches one, and deletes it where it is ours and used nowhere else.</summary>
    public async Task DeleteAsync(int number, CancellationToken cancellationToken)
    {
        await IgnoreGone(() => context.CallAsync("iam:DetachRolePolicy", () => context.Aws.Iam.DetachRolePolicyAsync(
            new DetachRolePolicyRequest { RoleName = Role!.RoleName, PolicyArn = ArnOf(number) }, cancellationToken)));
        await IgnoreGone(async () =>
        {
            if (!await IsOursAsync(number, cancellationToken))
            {
                context.Warn($"The managed policy {ArnOf(number)} does not have this module's tags and is kept");
                return;
            }

            await DeleteOldVersionsAsync(number, cancellationToken);
            try
            {
                await context.CallAsync("iam:DeletePolicy", () => context.Aws.Iam.DeletePolicyAsync(
                    new DeletePolicyRequest { PolicyArn = ArnOf(number) }, cancellationToken));
            }
            catch (DeleteConflictException)
            {
                context.Warn($"The managed policy {ArnOf(number)} is also attached elsewhere and is kept");
            }
        });
    }

    /// <summary>Sets the role's tag.</summary>
    public async Task SetCountAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            await context.CallAsync("iam:UntagRole", () => context.Aws.Iam.UntagRoleAsync(
                new UntagRoleRequest { RoleName = Role!.RoleName, TagKeys = [ResourceNames.ManagedPoliciesTag] },
                cancellationToken));
        }
        else
        {
            var tag = CountTag(count);
            await context.CallAsync("iam:TagRole", () => context.Aws.Iam.TagRoleAsync(
                new TagRoleRequest { RoleName = Role!.RoleName, Tags = [new Tag { Key = tag.Key, Value = tag.Value }] },
                cancellationToken));
        }

        Role!.Tags = [.. (Role.Tags ?? []).Where(t => t.Key != ResourceNames.ManagedPoliciesTag)];
        if (count > 0)
            Role.Tags.Add(new Tag { Key = ResourceNames.ManagedPoliciesTag, Value = CountTag(count).Value });
    }

    /// <summary>Repeats a call while IAM does not know yet what was just made.</summary>
    public Task<T> UntilKnownAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => Backoff.UntilKnownAsync(
        call, isUnknown: e => e is NoSuchEntityException, context.Clock, cancellationToken);

    private async Task MakeAsync(int number, PolicyDocument policy, CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("iam:CreatePolicy", () => context.Aws.Iam.CreatePolicyAsync(
                new CreatePolicyRequest
                {
                    PolicyName = NameOf(number),
                    Path = Role!.Path,
                    Description = $"Grants of the MSK Connect connector {context.ConnectorName}, part {number}",
                    PolicyDocument = policy.ToJson(),
                    Tags = [.. desired!.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
                },
                cancellationToken));
        }
        catch (EntityAlreadyExistsException)
        {
            // An earlier run was stopped before it attached it, or the answer was lost.
            if (!await IsOursAsync(number, cancellationToken))
                throw NotOurs(number);
            var there = await new RoleReader(context).ManagedAsync(ArnOf(number), cancellationToken);
            if (PolicyProperties.Read(there.Text)?.ToJson() != policy.ToJson())
                await SetVersionAsync(number, policy, cancellationToken);
        }
    }

    private async Task SetVersionAsync(int number, PolicyDocument policy, CancellationToken cancellationToken)
    {
        // A policy has five versions at most; the one that counts now stays, for people to look at.
        await DeleteOldVersionsAsync(number, cancellationToken);
        await context.CallAsync("iam:CreatePolicyVersion", () => context.Aws.Iam.CreatePolicyVersionAsync(
            new CreatePolicyVersionRequest
            {
                PolicyArn = ArnOf(number), PolicyDocument = policy.ToJson(), SetAsDefault = true,
            },
            cancellationToken));
    }

    private async Task DeleteOldVersionsAsync(int number, CancellationToken cancellationToken)
    {
        var versions = await Pages.AllAsync(
            marker => context.CallAsync("iam:ListPolicyVersions", () => context.Aws.Iam.ListPolicyVersionsAsync(
                new ListPolicyVersionsRequest { PolicyArn = ArnOf(number), Marker = marker }, cancellationToken)),
            page => page.Versions,
            page => page.IsTruncated == true ? page.Marker : null);
        foreach (var version in versions.Where(v => v.IsDefaultVersion != true))
        {
            await IgnoreGone(() => context.CallAsync("iam:DeletePolicyVersion", () =>
                context.Aws.Iam.DeletePolicyVersionAsync(
                    new DeletePolicyVersionRequest { PolicyArn = ArnOf(number), VersionId = version.VersionId },
                    cancellationToken)));
        }
    }

    private async Task<bool> IsOursAsync(int number, CancellationToken cancellationToken)
    {
        var policy = await context.CallAsync("iam:GetPolicy", () => context.Aws.Iam.GetPolicyAsync(
            new GetPolicyRequest { PolicyArn = ArnOf(number) }, cancellationToken));
        return Ownership.IsOurs(
            (policy.Policy.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
            context.ConnectorName);
    }

    private KrakenException NotOurs(int number) => new(
        KrakenErrorKind.NotOwned,
        $"The managed policy {ArnOf(number)} exists and does not have this module's tags for connector "
        + $"'{context.ConnectorName}'.",
        "Remove it, or choose another ConnectorName.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The name of one.</summary>
    public string NameOf(int number) =>
        ResourceNames.ManagedPolicyName(context.ConnectorName, context.Aws.Region, number);

    /// <summary>The ARN of one, whose path is the role's.</summary>
    public string ArnOf(int number)
    {
        var role = Amazon.Arn.Parse(Role!.Arn);
        return $"arn:{role.Partition}:iam::{role.AccountId}:policy{Role.Path}{NameOf(number)}";
    }

    private static async Task IgnoreGone(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (NoSuchEntityException)
        {
            // Gone already.
        }
    }
}
