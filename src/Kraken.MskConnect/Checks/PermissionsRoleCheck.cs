using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>The role's policies allow every call that the connector makes; its boundary has a check of its own.</summary>
internal sealed class PermissionsRoleCheck : IConnectorCheck
{
    public string Name => "Permissions.Role";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Live is null)
        {
            return CheckOutcome.Pass(
                await connector.Role is null
                    ? "New-KrakenMskConnector makes the role with all that it needs."
                    : "New-KrakenMskConnector gives the role what it lacks.");
        }

        if (await connector.Policies is not { } policies)
        {
            return CheckOutcome.Fail(
                $"The role {(await connector.Live)?.ServiceExecutionRoleArn} does not exist.",
                $"Remove the connector and make it again: Remove-KrakenMskConnector {connector.Spec.ConnectorName}.");
        }

        var required = Required(await connector.WholeSpecAsync(), policies with { Boundary = null });
        var denied = required.Where(c => !c.Passed).ToList();
        return denied.Count == 0
            ? CheckOutcome.Pass($"{policies.RoleArn} is allowed all {required.Count} calls that the connector makes.")
            : CheckOutcome.Fail(
                $"{policies.RoleArn} is denied {Calls(denied)}.",
                "Grant them: Update-KrakenMskConnector does, for a role of this module; Get-KrakenConnectorPolicy shows the "
                + "statements for any other.",
                denied.SelectMany(c => c.Because).FirstOrDefault());
    }

    /// <summary>The calls that the connector makes, with the answers of the policies.</summary>
    internal static IReadOnlyList<PolicyCheck> Required(ConnectorSpec spec, PolicySet policies) =>
        [.. PolicyProof.Check(spec, policies).Where(c => c.Kind == PolicyCheckKind.Required)];

    /// <summary>Calls in words.</summary>
    internal static string Calls(IEnumerable<PolicyCheck> calls) =>
        BoundedText.List(calls.Select(c => $"{c.Action} on {c.Resource}").Distinct());
}
