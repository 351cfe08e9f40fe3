using System.Globalization;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Provisioning.Resources;

/// <summary>
/// The policies that this module keeps in a connector's role: an inline one and, where that has not room for all grants,
/// managed ones, numbered from 1.
/// </summary>
/// <remarks>
/// The role outlives them: it is made before the first and deleted after the last, and its tag says how many there may be,
/// before there are more and after there are fewer. So whatever a run left behind that was stopped is found again.
/// </remarks>
internal sealed class RolePolicies(ProvisioningContext context, DesiredState? desired)
{
    private Role? _role;

    /// <summary>By their numbers, 0 for the inline one; null where there is none, or it is not attached.</summary>
    private string?[] _texts = [];

    private PolicyDocument? _wanted;

    private PolicyDocument Wanted => _wanted ?? desired!.Policy;

    private string PolicyName => ResourceNames.PolicyName(context.ConnectorName);

    /// <summary>How many managed policies there are or may be: the highest number.</summary>
    private int Count => CountOf(_role);

    /// <summary>Takes note of the role without reading its policies.</summary>
    public void Belong(Role? role) => (_role, _texts) = (role, []);

    /// <summary>Grants the delivery of logs to the group that an adopted connector has, in place of one of our name.</summary>
    public void DeliverTo(string logGroupName) => _wanted = desired is null
        ? null
        : ConnectorPolicyBuilder.Build(desired.Spec with { AdoptedLogGroupName = logGroupName }).Document;

