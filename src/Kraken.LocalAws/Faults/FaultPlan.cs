using Kraken.LocalAws.Connectors;

namespace Kraken.LocalAws.Faults;

/// <summary>What is to go wrong. Rules can be added and cleared at any time, from any thread.</summary>
public sealed class FaultPlan
{
    private const string DefaultCause = "OutOfMemory";

    private readonly object _gate = new();
    private readonly List<Counted> _rules = [];
    private readonly List<PlannedFailure> _failures = [];

    /// <summary>Adds a rule; of several that speak of a call the oldest applies.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="FaultRule.NthCall"/> or <see cref="FaultRule.Times"/>
    /// is below 1.</exception>
    public void Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.NthCall, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.Times, 1);
        if (FaultRule.IsOfConnectors(rule.Kind))
        {
            var failure = new ConnectorFailure(
                rule.Connector,
                LogLines: WorkerFailureLog.Find(rule.Cause ?? DefaultCause)
                    ?? throw new ArgumentException($"Cause is '{rule.Cause}', which is none.", nameof(rule)),
                Count: rule.Count)
            {
                Kind = rule.Kind,
            };
            Add(rule.Kind is FaultKind.PauseFails or FaultKind.ResumeFails or FaultKind.RestartFails
                ? failure with { Message = "The operation on the connector failed." }
                : failure);
            return;
        }

        lock (_gate)
            _rules.Add(new Counted(rule));
    }

    /// <summary>Makes connectors fail, or their tasks die, or an operation on them fail.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ConnectorFailure.Count"/> is below 1.</exception>
    public void Add(ConnectorFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Count is { } count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(failure));
        lock (_gate)
            _failures.Add(new PlannedFailure(failure));
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

    /// <summary>The failure of that kind that the connector is to have now, or null; it counts as one.</summary>
    internal ConnectorFailure? Take(string connectorName, FaultKind kind)
    {
        lock (_gate)
        {
            var found = _failures.Find(f => f.Left > 0 && f.Failure.Kind == kind
                && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
                    f.Failure.NamePattern, connectorName, ignoreCase: false));
            if (found is { Failure.Count: not null })
                found.Left--;
            return found?.Failure;
        }
    }

    private sealed class PlannedFailure(ConnectorFailure failure)
    {
        internal ConnectorFailure Failure => failure;

        internal int Left { get; set; } = failure.Count ?? int.MaxValue;
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
