using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>
/// The policies that this module keeps in a connector's role: an inline policy and, if not all grants fit into it,
/// managed policies, numbered from 1.
/// </summary>
/// <remarks>
/// The role is created before the first policy and deleted after the last. Its tag contains the maximum number of
/// policies; it is raised before policies are added and lowered after policies are removed. Everything that an
/// interrupted run left behind is therefore found again.
/// </remarks>
internal sealed class RolePolicies(ProvisioningContext context, DesiredState? desired)
{
    /// <summary>The change of these policies.</summary>
    public static readonly InPlaceUpdate Update = new("Policies");

    private readonly ManagedPolicies _managed = new(context, desired);

    /// <summary>By their numbers, 0 for the inline one; null where there is none, or it is not attached.</summary>
    private string?[] _texts = [];

    private IReadOnlyList<PolicyDocument>? _planned;
    private PolicyDocument? _wanted;

    /// <summary>Whether the role's tag alone speaks of managed ones: those of a new role are still to be made.</summary>
    private bool _managedAreAbsent;

    /// <summary>All that they shall say.</summary>
    public PolicyDocument Wanted => _wanted ?? desired!.Policy;

    private string PolicyName => ResourceNames.PolicyName(context.ConnectorName);

    private int Count => _managed.Count;

    /// <summary>Whether there are managed ones, or may be.</summary>
    public bool HasManaged => Count > 0 && !_managedAreAbsent;

    /// <summary>How many managed ones there are or may be.</summary>
    public int ManagedCount => Count;

    /// <summary>How many managed ones the spec wants.</summary>
    public int WantedManaged => desired is null ? 0 : Highest(Planned);

    /// <summary>The names of the managed ones that there are, or are to be.</summary>
    public IEnumerable<string> ManagedNames =>
        Enumerable.Range(1, HasManaged ? Math.Max(Count, WantedManaged) : WantedManaged).Select(_managed.NameOf);

    /// <summary>The ARNs of the managed ones that there are.</summary>
    public IEnumerable<string> ManagedArns => Enumerable.Range(1, Count).Select(_managed.ArnOf);

    /// <summary>Takes note of the role without reading its policies.</summary>
    public void Belong(Role? role) => (_managed.Role, _texts, _planned, _managedAreAbsent) = (role, [], null, false);