    /// <summary>Reads them.</summary>
    /// <param name="role">The role.</param>
    /// <param name="inline">Reads an inline policy of it by name.</param>
    /// <param name="attached">The ARNs of the policies that are attached to it; asked for where there may be ours.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ObserveAsync(
        Role role,
        Func<string, Task<GetRolePolicyResponse>> inline,
        Func<Task<List<AttachedPolicyType>>> attached,
        CancellationToken cancellationToken)
    {
        Belong(role);
        var own = InlineAsync(inline);
        var managed = Count == 0 ? Task.FromResult<string?[]>([]) : ManagedAsync(attached, cancellationToken);
        await SideBySide.AllAsync(own, managed);
        _texts = [await own, .. await managed];
    }

    /// <summary>Whether a policy is one of ours, by its ARN.</summary>
    public bool IsOwn(string policyArn) => Enumerable.Range(1, Count).Any(number => ArnOf(number) == policyArn);

    /// <summary>Their properties as they are.</summary>
    public IEnumerable<Property> Current() =>
    [
        .. PolicyProperties.Of("Policy", [.. _texts.OfType<string>()]),
        CountProperty(Count),
    ];

    /// <summary>Their properties as the spec wants them.</summary>
    public IEnumerable<Property> Desired() =>
    [
        .. PolicyProperties.Of("Policy", Wanted),
        CountProperty(Highest(Planned(Wanted)!)),
    ];

    /// <summary>Whether a change is one of theirs.</summary>
    public static bool IsTheirs(PropertyChange change) =>
        change.Property == PolicyProperties.ManagedCount || change.Property.StartsWith("Policy[", StringComparison.Ordinal);

    /// <summary>The tag of a role that is to be made; none where the inline policy has room for all.</summary>
    public IEnumerable<KeyValuePair<string, string>> TagsOfNewRole() =>
        Highest(Planned(Wanted)!) is > 0 and var count ? [CountTag(count)] : [];

    /// <summary>Makes them what the spec wants.</summary>
    public Task PutAsync(CancellationToken cancellationToken) => PutAsync(Planned(Wanted)!, cancellationToken);

    /// <summary>
    /// Adds what is wanted and takes nothing away; where there is no room for both, makes them what the spec wants.
    /// </summary>
    public Task WidenAsync(CancellationToken cancellationToken)
    {
        var now = _texts.Select(PolicyProperties.Read).OfType<PolicyDocument>().ToList();
        var wanted = Planned(Wanted)!;
        // A further managed policy only for the time of the change would be one more that can be left behind.
        var both = now.Count == 0 ? null : Planned(
            PolicyUnion.Of(StatementSkeletons.Merge(now), Wanted), Math.Max(Count, Highest(wanted)));
        return PutAsync(both ?? wanted, cancellationToken);
    }

    /// <summary>Deletes the managed ones; the inline one is a part of the role and goes with it.</summary>
    public async Task DeleteManagedAsync(CancellationToken cancellationToken)
    {
        for (var number = Count; number > 0; number--)
            await DeleteManagedAsync(number, cancellationToken);
    }

    private async Task PutAsync(IReadOnlyList<PolicyDocument> wanted, CancellationToken cancellationToken)
    {
        // One after the other: IAM refuses changes to one role at the same time.
        var highest = Highest(wanted);
        if (highest > Count)
            await SetCountAsync(highest, cancellationToken);

        // What limits the grants comes before them and goes after them; so does the inline policy where it cannot have both.
        var fence = Inline()?.Statements.Where(ClusterFence.IsFence)
            .Where(_ => !wanted[0].Statements.Any(ClusterFence.IsFence)).ToList() ?? [];
        var fenced = new PolicyDocument([.. fence, .. wanted[0].Statements]);
        if (PolicyLimits.SizeOf(fenced) <= PolicyLimits.Inline)
            await PutInlineAsync(fenced, cancellationToken);

        for (var number = 1; number <= highest; number++)
        {
            if (wanted[number].Statements.Count > 0)
                await PutManagedAsync(number, wanted[number], cancellationToken);
        }

        for (var number = Count; number > 0; number--)
        {
            if (number > highest || wanted[number].Statements.Count == 0)
                await DeleteManagedAsync(number, cancellationToken);
        }

        await PutInlineAsync(wanted[0], cancellationToken);
        if (highest < Count)
            await SetCountAsync(highest, cancellationToken);
    }

    private async Task PutInlineAsync(PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (Says(0, policy))
            return;
        await Known(() => context.CallAsync("iam:PutRolePolicy", () => context.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = _role!.RoleName, PolicyName = PolicyName, PolicyDocument = policy.ToJson(),
            },
            cancellationToken)), cancellationToken);
        Note(0, policy.ToJson());
    }

    private async Task PutManagedAsync(int number, PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (Says(number, policy))
            return;
        if (TextOf(number) is not null)
        {
            await SetVersionAsync(number, policy, cancellationToken);
        }
        else
        {
            await MakeManagedAsync(number, policy, cancellationToken);
            await Known(() => context.CallAsync("iam:AttachRolePolicy", () => context.Aws.Iam.AttachRolePolicyAsync(
                new AttachRolePolicyRequest { RoleName = _role!.RoleName, PolicyArn = ArnOf(number) },
                cancellationToken)), cancellationToken);
        }

        Note(number, policy.ToJson());
    }

    private async Task MakeManagedAsync(int number, PolicyDocument policy, CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("iam:CreatePolicy", () => context.Aws.Iam.CreatePolicyAsync(
                new CreatePolicyRequest
                {
                    PolicyName = NameOf(number),
                    Path = _role!.Path,
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

    private async Task DeleteManagedAsync(int number, CancellationToken cancellationToken)
    {
        await IgnoreGone(() => context.CallAsync("iam:DetachRolePolicy", () => context.Aws.Iam.DetachRolePolicyAsync(
            new DetachRolePolicyRequest { RoleName = _role!.RoleName, PolicyArn = ArnOf(number) }, cancellationToken)));
        await IgnoreGone(async () =>
        {
            if (!await IsOursAsync(number, cancellationToken))
            {
                context.Warn($"The managed policy {ArnOf(number)} does not carry this module's tags and is kept");
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
                context.Warn($"The managed policy {ArnOf(number)} is attached elsewhere too and is kept");
            }
        });
        Note(number, null);
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

    private async Task SetCountAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            await context.CallAsync("iam:UntagRole", () => context.Aws.Iam.UntagRoleAsync(
                new UntagRoleRequest { RoleName = _role!.RoleName, TagKeys = [ResourceNames.ManagedPoliciesTag] },
                cancellationToken));
        }
        else
        {
            var tag = CountTag(count);
            await context.CallAsync("iam:TagRole", () => context.Aws.Iam.TagRoleAsync(
                new TagRoleRequest { RoleName = _role!.RoleName, Tags = [new Tag { Key = tag.Key, Value = tag.Value }] },
                cancellationToken));
        }

        _role!.Tags = [.. (_role.Tags ?? []).Where(t => t.Key != ResourceNames.ManagedPoliciesTag)];
        if (count > 0)
            _role.Tags.Add(new Tag { Key = ResourceNames.ManagedPoliciesTag, Value = CountTag(count).Value });
    }

    private async Task<string?> InlineAsync(Func<string, Task<GetRolePolicyResponse>> inline)
    {
        try
        {
            return (await inline(PolicyName)).PolicyDocument;
        }
        catch (NoSuchEntityException)
        {
            // The role was made and its policy was not: an earlier run ended in between.
            return null;
        }
    }

    private async Task<string?[]> ManagedAsync(
        Func<Task<List<AttachedPolicyType>>> attached, CancellationToken cancellationToken)
    {
        var arns = (await attached()).Select(p => p.PolicyArn).ToHashSet(StringComparer.Ordinal);
        var reader = new RoleReader(context);
        return await Task.WhenAll(Enumerable.Range(1, Count).Select(async number =>
            arns.Contains(ArnOf(number)) ? (await reader.ManagedAsync(ArnOf(number), cancellationToken)).Text : null));
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
        $"The managed policy {ArnOf(number)} exists and does not carry this module's tags for connector "
        + $"'{context.ConnectorName}'.",
        "Remove it, or choose another ConnectorName.")
    {
        ConnectorName = context.ConnectorName,
    };

    /// <summary>The policies that say it, by number, near to what they say now; null where they would be too many.</summary>
    private IReadOnlyList<PolicyDocument>? Planned(
        PolicyDocument policy, int mostManaged = PolicyLimits.ManagedPerRole) => PolicyPacking.Pack(
        policy.Statements,
        [.. _texts.Select(text => PolicyProperties.Read(text) ?? new PolicyDocument([]))],
        mostManaged);

    private static int Highest(IReadOnlyList<PolicyDocument> policies)
    {
        var highest = policies.Count - 1;
        while (highest > 0 && policies[highest].Statements.Count == 0)
            highest--;
        return highest;
    }

    private PolicyDocument? Inline() => PolicyProperties.Read(TextOf(0));

    private string? TextOf(int number) => number < _texts.Length ? _texts[number] : null;

    private bool Says(int number, PolicyDocument policy) =>
        PolicyProperties.Read(TextOf(number))?.ToJson() == policy.ToJson();

    private void Note(int number, string? text)
    {
        if (number >= _texts.Length)
            Array.Resize(ref _texts, number + 1);
        _texts[number] = text;
    }

    private string NameOf(int number) =>
        ResourceNames.ManagedPolicyName(context.ConnectorName, context.Aws.Region, number);

    private string ArnOf(int number)
    {
        var role = Amazon.Arn.Parse(_role!.Arn);
        return $"arn:{role.Partition}:iam::{role.AccountId}:policy{_role.Path}{NameOf(number)}";
    }

    private Task<T> Known<T>(Func<Task<T>> call, CancellationToken cancellationToken) => Backoff.UntilKnownAsync(
        call, isUnknown: e => e is NoSuchEntityException, context.Clock, cancellationToken);

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

    private static Property CountProperty(int count) =>
        new(PolicyProperties.ManagedCount, count == 0 ? null : count.ToString(CultureInfo.InvariantCulture));

    private static KeyValuePair<string, string> CountTag(int count) =>
        new(ResourceNames.ManagedPoliciesTag, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>By the role's tag; where somebody made it say what it cannot, no more than a role can have.</summary>
    private static int CountOf(Role? role) => int.TryParse(
        (role?.Tags ?? []).Find(t => t.Key == ResourceNames.ManagedPoliciesTag)?.Value,
        NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, 2 * PolicyLimits.ManagedPerRole)
            : 0;
}
