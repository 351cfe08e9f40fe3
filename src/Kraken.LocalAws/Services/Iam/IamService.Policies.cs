using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <content>The policies of a role: inline and attached ones.</content>
internal sealed partial class IamService
{
    // Source: IAM user guide, IAM and AWS STS quotas.
    private const int MaxInlineSize = 10_240;
    private const int MaxAttached = 10;

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

    /// <summary>
    /// Whether a policy of that ARN exists; AWS's own, whose text LocalAws does not have, are taken on trust.
    /// </summary>
    private bool IsKnownPolicy(string arn) =>
        _policies.ContainsKey(arn)
        || arn.StartsWith($"arn:{Cloud.Partition}:iam::aws:policy/", StringComparison.Ordinal);

    private static AwsError NoPolicy(string name) =>
        new("NoSuchEntity", $"The role policy with name {name} cannot be found.");
}
