using Amazon.KafkaConnect;

namespace Kraken.MskConnect.Checks;

/// <summary>The connector runs, or is paused as its spec says, where it is made.</summary>
internal sealed class ObjectsConnectorCheck : IConnectorCheck
{
    public string Name => "Objects.Connector";

    public bool IsOfWhatIsMade => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var name = connector.Spec.ConnectorName;
        if (await connector.Live is not { } live)
            return CheckOutcome.Pass($"There is no connector '{name}' yet.");
        var state = live.ConnectorState;
        if (state == ConnectorState.RUNNING)
            return CheckOutcome.Pass($"'{name}' is RUNNING.");
        if (state == ConnectorState.PAUSED)
        {
            return connector.Spec.DesiredState == ConnectorState.PAUSED
                ? CheckOutcome.Pass($"'{name}' is PAUSED, as its spec says.")
                : CheckOutcome.Warn($"'{name}' is PAUSED.", $"To let it work, resume it: Resume-KrakenMskConnector {name}.");
        }

        if (state == ConnectorState.FAILED)
        {
            return CheckOutcome.Fail(
                $"'{name}' is FAILED: {live.StateDescription?.Code} {live.StateDescription?.Message}".TrimEnd(),
                $"Correct the cause, then remove it and make it again: Remove-KrakenMskConnector {name}.");
        }

        return CheckOutcome.Warn(
            $"'{name}' is {state?.Value ?? "in no state"}.",
            state == ConnectorState.DELETING
                ? "Wait until it is gone."
                : $"Wait until MSK Connect has done its work: Wait-KrakenMskConnector {name}.");
    }
}
