using Amazon.IdentityManagement.Model;
using Amazon.SecurityToken.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>Who runs the checks, and what IAM's simulator says of that one's permissions.</summary>
/// <param name="connector">The connector that the permissions are asked for.</param>
internal sealed class CheckedCaller(CheckedConnector connector)
{
    /// <summary>The most results of a page. Source: IAM API reference, SimulatePrincipalPolicy, MaxItems.</summary>
    private const int MostResults = 1000;

    private readonly Lazy<Task<GetCallerIdentityResponse>> _identity =
        new(() => SurroundingsInventory.AskForCallerAsync(connector.Context, connector.StopToken));

    /// <summary>Whose credentials these are.</summary>
    public Task<GetCallerIdentityResponse> Identity => _identity.Value;

    /// <summary>
    /// The user or role of IAM's behind a caller; null where there is none: a federated user, or the account's root. A
    /// session does not tell its role's path. Source: IAM user guide, IAM identifiers.
    /// </summary>
    /// <param name="arn">The ARN that GetCallerIdentity tells.</param>
    public static string? PrincipalOf(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts.Length < 6)
            return null;
        if (parts[2] == "iam" && parts[5].StartsWith("user/", StringComparison.Ordinal))
            return arn;
        return RoleNameOf(arn) is { } role ? $"arn:{parts[1]}:iam::{parts[4]}:role/{role}" : null;
    }

    /// <summary>
    /// Asks which of the permissions the principal has, all in one call: IAM answers for each action with each resource.
    /// </summary>
    /// <param name="principal">The principal, as <see cref="PrincipalOf"/> tells it.</param>
    /// <param name="permissions">The permissions.</param>
    /// <returns>Those that IAM denies, and the context keys that its answer misses.</returns>
    public async Task<IReadOnlyList<DeniedToCaller>> DeniedAsync(string principal, IReadOnlyList<CallerPermission> permissions)
    {
        List<EvaluationResult> results;
        try
        {
            results = await SimulateAsync(principal, permissions);
        }
        catch (NoSuchEntityException) when (principal.Contains(":role/", StringComparison.Ordinal))
        {
            // The role has a path, as those of IAM Identity Center have.
            var name = RoleNameOf((await Identity).Arn)!;
            var role = await connector.Context.CallAsync("iam:GetRole", () => connector.Context.Aws.Iam.GetRoleAsync(
                new GetRoleRequest { RoleName = name }, connector.StopToken));
            results = await SimulateAsync(role.Role.Arn, permissions);
        }

        var answers = results
            .SelectMany(r => r.ResourceSpecificResults is { Count: > 0 } each
                ? each.Select(e => (
                    Key: (r.EvalActionName, e.EvalResourceName),
                    Decision: e.EvalResourceDecision?.Value,
                    Missing: (IReadOnlyList<string>)(e.MissingContextValues ?? [])))
                : [((r.EvalActionName, r.EvalResourceName ?? "*"), r.EvalDecision?.Value, r.MissingContextValues ?? [])])
            .DistinctBy(a => a.Key)
            .ToDictionary(a => a.Key);
        var denied = new List<DeniedToCaller>();
        foreach (var permission in permissions)
        {
            var resource = CallerPermissions.ArnOf(permission.Resource, connector.Spec);
            if (!answers.TryGetValue((permission.Action, resource), out var answer))
                denied.Add(new DeniedToCaller(permission, resource, ["what IAM did not answer"]));
            else if (answer.Decision != "allowed")
                denied.Add(new DeniedToCaller(permission, resource, answer.Missing));
        }

        return denied;
    }

    /// <summary>The role's name in the ARN of a session of it; null for any other.</summary>
    private static string? RoleNameOf(string arn) =>
        arn.Split(':', 6) is [_, _, "sts", _, _, var resource] && resource.Split('/') is ["assumed-role", var name, _] ? name : null;

    private Task<List<EvaluationResult>> SimulateAsync(string principal, IReadOnlyList<CallerPermission> permissions)
    {
        var context = connector.Context;
        return Pages.AllAsync(
            marker => context.CallAsync("iam:SimulatePrincipalPolicy", () => context.Aws.Iam.SimulatePrincipalPolicyAsync(
                new SimulatePrincipalPolicyRequest
                {
                    PolicySourceArn = principal,
                    ActionNames = [.. permissions.Select(p => p.Action).Distinct()],
                    ResourceArns = [.. permissions.Select(p => CallerPermissions.ArnOf(p.Resource, connector.Spec)).Distinct()],
                    ContextEntries =
                    [
                        Entry("iam:PassedToService", CallerPermissions.Service),
                        Entry("iam:AWSServiceName", CallerPermissions.Service),
                        Entry("aws:RequestedRegion", connector.Spec.Region),
                        // As on a security group that the module makes or has made.
                        Entry("aws:RequestTag/" + ResourceNames.ConnectorTag, connector.Spec.ConnectorName),
                        Entry("aws:ResourceTag/" + ResourceNames.ConnectorTag, connector.Spec.ConnectorName),
                        Entry("ec2:CreateAction", "CreateSecurityGroup"),
                    ],
                    MaxItems = MostResults,
                    Marker = marker,
                },
                connector.StopToken)),
            page => page.EvaluationResults,
            page => page.IsTruncated == true ? page.Marker : null);
    }

    private static ContextEntry Entry(string key, string value) => new()
    {
        ContextKeyName = key, ContextKeyType = Amazon.IdentityManagement.ContextKeyTypeEnum.String, ContextKeyValues = [value],
    };
}

/// <summary>A permission that IAM's simulator denies.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Resource">The resource that was asked for.</param>
/// <param name="Missing">The context keys that policies ask for and the question did not have: with them it may be allowed.</param>
internal sealed record DeniedToCaller(CallerPermission Permission, string Resource, IReadOnlyList<string> Missing)
{
    /// <summary>The permission in words.</summary>
    public string Text => $"{Permission.Action} on {Resource} ({Permission.Reason})";
}
