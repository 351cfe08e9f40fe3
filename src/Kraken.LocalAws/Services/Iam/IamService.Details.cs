using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <content>All roles and policies of the account with all their details at once.</content>
internal sealed partial class IamService
{
    /// <summary>
    /// The roles and customer managed policies; LocalAws has neither users nor groups, and not the texts of AWS's own
    /// policies. A page counts the entities of all kinds. Source: IAM API reference, GetAccountAuthorizationDetails.
    /// </summary>
    private Structure GetAccountAuthorizationDetails(Call call)
    {
        var kinds = call.Input.Texts("Filter").ToHashSet(StringComparer.Ordinal);
        var entities = new List<(string Key, Role? Role, ManagedPolicy? Policy)>();
        if (IsAsked("Role"))
            entities.AddRange(_roles.Values.Where(IsVisible).Select(r => (r.Arn, (Role?)r, (ManagedPolicy?)null)));
        if (IsAsked("LocalManagedPolicy"))
            entities.AddRange(_policies.Values.Select(p => (p.Arn, (Role?)null, (ManagedPolicy?)p)));

        var page = Page(call, entities, e => e.Key);
        return new Structure
        {
            ["UserDetailList"] = new List<object?>(),
            ["GroupDetailList"] = new List<object?>(),
            ["RoleDetailList"] = page.Items.Select(e => e.Role).OfType<Role>().Select(WriteDetail).ToList<object?>(),
            ["Policies"] =
                page.Items.Select(e => e.Policy).OfType<ManagedPolicy>().Select(WriteDetail).ToList<object?>(),
            ["IsTruncated"] = page.NextToken is not null,
            ["Marker"] = page.NextToken,
        };

        bool IsAsked(string kind) => kinds.Count == 0 || kinds.Contains(kind);
    }

    private static Structure WriteDetail(Role role) => new()
    {
        ["Path"] = role.Path,
        ["RoleName"] = role.Name,
        ["RoleId"] = role.Id,
        ["Arn"] = role.Arn,
        ["CreateDate"] = role.Created,
        ["AssumeRolePolicyDocument"] = Uri.EscapeDataString(role.TrustText),
        ["InstanceProfileList"] = new List<object?>(),
        ["RolePolicyList"] = role.Inline.Select(p => new Structure
        {
            ["PolicyName"] = p.Key,
            ["PolicyDocument"] = Uri.EscapeDataString(p.Value),
        }).ToList<object?>(),
        ["AttachedManagedPolicies"] = role.Attached.Select(WriteAttached).ToList<object?>(),
        ["PermissionsBoundary"] = WriteBoundary(role),
        ["Tags"] = Tags.Write(role.Tags),
    };

    private Structure WriteDetail(ManagedPolicy policy)
    {
        var detail = Write(policy);
        detail["PolicyVersionList"] =
            policy.Versions.Select(v => WriteVersion(policy, v, withDocument: true)).ToList<object?>();
        return detail;
    }
}
