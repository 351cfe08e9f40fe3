using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <content>Inline and managed policies.</content>
internal sealed partial class IamService
{
    // Source: IAM user guide, IAM and AWS STS quotas.
    private const int MaxInlineSize = 10_240;
    private const int MaxManagedSize = 6_144;
    private const int MaxAttached = 10;

    // A policy's first version; LocalAws has no calls that make another.
    private const string OnlyVersion = "v1";

    private Structure PutRolePolicy(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        var name = call.Input.Required("PolicyName");
        var text = call.Input.Required("PolicyDocument");
        PolicyRules.CheckIdentity(text);
        var others = role.Inline.Where(p => p.Key != name).Sum(p => PolicyRules.Size(p.Value));
        if (others + PolicyRules.Size(text) > MaxInlineSize)
        {
            throw new AwsError(
                "LimitExceeded", $"Maximum policy size of {MaxInlineSize} bytes exceeded for role {role.Name}");
        }

        role.Inline[name] = text;
        return Structure.Empty;
    }

    private Structure GetRolePolicy(Call call)
    {
        var role = SeeRole(call);
        var name = call.Input.Required("PolicyName");
        return new Structure
        {
            ["RoleName"] = role.Name,
            ["PolicyName"] = name,
            ["PolicyDocument"] = Uri.EscapeDataString(role.Inline.GetValueOrDefault(name) ?? throw NoPolicy(name)),
        };
    }

    private Structure DeleteRolePolicy(Call call)
    {
        var name = call.Input.Required("PolicyName");
        return GetRole(call.Input.Required("RoleName")).Inline.Remove(name) ? Structure.Empty : throw NoPolicy(name);
    }

    private Structure ListRolePolicies(Call call) =>
        Listed(call, "PolicyNames", SeeRole(call).Inline.Keys, n => n, n => n);

    private Structure AttachRolePolicy(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        var arn = call.Input.Required("PolicyArn");
        if (!IsKnownPolicy(arn))
            throw new AwsError("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.");
        if (!role.Attached.Contains(arn) && role.Attached.Count == MaxAttached)
            throw new AwsError("LimitExceeded", $"Cannot exceed quota for PoliciesPerRole: {MaxAttached}");
        role.Attached.Add(arn);
        return Structure.Empty;
    }

    private Structure DetachRolePolicy(Call call)
    {
        var arn = call.Input.Required("PolicyArn");
        return GetRole(call.Input.Required("RoleName")).Attached.Remove(arn)
            ? Structure.Empty
            : throw new AwsError("NoSuchEntity", $"Policy {arn} was not found.");
    }

    private Structure ListAttachedRolePolicies(Call call) => Listed(
        call, "AttachedPolicies", SeeRole(call).Attached, a => a, WriteAttached);

    private static Structure WriteAttached(string arn) =>
        new() { ["PolicyName"] = arn[(arn.LastIndexOf('/') + 1)..], ["PolicyArn"] = arn };

    private Structure CreatePolicy(Call call)
    {
        var name = call.Input.Required("PolicyName");
        var text = call.Input.Required("PolicyDocument");
        var path = call.Input.Text("Path") ?? "/";
        if (_policies.Values.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new AwsError(
                "EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.");
        PolicyRules.CheckIdentity(text);
        if (PolicyRules.Size(text) > MaxManagedSize)
            throw new AwsError("LimitExceeded", $"Cannot exceed quota for PolicySize: {MaxManagedSize}");
        var policy = new ManagedPolicy(
            name, path, Cloud.Ids.Iam("ANPA"), IamArn($"policy{path}{name}"), text, call.Input.Text("Description"),
            call.Now);
        _policies.Add(policy.Arn, policy);
        return new Structure { ["Policy"] = Write(policy) };
    }

    private Structure GetPolicy(Call call) => new() { ["Policy"] = Write(GetManagedPolicy(call)) };

    private Structure GetPolicyVersion(Call call)
    {
        var policy = GetManagedPolicy(call);
        var id = call.Input.Required("VersionId");
        return id == OnlyVersion
            ? new Structure { ["PolicyVersion"] = WriteVersion(policy, withDocument: true) }
            : throw new AwsError(
                "NoSuchEntity", $"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }

    // The list leaves the documents out. Source: IAM API reference, ListPolicyVersions.
    private Structure ListPolicyVersions(Call call) => Listed(
        call, "Versions", [GetManagedPolicy(call)], _ => OnlyVersion, p => WriteVersion(p, withDocument: false));

    private Structure DeletePolicy(Call call)
    {
        var arn = call.Input.Required("PolicyArn");
        if (!_policies.ContainsKey(arn))
            throw NoManagedPolicy(arn);
        if (_roles.Values.Any(r => r.Attached.Contains(arn)))
            throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
        _policies.Remove(arn);
        return Structure.Empty;
    }

    private ManagedPolicy GetManagedPolicy(Call call)
    {
        var arn = call.Input.Required("PolicyArn");
        return _policies.GetValueOrDefault(arn) ?? throw NoManagedPolicy(arn);
    }

    private static Structure WriteVersion(ManagedPolicy policy, bool withDocument) => new()
    {
        // IAM gives policies percent-encoded. Source: IAM API reference, PolicyVersion.
        ["Document"] = withDocument ? Uri.EscapeDataString(policy.Text) : null,
        ["VersionId"] = OnlyVersion,
        ["IsDefaultVersion"] = true,
        ["CreateDate"] = policy.Created,
    };

    /// <summary>
    /// Whether a policy of that ARN exists; AWS's own, whose text LocalAws does not have, are taken on trust.
    /// </summary>
    private bool IsKnownPolicy(string arn) =>
        _policies.ContainsKey(arn)
        || arn.StartsWith($"arn:{Cloud.Partition}:iam::aws:policy/", StringComparison.Ordinal);

    private Structure Write(ManagedPolicy policy) => new()
    {
        ["PolicyName"] = policy.Name,
        ["PolicyId"] = policy.Id,
        ["Arn"] = policy.Arn,
        ["Path"] = policy.Path,
        ["DefaultVersionId"] = OnlyVersion,
        ["AttachmentCount"] = (long)_roles.Values.Count(r => r.Attached.Contains(policy.Arn)),
        ["PermissionsBoundaryUsageCount"] = (long)_roles.Values.Count(r => r.BoundaryArn == policy.Arn),
        ["IsAttachable"] = true,
        ["Description"] = policy.Description,
        ["CreateDate"] = policy.Created,
        ["UpdateDate"] = policy.Created,
    };

    private static AwsError NoPolicy(string name) =>
        new("NoSuchEntity", $"The role policy with name {name} cannot be found.");

    private static AwsError NoManagedPolicy(string arn) => new("NoSuchEntity", $"Policy {arn} was not found.");
}
