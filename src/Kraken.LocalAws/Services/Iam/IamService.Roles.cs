using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <content>Roles, their trust, boundary and tags.</content>
internal sealed partial class IamService
{
    private const int DefaultSessionSeconds = 3600;
    private const int MaxTrustSize = 2048;

    private Structure CreateRole(Call call)
    {
        var name = call.Input.Required("RoleName");
        var trust = call.Input.Required("AssumeRolePolicyDocument");
        if (_roles.ContainsKey(name))
            throw new AwsError("EntityAlreadyExists", $"Role with name {name} already exists.");
        CheckTrust(trust);
        var path = call.Input.Text("Path") ?? "/";
        var boundary = call.Input.Text("PermissionsBoundary");
        CheckBoundary(boundary);
        var role = new Role
        {
            Name = name,
            Path = path,
            Id = Cloud.Ids.Iam("AROA"),
            Arn = IamArn($"role{path}{name}"),
            Created = call.Now,
            Description = call.Input.Text("Description"),
            MaxSessionDuration = call.Input.Number("MaxSessionDuration") ?? DefaultSessionSeconds,
            TrustText = trust,
            BoundaryArn = boundary,
            Tags = Tags.Read(call.Input.Children("Tags")),
        };
        _roles.Add(name, role);
        return new Structure { ["Role"] = Write(role) };
    }

    private Structure GetRole(Call call) => new() { ["Role"] = Write(SeeRole(call)) };

    private Structure ListRoles(Call call)
    {
        var prefix = call.Input.Text("PathPrefix") ?? "/";
        return Listed(
            call, "Roles",
            _roles.Values.Where(r => IsVisible(r) && r.Path.StartsWith(prefix, StringComparison.Ordinal)),
            r => r.Name,
            // ListRoles leaves out tags and boundary. Source: IAM API reference, ListRoles.
            r => Write(r, details: false));
    }

    private Structure DeleteRole(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        if (role.Inline.Count > 0)
            throw new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.");
        if (role.Attached.Count > 0)
            throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
        _roles.Remove(role.Name);
        return Structure.Empty;
    }

    private Structure UpdateAssumeRolePolicy(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        var trust = call.Input.Required("PolicyDocument");
        CheckTrust(trust);
        role.TrustText = trust;
        return Structure.Empty;
    }

    private Structure PutRolePermissionsBoundary(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        var boundary = call.Input.Required("PermissionsBoundary");
        CheckBoundary(boundary);
        role.BoundaryArn = boundary;
        return Structure.Empty;
    }

    private Structure DeleteRolePermissionsBoundary(Call call)
    {
        GetRole(call.Input.Required("RoleName")).BoundaryArn = null;
        return Structure.Empty;
    }

    private Structure TagRole(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        var tags = new Dictionary<string, string>(role.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in Tags.Read(call.Input.Children("Tags")))
            tags[key] = value;
        if (tags.Count > MaxTags)
            throw new AwsError("LimitExceeded", $"The number of tags has reached the maximum limit of {MaxTags}.");
        role.Tags = tags;
        return Structure.Empty;
    }

    private Structure UntagRole(Call call)
    {
        var role = GetRole(call.Input.Required("RoleName"));
        foreach (var key in call.Input.Texts("TagKeys"))
            role.Tags.Remove(key);
        return Structure.Empty;
    }

    private Structure ListRoleTags(Call call)
    {
        var role = SeeRole(call);
        return Listed(
            call, "Tags", role.Tags, t => t.Key, t => new Structure { ["Key"] = t.Key, ["Value"] = t.Value });
    }

    /// <summary>Always empty: LocalAws has no instance profiles, but Terraform asks before it deletes a role.</summary>
    private Structure ListInstanceProfilesForRole(Call call)
    {
        SeeRole(call);
        return new Structure { ["InstanceProfiles"] = new List<object?>(), ["IsTruncated"] = false };
    }

    private static void CheckTrust(string trust)
    {
        PolicyRules.CheckTrust(trust);
        if (PolicyRules.Size(trust) > MaxTrustSize)
            throw new AwsError("LimitExceeded", $"Cannot exceed quota for ACLSizePerRole: {MaxTrustSize}");
    }

    private void CheckBoundary(string? arn)
    {
        if (arn is not null && !IsKnownPolicy(arn))
            throw new AwsError("NoSuchEntity", $"Scope ARN: {arn} does not exist or is not attachable.");
    }

    private static Structure Write(Role role, bool details = true) => new()
    {
        ["Path"] = role.Path,
        ["RoleName"] = role.Name,
        ["RoleId"] = role.Id,
        ["Arn"] = role.Arn,
        ["CreateDate"] = role.Created,
        // IAM gives policies percent-encoded. Source: IAM API reference, Role.
        ["AssumeRolePolicyDocument"] = Uri.EscapeDataString(role.TrustText),
        ["Description"] = role.Description,
        ["MaxSessionDuration"] = role.MaxSessionDuration,
        ["PermissionsBoundary"] = details ? WriteBoundary(role) : null,
        ["Tags"] = details ? Tags.Write(role.Tags) : null,
    };

    private static Structure? WriteBoundary(Role role) => role.BoundaryArn is null ? null : new Structure
    {
        // "Policy" on the wire, although the model's enum has another word.
        ["PermissionsBoundaryType"] = "Policy",
        ["PermissionsBoundaryArn"] = role.BoundaryArn,
    };
}
