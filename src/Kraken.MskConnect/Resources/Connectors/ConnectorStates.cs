using Amazon.KafkaConnect;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// What a connector's state means to those who wait for it or change it. A state that is not known here is neither at rest
/// nor in work: it is waited for, and shown as AWS names it.
/// </summary>
internal static class ConnectorStates
{
    /// <summary>Whether the connector stays as it is until somebody changes it.</summary>
    public static bool IsAtRest(ConnectorState? state) => state == ConnectorState.RUNNING || state == ConnectorState.PAUSED;

    /// <summary>Whether MSK Connect works on the connector, so that it accepts no change.</summary>
    public static bool IsInWork(ConnectorState? state) => state is not null && (
        state == ConnectorState.CREATING
        || state == ConnectorState.UPDATING
        || state == ConnectorState.PAUSING
        || state == ConnectorState.RESUMING
        || state == ConnectorState.RESTARTING);

    /// <summary>
    /// The state at rest that the connector has, or comes to by itself; null where its state does not tell: an update
    /// leaves a connector running or paused, as it was.
    /// </summary>
    public static ConnectorState? Goal(ConnectorState? state)
    {
        if (state is null || state == ConnectorState.UPDATING || (!IsAtRest(state) && !IsInWork(state)))
            return null;
        return state == ConnectorState.PAUSED || state == ConnectorState.PAUSING ? ConnectorState.PAUSED : ConnectorState.RUNNING;
    }
}
