using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Resources.Roles;

namespace Kraken.MskConnect.Checks;

/// <summary>The permissions boundary leaves the role what its policies allow it and the connector needs.</summary>
internal sealed class PermissionsBoundaryCheck : IConnectorCheck
{
    public string Name => "Permissions.Boundary";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var policies = await connector.Live is null ? await DerivedAsync(connector) : await connector.Policies;
        if (policies?.Boundary is not { } boundary)
            return CheckOutcome.Pass("The role has no permissions boundary.");
        var whole = await connector.WholeSpecAsync();
        var allowed = PermissionsRoleCheck.Required(whole, policies with { Boundary = null })
            .Where(c => c.Passed)
            .Select(c => (c.Action, c.Resource))
            .ToHashSet();
        var denied = PermissionsRoleCheck.Required(whole, policies)
            .Where(c => !c.Passed && allowed.Contains((c.Action, c.Resource)))
            .ToList();
        return denied.Count == 0
            ? CheckOutcome.Pass($"The boundary {boundary.Name} denies nothing that the connector needs.")
            : CheckOutcome.Fail(
                $"The boundary {boundary.Name} denies {PermissionsRoleCheck.Calls(denied)}.",
                "Allow them in the boundary, or give another one in PermissionsBoundaryArn.",
                nameof(spec.PermissionsBoundaryArn));
    }

    /// <summary>What the role will have, with the boundary that the spec gives it.</summary>
    private static async Task<PolicySet?> DerivedAsync(CheckedConnector connector)
    {
        if (connector.Spec.PermissionsBoundaryArn is not { Length: > 0 } arn)
            return null;
        var boundary = await new RoleReader(connector.Context).ManagedAsync(arn, connector.StopToken);
        return PolicySet.Of(ConnectorPolicyBuilder.Build(await connector.WholeSpecAsync())) with { Boundary = LivePolicySet.Parse(boundary) };
    }
}
