using Kraken.MskConnect.Policies.Proof;

namespace Kraken.MskConnect.Checks;

/// <summary>MSK Connect can assume the role for this connector.</summary>
internal sealed class PermissionsTrustCheck : IConnectorCheck
{
    public string Name => "Permissions.Trust";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        if (await connector.Live is null)
            return CheckOutcome.Pass("New-KrakenMskConnector lets MSK Connect assume the role for this connector.");
        if (await connector.Policies is not { } policies)
            return CheckOutcome.Unknown("The role does not exist.");
        var trust = PolicyProof.Check(connector.Spec, policies).Where(c => c.Kind == PolicyCheckKind.Trust).ToList();
        if (trust.FirstOrDefault(c => c.MustBeAllowed && !c.Passed) is { } denied)
        {
            return CheckOutcome.Fail(
                $"MSK Connect cannot assume {policies.RoleArn}: {denied.Reason}",
                "Correct the role's trust policy: Update-KrakenMskConnector does, for a role of this module; "
                + "Get-KrakenConnectorPolicy shows it for any other.");
        }

        var others = trust.Where(c => !c.Passed).Select(c => c.What).ToList();
        return others.Count == 0
            ? CheckOutcome.Pass($"MSK Connect can assume {policies.RoleArn} for this connector.")
            : CheckOutcome.Warn(
                $"{policies.RoleArn} can also be assumed by {string.Join(", ", others)}.",
                "Limit the trust policy to the connector: Get-KrakenConnectorPolicy shows it.");
    }
}
