using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>Why a connector does not start.</summary>
/// <param name="Description">What DescribeConnector says.</param>
/// <param name="LogLines">What the worker logs, without its prefix.</param>
internal sealed record StartFailure(StateDescription Description, IReadOnlyList<string> LogLines)
{
    /// <summary>
    /// The code that MSK Connect gives whenever a worker dies. It names no cause; the worker's log does. Source: public
    /// reports of failed connectors, DescribeConnector's stateDescription; AWS documents no list of these codes.
    /// </summary>
    internal const string WorkerFailure = "UnknownKafkaConnectWorkerFailure";

    /// <summary>A failure of the workers, told in their log. The message is a guess, and decides nothing.</summary>
    internal static StartFailure OfWorkers(params string[] logLines) => new(
        new StateDescription(
            WorkerFailure, "The connector's workers failed to start. For more information, see the worker logs."),
        logLines);
}
