using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Cmdlets;

namespace Kraken.Pester.Mocks;

/// <summary>A hand on an embedded AWS that Start-KrakenLocalAws started: its faults, and what it was asked.</summary>
public static class Rehearsal
{
    /// <summary>Lets calls fail.</summary>
    /// <param name="endpointUrl">The embedded AWS.</param>
    /// <param name="kind">What goes wrong, for example <c>AccessDenied</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="times">How many calls.</param>
    public static void Fault(string endpointUrl, string kind, string operation, int times) =>
        Cloud(endpointUrl).Faults.Add(new FaultRule { Kind = Enum.Parse<FaultKind>(kind), Operation = operation, Times = times });

    /// <summary>Lets connectors fail to start.</summary>
    /// <param name="endpointUrl">The embedded AWS.</param>
    /// <param name="namePattern">The connectors' names.</param>
    /// <param name="message">The state description's message.</param>
    /// <param name="logLines">What the worker logs before it dies.</param>
    public static void FailConnector(string endpointUrl, string namePattern, string message, string[] logLines) =>
        Cloud(endpointUrl).Faults.Add(new ConnectorFailure(namePattern, Message: message, LogLines: logLines));

    /// <summary>Adds a fault.</summary>
    /// <param name="endpointUrl">The embedded AWS.</param>
    /// <param name="rule">The fault, for example <c>Kind=RestartFails,Connector=orders,Count=1</c>.</param>
    public static void AddFault(string endpointUrl, string rule) => Cloud(endpointUrl).Faults.Add(FaultRule.Parse(rule));

    /// <summary>Lets a worker of a connector write to its log.</summary>
    /// <param name="endpointUrl">The embedded AWS.</param>
    /// <param name="connectorName">The connector.</param>
    /// <param name="lines">The lines.</param>
    public static void WriteLog(string endpointUrl, string connectorName, string[] lines) =>
        Cloud(endpointUrl).WriteLog(connectorName, lines);

    /// <summary>Takes all faults away.</summary>
    public static void Heal(string endpointUrl) => Cloud(endpointUrl).Faults.Clear();

    /// <summary>The requests so far.</summary>
    public static LocalAwsRequest[] Requests(string endpointUrl) => [.. Cloud(endpointUrl).Requests];

    private static LocalCloud Cloud(string endpointUrl) =>
        LocalAwsServers.Cloud(endpointUrl)
        ?? throw new InvalidOperationException($"No embedded AWS runs at {endpointUrl}.");
}
