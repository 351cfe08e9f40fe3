using Kraken.LocalAws.Connectors;

namespace Kraken.LocalAws.Faults;

/// <summary>What is to go wrong. Rules can be added and cleared at any time, from any thread.</summary>
public sealed class FaultPlan
{
    private const string DefaultCause = "OutOfMemory";

    private readonly object _gate = new();
    private readonly List<Counted> _rules = [];
    private readonly List<ConnectorFailure> _failures = [];

    /// <summary>Adds a rule; of several that speak of a call the oldest applies.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="FaultRule.NthCall"/> or <see cref="FaultRule.Times"/>
    /// is below 1.</exception>
    public void Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.NthCall, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.Times, 1);
        if (rule.Kind is FaultKind.ConnectorFails or FaultKind.TasksDie)
        {
            Add(new ConnectorFailure(
                rule.Connector,
                LogLines: WorkerFailureLog.Find(rule.Cause ?? DefaultCause)
                    ?? throw new ArgumentException($"Cause is '{rule.Cause}', which is none.", nameof(rule)),
                TasksDie: rule.Kind == FaultKind.TasksDie));
            return;
        }

        lock (_gate)
            _rules.Add(new Counted(rule));
    }

    /// <summary>Makes connectors fail, or their tasks die, at their next start or update.</summary>
    public void Add(ConnectorFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        lock (_gate)
            _failures.Add(failure);
    }

    /// <summary>Removes all rules and failures.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            _failures.Clear();
        }
    }

    /// <summary>Counts a call and gives the rule that applies to it, or null.</summary>
    internal FaultRule? Next(string service, string? operation)
    {
        lock (_gate)
        {
            FaultRule? found = null;
            foreach (var counted in _rules.Where(r => r.SpeaksOf(service, operation)))
            {
                var call = ++counted.Calls - counted.Rule.NthCall;
                if (call >= 0 && call < counted.Rule.Times)
                    found ??= counted.Rule;
            }

            return found;
        }
    }

    /// <summary>The failure that the connector, or its tasks, are to have, or null.</summary>
    internal ConnectorFailure? FindFailure(string connectorName, bool ofTasks = false)
    {
        lock (_gate)
        {
            return _failures.FirstOrDefault(f =>
                f.TasksDie == ofTasks && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
                    f.NamePattern, connectorName, ignoreCase: false));
        }
    }

    private sealed class Counted(FaultRule rule)
    {
        internal FaultRule Rule => rule;

        internal int Calls { get; set; }

        internal bool SpeaksOf(string service, string? operation) =>
            (rule.Service is null || rule.Service == service)
                && (rule.Operation is null || rule.Operation == operation);
    }
}
