using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>A role from a list call, in the form of IAM's answers to calls about a single role.</summary>
/// <param name="Detail">The role; null if no role has the name.</param>
internal sealed record ListedRole(RoleDetail? Detail)
{
    /// <summary>The role, as GetRole answers it.</summary>
    /// <exception cref="NoSuchEntityException">There is none.</exception>
    public Role Role() => new()
    {
        Path = There.Path,
        RoleName = There.RoleName,
        RoleId = There.RoleId,
        Arn = There.Arn,
        CreateDate = There.CreateDate,
        AssumeRolePolicyDocument = There.AssumeRolePolicyDocument,
        PermissionsBoundary = There.PermissionsBoundary,
        Tags = There.Tags,
    };

    /// <summary>An inline policy, as GetRolePolicy answers it.</summary>
    /// <exception cref="NoSuchEntityException">There is none of the name.</exception>
    public GetRolePolicyResponse Policy(string name) =>
        (There.RolePolicyList ?? []).Find(p => p.PolicyName == name) is { } policy
            ? new GetRolePolicyResponse
            {
                RoleName = There.RoleName,
                PolicyName = policy.PolicyName,
                PolicyDocument = policy.PolicyDocument,
            }
            : throw new NoSuchEntityException($"The role policy with name {name} cannot be found.");

    /// <summary>The names of the inline policies, as ListRolePolicies answers them.</summary>
    public List<string> PolicyNames() => [.. (There.RolePolicyList ?? []).Select(p => p.PolicyName)];

    /// <summary>The attached policies, as ListAttachedRolePolicies answers them.</summary>
    public List<AttachedPolicyType> Attached() => There.AttachedManagedPolicies ?? [];

    /// <summary>The names of the instance profiles that have the role.</summary>
    public List<string> InstanceProfileNames() =>
        [.. (There.InstanceProfileList ?? []).Select(p => p.InstanceProfileName)];

    private RoleDetail There => Detail ?? throw new NoSuchEntityException("The role cannot be found.");
}