    /// <summary>Grants the delivery of logs to the group that an adopted connector has, in place of one of our name.</summary>
    public void DeliverTo(string logGroupName)
    {
        if (desired is null)
            return;
        _wanted = ConnectorPolicyBuilder.Build(desired.Spec with { AdoptedLogGroupName = logGroupName }).Document;
        _planned = null;
    }

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
        var managed = Count == 0 ? Task.FromResult<string?[]>([]) : _managed.ReadAsync(attached, cancellationToken);
        await Concurrently.AllAsync(own, managed);
        (_texts, _planned) = ([await own, .. await managed], null);
    }

    /// <summary>Whether a policy is one of ours, by its ARN.</summary>
    public bool IsOwn(string policyArn) => _managed.IsOwn(policyArn);

    /// <summary>Their texts as they are.</summary>
    public IEnumerable<string?> Texts => _texts;

    /// <summary>Their properties as they are.</summary>
    public IEnumerable<Property> Current() =>
        PolicyProperties.Of(PolicyProperties.Policy, [.. _texts.OfType<string>()], Update);

    /// <summary>Their properties as the spec wants them.</summary>
    public IEnumerable<Property> Desired() =>
        PolicyProperties.Of(PolicyProperties.Policy, Wanted, Update, desired!.PolicyReasons);

    /// <summary>The tag of a role that is to be made; none where the inline policy has room for all.</summary>
    public IEnumerable<KeyValuePair<string, string>> TagsOfNewRole() =>
        WantedManaged is > 0 and var count ? [ManagedPolicies.CountTag(count)] : [];

    /// <summary>Gives a role that was just made, with that tag, its inline policy.</summary>
    public Task PutFirstAsync(Role role, CancellationToken cancellationToken)
    {
        Belong(role);
        _managedAreAbsent = true;
        return PutInlineAsync(Planned[0], cancellationToken);
    }

    /// <summary>Makes them what the spec wants.</summary>
    public Task PutAsync(CancellationToken cancellationToken) => PutAsync(Planned, cancellationToken);

    /// <summary>
    /// Adds what is wanted and takes nothing away; where there is no room for both, makes them what the spec wants.
    /// </summary>
    public Task WidenAsync(CancellationToken cancellationToken)
    {
        var now = _texts.Select(PolicyProperties.Read).OfType<PolicyDocument>().ToList();
        var wanted = Planned;
        // A further managed policy only for the time of the change would be one more that can be left behind.
        var both = now.Count == 0 ? null : Pack(
            PolicyUnion.Of(StatementSkeletons.Merge(now), Wanted), Math.Max(Count, Highest(wanted)));
        return PutAsync(both ?? wanted, cancellationToken);
    }

    /// <summary>Deletes the managed ones; the inline one is a part of the role and goes with it.</summary>
    public async Task DeleteManagedAsync(CancellationToken cancellationToken)
    {
        for (var number = Count; number > 0; number--)
            await DeleteManagedAsync(number, cancellationToken);
        _managedAreAbsent = true;
    }

    private async Task PutAsync(IReadOnlyList<PolicyDocument> wanted, CancellationToken cancellationToken)
    {
        // One after the other: IAM refuses changes to one role at the same time.
        _managedAreAbsent = false;
        var highest = Highest(wanted);
        if (highest > Count)
            await _managed.SetCountAsync(highest, cancellationToken);

        // What limits the grants comes before them and goes after them; so does the inline policy where it cannot have both.
        var guard = Inline()?.Statements.Where(ClusterDenyGuard.IsDenyGuard)
            .Where(_ => !wanted[0].Statements.Any(ClusterDenyGuard.IsDenyGuard)).ToList() ?? [];
        var guarded = new PolicyDocument([.. guard, .. wanted[0].Statements]);
        if (PolicyLimits.SizeOf(guarded) <= PolicyLimits.Inline)
            await PutInlineAsync(guarded, cancellationToken);

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
            await _managed.SetCountAsync(highest, cancellationToken);
    }

    private async Task PutInlineAsync(PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (Says(0, policy))
            return;
        await _managed.UntilKnownAsync(() => context.CallAsync("iam:PutRolePolicy", () => context.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = _managed.Role!.RoleName, PolicyName = PolicyName, PolicyDocument = policy.ToJson(),
            },
            cancellationToken)), cancellationToken);
        Note(0, policy.ToJson());
    }

    private async Task PutManagedAsync(int number, PolicyDocument policy, CancellationToken cancellationToken)
    {
        if (Says(number, policy))
            return;
        await _managed.PutAsync(number, policy, isAttached: TextOf(number) is not null, cancellationToken);
        Note(number, policy.ToJson());
    }

    private async Task DeleteManagedAsync(int number, CancellationToken cancellationToken)
    {
        await _managed.DeleteAsync(number, cancellationToken);
        Note(number, null);
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

    /// <summary>What is wanted, by number, near to what there is now.</summary>
    private IReadOnlyList<PolicyDocument> Planned => _planned ??= Pack(Wanted)!;

    /// <summary>The policies that say it; null where they would be too many.</summary>
    private IReadOnlyList<PolicyDocument>? Pack(
        PolicyDocument policy, int? mostManaged = null) => PolicyPacking.Pack(
        policy.Statements,
        [.. _texts.Select(text => PolicyProperties.Read(text) ?? new PolicyDocument([]))],
        mostManaged ?? ConnectorPolicyBuilder.RoomOf(desired!.Spec));

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
        (_texts[number], _planned) = (text, null);
    }
}
