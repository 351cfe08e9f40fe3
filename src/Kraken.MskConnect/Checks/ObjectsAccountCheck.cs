namespace Kraken.MskConnect.Checks;

/// <summary>The credentials are of the spec's account.</summary>
internal sealed class ObjectsAccountCheck : IConnectorCheck
{
    public string Name => "Objects.Account";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var caller = await connector.Caller.Identity;
        var spec = connector.Spec;
        return caller.Account == spec.AccountId
            ? CheckOutcome.Pass($"{caller.Arn} is of account {caller.Account}.")
            : CheckOutcome.Fail(
                $"AccountId is '{spec.AccountId}', and {caller.Arn} is of account '{caller.Account}'.",
                "Use credentials of the spec's account, or correct AccountId.",
                nameof(spec.AccountId));
    }
}
