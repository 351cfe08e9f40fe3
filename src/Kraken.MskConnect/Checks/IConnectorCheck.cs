namespace Kraken.MskConnect.Checks;

/// <summary>
/// One check of a connector, before or after it is made. The generator lists every class that implements this. Read calls
/// only.
/// </summary>
internal interface IConnectorCheck
{
    /// <summary>Its name, a group and a part, for example <c>Network.Subnets</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it needs few calls, which a plan's <c>-WhatIf</c> makes too: those that describe the plugin, the worker
    /// configuration and the cluster, and its bootstrap brokers.
    /// </summary>
    bool IsCheap => false;

    /// <summary>
    /// Whether it looks at what the module made for a connector, which a run mends or replaces, or at its past: of a
    /// connector that exists, that is no reason to refuse the run.
    /// </summary>
    bool IsOfWhatIsMade => false;

    /// <summary>Looks. An exception means that it cannot be seen.</summary>
    /// <param name="connector">The connector, with what was read for all checks.</param>
    Task<CheckOutcome> RunAsync(CheckedConnector connector);
}
