using System.Globalization;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>The role that the connector runs under, with its policies.</summary>
internal sealed class RoleResource(ProvisioningContext context, string name, DesiredState? desired) : IResource
{
    /// <summary>The field of an inline policy that somebody put into the role.</summary>
    private const string Inline = "InlinePolicy";

    /// <summary>The field of a managed policy that somebody attached to the role.</summary>
    private const string Attached = "AttachedPolicy";

    private const string IsAttached = "attached";

    private static readonly InPlaceUpdate _trust = new("Trust policy");
    private static readonly InPlaceUpdate _boundary = new("Permissions boundary");
    private static readonly InPlaceUpdate _addedPolicies = new("Policies of others");
    private static readonly InPlaceUpdate _remembered = new("Remembered policies");

    /// <summary>The tag by which a security group remembers the name of an adopted role.</summary>
    public const string Tag = ResourceNames.ReservedTagPrefix + "iam-role";

    internal const string KindName = "Role";

    private readonly RolePolicies _policies = new(context, desired);
    private readonly ListedPolicies _listed = new(context, desired);

    private readonly string _ownName = name;
    private string _name = name;
    private Role? _role;
    private IReadOnlyList<AddedPolicy> _added = [];
    private (int Current, int Desired)? _marks;
    private IReadOnlyList<string> _attachedByOthers = [];
    private long? _trustedSince;
    private ListedRole? _seen;

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new RoleResource(
            scope.Context, ResourceNames.RoleName(scope.Context.ConnectorName, scope.Context.Aws.Region), scope.Desired),
        NamedBy = connector => [connector.ServiceExecutionRoleArn],
        List = context => new RoleListing(context),
        Export = RoleExport.ReadAsync,
    };

    public string Kind => KindName;

    public string Name => _name;

    public string? Identifier => _role?.Arn;

    public bool Exists => _role is not null;

    public bool IsOurs => Ownership.IsOurs(Tags(), context.ConnectorName);

    public string ReferenceTag => Tag;

    public bool HasOwnName => _name == _ownName;

    public IReadOnlyList<InPlaceUpdate> Updates { get; } =
        [_trust, RolePolicies.Update, _addedPolicies, _remembered, _boundary, InPlaceUpdate.Tags];

    /// <summary>Its policies, as far as this module keeps them.</summary>
    public RolePolicies Policies => _policies;

    /// <summary>Its path as it is; null where there is no role.</summary>
    public string? Path => _role?.Path;

    /// <summary>The role's ARN, as it is or as it will be.</summary>
    public string? Arn => _role?.Arn ?? desired?.RoleArn;

    /// <summary>
    /// How long ago it was last changed who may assume the role: by our clock where this run did it, since clocks differ; else
    /// since AWS says that the role was made. Null where there is no role.
    /// </summary>
    public TimeSpan? TrustAge => _trustedSince is { } since ? context.Clock.GetElapsedTime(since)
        : _role?.CreateDate is { } date ? context.Clock.GetUtcNow() - date.ToUniversalTime()
        : null;

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        (_role, _added, _marks) = (null, [], null);
        _policies.Belong(null);
        _seen = context.Inventory is { } inventory ? await RoleInventory.Of(inventory).FindAsync(_name, cancellationToken) : null;
        try
        {
            _role = await GetAsync(cancellationToken);
        }
        catch (NoSuchEntityException)
        {
            return;
        }

        _policies.Belong(_role);
        if (desired is null)
            return;
        var attached = new Lazy<Task<List<AttachedPolicyType>>>(() => AttachedPoliciesAsync(cancellationToken));
        try
        {
            var own = _policies.ObserveAsync(
                _role, name => GetPolicyAsync(name, cancellationToken), () => attached.Value, cancellationToken);
            var added = context.SeesAdditions ? AddedPoliciesAsync(attached.Value, cancellationToken)
                : _listed.Arns.Count > 0 ? ListedPoliciesAsync(attached.Value)
                : Task.FromResult<AddedPolicy[]>([]);
            await Concurrently.AllAsync(own, added);
            _added = await added;
            if (context.SeesAdditions)
                _marks = _listed.Remembered(_role, (await attached.Value).Select(p => p.PolicyArn));
        }
        catch (NoSuchEntityException)
        {
            // Taken away between the calls; what is there then the next look will tell.
        }
    }

    /// <summary>What somebody gave the role beside our policies.</summary>
    /// <param name="Name">How the plan names it.</param>
    /// <param name="Value">What tells it from another of the name: an inline policy's text.</param>
    /// <param name="Text">Its JSON; null where it could not be read.</param>
    private sealed record AddedPolicy(PropertyName Name, string? Value, string? Text);

    /// <summary>What somebody gave the role beside our policies: inline policies, attached ones.</summary>
    private async Task<AddedPolicy[]> AddedPoliciesAsync(
        Task<List<AttachedPolicyType>> attached, CancellationToken cancellationToken)
    {
        var inline = InlinePoliciesAsync(cancellationToken);
        await Concurrently.AllAsync(inline, attached);
        var own = ResourceNames.PolicyName(context.ConnectorName);
        var texts = await Task.WhenAll((await inline).Where(name => name != own).Select(async name =>
        {
            var text = RoleReader.Decode((await GetPolicyAsync(name, cancellationToken)).PolicyDocument);
            return new AddedPolicy(new PropertyName(Inline, name), text, text);
        }));
        var managed = await Task.WhenAll((await attached).Where(p => !_policies.IsOwn(p.PolicyArn)).Select(async p =>
            new AddedPolicy(
                AttachedName(p.PolicyArn),
                IsAttached,
                // What it grants is told where the role is taken over, and it goes.
                IsOurs || _listed.Arns.Contains(p.PolicyArn) ? null : await ManagedTextAsync(p.PolicyArn, cancellationToken))));
        return [.. texts, .. managed];
    }

    /// <summary>Those of the attached policies that the spec lists.</summary>
    private async Task<AddedPolicy[]> ListedPoliciesAsync(Task<List<AttachedPolicyType>> attached) =>
    [
        .. (await attached).Where(p => _listed.Arns.Contains(p.PolicyArn)).Select(p => new AddedPolicy(AttachedName(p.PolicyArn), IsAttached, null)),
    ];

    private static PropertyName AttachedName(string arn) => new(Attached, arn);

    /// <summary>What a managed policy grants, for the plan; null where we may not read it.</summary>
    private async Task<string?> ManagedTextAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return (await new RoleReader(context).ManagedAsync(arn, cancellationToken)).Text;
        }
        catch (AmazonServiceException e) when (e.StatusCode == System.Net.HttpStatusCode.Forbidden)
        {
            context.Detail($"The policy {arn} cannot be read ({e.ErrorCode}), so the plan does not show what it grants");
            return null;
        }
    }

    private async Task<Role> GetAsync(CancellationToken cancellationToken)
    {
        if (_seen is not null)
            return _seen.Role();
        var answer = await context.CallAsync("iam:GetRole", () =>
            context.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = _name }, cancellationToken));
        return Answers.Of(answer, answer.Role);
    }

    private Task<GetRolePolicyResponse> GetPolicyAsync(string policy, CancellationToken cancellationToken) => _seen is not null
        ? Task.FromResult(_seen.Policy(policy))
        : context.CallAsync("iam:GetRolePolicy", () => context.Aws.Iam.GetRolePolicyAsync(
            new GetRolePolicyRequest { RoleName = _name, PolicyName = policy }, cancellationToken));

    public async Task FollowAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        // An ARN ends with the role's name, after its path.
        var otherName = reference.Identifiers[0][(reference.Identifiers[0].LastIndexOf('/') + 1)..];
        if (otherName == _name)
        {
            // A creation beside this look makes it before the connector that refers to it: it was looked for too early.
            if (!Exists)
                await ObserveAsync(cancellationToken);
            return;
        }

        _name = otherName;
        await ObserveAsync(cancellationToken);
        if (Exists && (IsOurs || reference.Adopt))
            return;
        _name = _ownName;
        await ObserveAsync(cancellationToken);
    }

    /// <summary>Lets the connector deliver its logs to the group that it has, where that has another name than ours.</summary>
    public void Link(IReadOnlyList<IResource> all)
    {
        if (all.OfType<LogGroupResource>().FirstOrDefault() is { HasOwnName: false } logs)
            _policies.DeliverTo(logs.Name);
    }

    public IReadOnlyDictionary<string, string> CurrentTags => Tags();

    public IEnumerable<string> AdoptionObstacles() =>
        _role?.Path?.StartsWith("/aws-service-role/", StringComparison.Ordinal) == true
            ? [$"its role {Name} is a service-linked role, which AWS manages"]
            : [];

    /// <summary>The permissions boundary and the listed policies, where the role is to get what it has not.</summary>
    public async Task<IReadOnlyList<MissingPrerequisite>> FindMissingPrerequisitesAsync(int workerQuota, CancellationToken cancellationToken)
    {
        var missing = await _listed.FindMissingAsync(_added.Select(p => p.Name.Key).OfType<string>(), cancellationToken);
        if (desired!.Spec.PermissionsBoundaryArn is not { Length: > 0 } arn
            || _role?.PermissionsBoundary?.PermissionsBoundaryArn == arn)
        {
            return missing;
        }

        var lack = await MissingPrerequisite.LookAsync(
            context,
            $"the policy {arn}",
            "Correct PermissionsBoundaryArn, or create the policy first.",
            async () =>
            {
                var policy = await context.CallAsync("iam:GetPolicy", () =>
                    context.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancellationToken));
                Answers.Of(policy, policy.Policy);
                return null;
            });
        return lack is null ? missing : [lack, .. missing];
    }

    public IEnumerable<Property> Current() => _role is null
        ? []
        :
        [
            Property.Fixed("Path", _role.Path),
            Boundary(_role.PermissionsBoundary?.PermissionsBoundaryArn),
            .. PolicyProperties.OfLike(PolicyProperties.TrustPolicy, _role.AssumeRolePolicyDocument, desired!.Trust, _trust),
            .. _policies.Current(),
            .. _added.Select(p => new Property(p.Name, p.Value, _addedPolicies)
            {
                Statements = p.Value is { } text ? PolicyProperties.Statements(text) : null,
            }),
            .. Remembered(_marks?.Current),
            .. Property.CurrentTags(Tags(), desired!.Tags, context.PrunesTags),
        ];

    public IEnumerable<Property> Desired() =>
    [
        Property.Fixed("Path", desired!.Spec.RolePath),
        Boundary(desired.Spec.PermissionsBoundaryArn),
        .. PolicyProperties.Of(PolicyProperties.TrustPolicy, desired.Trust, _trust, desired.TrustReasons),
        .. _policies.Desired(),
        .. _listed.Arns.Select(arn => new Property(AttachedName(arn), IsAttached, _addedPolicies)
        {
            Reason = nameof(ConnectorSpec.AdditionalManagedPolicyArn),
        }),
        .. Remembered(_marks?.Desired),
        .. Property.Tags(desired.Tags, desired.TagReasons),
    ];

    /// <summary>
    /// Tells a take-over by access and principals: of the policies of others nobody knows the text by heart, and ours are
    /// all new beside them. A role of our own is told statement by statement.
    /// </summary>
    public ResourcePlan Show(ResourcePlan plan)
    {
        if (_role is null || desired is null || IsOurs)
            return plan;
        var changes = plan.Changes;
        if (changes.Any(c => c.Update == _trust) && PolicyProperties.Read(_role.AssumeRolePolicyDocument) is { } trust)
            changes = [.. changes, .. AccessChanges.LostPrincipals(trust, desired.Trust)];
        var documents = _policies.Texts.Concat(_added.Select(p => p.Text)).Select(PolicyProperties.Read).ToList();
        if (!changes.Any(c => c.Update == RolePolicies.Update || c.Update == _addedPolicies))
            return plan with { Changes = changes };

        // What cannot be read stays as it is, and is not counted as access.
        var unread = _added.Where(p => PolicyProperties.Read(p.Text) is null).Select(p => p.Name).ToHashSet();
        return plan with
        {
            Changes =
            [
                .. changes.Where(c => !IsStatement(c)).Select(c => c.Update == _addedPolicies && !unread.Contains(c.Name)
                    ? c with { Current = c.Name.Field == Inline ? "inline" : "attached", CurrentStatements = null }
                    : c),
                .. AccessChanges.Of(documents.OfType<PolicyDocument>(), _policies.Wanted),
            ],
        };

        static bool IsStatement(PropertyChange change) => change.Name.Field == PolicyProperties.Policy
            && (change.CurrentStatements ?? change.DesiredStatements) is not null;
    }

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        _policies.Belong(null);
        List<KeyValuePair<string, string>> tags = [.. desired!.Tags, .. _policies.TagsOfNewRole(), .. _listed.TagsOfNewRole()];
        var created = await context.CallAsync("iam:CreateRole", () => context.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest
            {
                RoleName = _name,
                Path = desired!.Spec.RolePath,
                Description = $"Runs the MSK Connect connector {context.ConnectorName}",
                AssumeRolePolicyDocument = desired.Trust.ToJson(),
                PermissionsBoundary = desired.Spec.PermissionsBoundaryArn,
                Tags = ToTags(tags),
            },
            cancellationToken));
        _role = created.Role;
        // The answer need not repeat the tags.
        _role.Tags = ToTags(tags);
        _trustedSince = context.Clock.GetTimestamp();
        await _policies.PutFirstAsync(_role, cancellationToken);
        await _listed.AttachAsync(_role, _listed.Arns, cancellationToken);
    }

    public async Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        // One after the other: IAM refuses changes to one role at the same time.
        if (changes.Any(c => c.Update == _trust))
        {
            await context.CallAsync("iam:UpdateAssumeRolePolicy", () => context.Aws.Iam.UpdateAssumeRolePolicyAsync(
                new UpdateAssumeRolePolicyRequest { RoleName = _name, PolicyDocument = desired!.Trust.ToJson() },
                cancellationToken));
            _trustedSince = context.Clock.GetTimestamp();
        }

        if (changes.Any(c => c.Update == RolePolicies.Update))
            await _policies.PutAsync(cancellationToken);

        var added = changes.Where(c => c.Update == _addedPolicies).ToList();
        await _listed.AttachAsync(_role!, [.. added.Where(c => c.Current is null).Select(c => c.Name.Key!)], cancellationToken);
        foreach (var (field, name) in added.Where(c => c.Current is not null).Select(c => c.Name))
        {
            if (field == Inline)
                await DeletePolicyAsync(name!, cancellationToken);
            else
                await DetachPolicyAsync(name!, cancellationToken);
        }

        if (changes.Any(c => c.Update == _remembered) || added.Exists(c => c.Current is not null))
            await _listed.ForgetAsync(_role!, cancellationToken);

        if (changes.Any(c => c.Update == _boundary))
            await SetBoundaryAsync(cancellationToken);

        // First what goes: IAM does not tell keys apart by case.
        if (Property.PrunedTags(changes) is { Count: > 0 } pruned)
        {
            await context.CallAsync("iam:UntagRole", () => context.Aws.Iam.UntagRoleAsync(
                new UntagRoleRequest { RoleName = _name, TagKeys = pruned }, cancellationToken));
        }

        if (Property.SetsTags(changes))
        {
            await context.CallAsync("iam:TagRole", () => context.Aws.Iam.TagRoleAsync(
                new TagRoleRequest { RoleName = _name, Tags = ToTags(desired!.Tags) }, cancellationToken));
        }
    }

    public async Task WidenAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        // Who may assume the role and its tags do not depend on what the connector does. A boundary that is added
        // takes away; one in place of another gives and takes, and what is to run could not without it.
        var before = changes.Where(c =>
            c.Update != RolePolicies.Update && !(c.Update == _addedPolicies && c.Current is not null)
            && !(c.Update == _boundary && c.Current is null)).ToList();
        await UpdateAsync(before, cancellationToken);
        if (changes.Any(c => c.Update == RolePolicies.Update))
            await _policies.WidenAsync(cancellationToken);
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                [DeletePolicyAsync(ResourceNames.PolicyName(context.ConnectorName), cancellationToken),
                 .. _attachedByOthers.Select(arn => DetachPolicyAsync(arn, cancellationToken))]);
            try
            {
                await DeleteBareAsync(cancellationToken);
            }
            catch (DeleteConflictException)
            {
                // A role can be deleted only when it is bare, and most have our policy alone. Inline policies are parts
                // of the role; attached ones are not, which FindObstacleAsync has looked at.
                var (inline, attached) = (InlinePoliciesAsync(cancellationToken), AttachedPoliciesAsync(cancellationToken));
                await Concurrently.AllAsync(inline, attached);
                await Task.WhenAll(
                    [.. (await inline).Select(p => DeletePolicyAsync(p, cancellationToken)),
                     .. (await attached).Select(p => DetachPolicyAsync(p.PolicyArn, cancellationToken))]);
                await DeleteBareAsync(cancellationToken);
            }
        }
        catch (NoSuchEntityException)
        {
            // Gone already, which is what was asked for.
        }

        _role = null;
    }

    public bool IsAlreadyDone(AmazonServiceException error) => error is EntityAlreadyExistsException;

    public async Task<string?> FindObstacleAsync(bool includeUnowned, CancellationToken cancellationToken)
    {
        try
        {
            var attached = includeUnowned
                ? []
                : (await AttachedPoliciesAsync(cancellationToken)).Where(p => !_policies.IsOwn(p.PolicyArn)).ToList();
            if (!includeUnowned)
                _attachedByOthers = [.. attached.Select(p => p.PolicyArn)];
            var ofOthers = attached.Where(p => !ListedPolicies.IsMarked(_role, p.PolicyArn)).ToList();
            if (ofOthers.Count > 0)
            {
                return $"the managed policies {string.Join(", ", ofOthers.Select(p => p.PolicyArn))} are attached to "
                    + "it, but not by this module";
            }

            var profiles = await InstanceProfilesAsync(cancellationToken);
            return profiles.Count > 0
                ? $"the instance profiles {string.Join(", ", profiles)} use it"
                : null;
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }

    private Task<DeleteRoleResponse> DeleteBareAsync(CancellationToken cancellationToken) => context.CallAsync(
        "iam:DeleteRole",
        () => context.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = _name }, cancellationToken));

    private async Task SetBoundaryAsync(CancellationToken cancellationToken)
    {
        if (desired!.Spec.PermissionsBoundaryArn is { } boundary)
        {
            await context.CallAsync("iam:PutRolePermissionsBoundary", () =>
                context.Aws.Iam.PutRolePermissionsBoundaryAsync(
                    new PutRolePermissionsBoundaryRequest { RoleName = _name, PermissionsBoundary = boundary },
                    cancellationToken));
        }
        else
        {
            await context.CallAsync("iam:DeleteRolePermissionsBoundary", () =>
                context.Aws.Iam.DeleteRolePermissionsBoundaryAsync(
                    new DeleteRolePermissionsBoundaryRequest { RoleName = _name }, cancellationToken));
        }
    }

    private async Task DeletePolicyAsync(string policy, CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("iam:DeleteRolePolicy", () => context.Aws.Iam.DeleteRolePolicyAsync(
                new DeleteRolePolicyRequest { RoleName = _name, PolicyName = policy }, cancellationToken));
        }
        catch (NoSuchEntityException)
        {
            // Gone already.
        }
    }

    private async Task DetachPolicyAsync(string policyArn, CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("iam:DetachRolePolicy", () => context.Aws.Iam.DetachRolePolicyAsync(
                new DetachRolePolicyRequest { RoleName = _name, PolicyArn = policyArn }, cancellationToken));
        }
        catch (NoSuchEntityException)
        {
            // Gone already.
        }
    }

    private Task<List<string>> InlinePoliciesAsync(CancellationToken cancellationToken) => _seen is not null
        ? Task.FromResult(_seen.PolicyNames())
        : Pages.AllAsync(
        marker => context.CallAsync("iam:ListRolePolicies", () => context.Aws.Iam.ListRolePoliciesAsync(
            new ListRolePoliciesRequest { RoleName = _name, Marker = marker }, cancellationToken)),
        page => page.PolicyNames,
        page => page.IsTruncated == true ? page.Marker : null);

    private Task<List<AttachedPolicyType>> AttachedPoliciesAsync(CancellationToken cancellationToken) => _seen is not null
        ? Task.FromResult(_seen.Attached())
        : Pages.AllAsync(
        marker => context.CallAsync("iam:ListAttachedRolePolicies", () =>
            context.Aws.Iam.ListAttachedRolePoliciesAsync(
                new ListAttachedRolePoliciesRequest { RoleName = _name, Marker = marker }, cancellationToken)),
        page => page.AttachedPolicies,
        page => page.IsTruncated == true ? page.Marker : null);

    private async Task<List<string>> InstanceProfilesAsync(CancellationToken cancellationToken)
    {
        if (_seen is not null)
            return _seen.InstanceProfileNames();
        var profiles = await Pages.AllAsync(
            marker => context.CallAsync("iam:ListInstanceProfilesForRole", () =>
                context.Aws.Iam.ListInstanceProfilesForRoleAsync(
                    new ListInstanceProfilesForRoleRequest { RoleName = _name, Marker = marker }, cancellationToken)),
            page => page.InstanceProfiles,
            page => page.IsTruncated == true ? page.Marker : null);
        return [.. profiles.Select(p => p.InstanceProfileName)];
    }

    private static IEnumerable<Property> Remembered(int? count) => count is { } number
        ? [new Property(ListedPolicies.RememberedName, number.ToString(CultureInfo.InvariantCulture), _remembered) { Reason = "those that are attached" }]
        : [];

    private static Property Boundary(string? arn) => new(new PropertyName("PermissionsBoundaryArn"), arn, _boundary);

    private Dictionary<string, string> Tags() =>
        (_role?.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private static List<Tag> ToTags(IEnumerable<KeyValuePair<string, string>> tags) =>
        [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })];
}
