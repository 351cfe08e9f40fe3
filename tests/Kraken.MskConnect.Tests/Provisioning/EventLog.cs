using System.Collections.Concurrent;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Remembers every event, and lets a test wait for one.</summary>
internal sealed class EventLog : IProvisioningObserver
{
    private readonly ConcurrentQueue<ProvisioningEvent> _events = new();
    private readonly ConcurrentBag<(Func<ProvisioningEvent, bool> Wanted, TaskCompletionSource Seen)> _watches = [];

    public IReadOnlyCollection<ProvisioningEvent> All => _events;

    public void Report(ProvisioningEvent happened)
    {
        _events.Enqueue(happened);
        foreach (var (_, seen) in _watches.Where(w => w.Wanted(happened)))
            seen.TrySetResult();
    }

    /// <summary>Completes when such an event comes.</summary>
    public Task Next(Func<ProvisioningEvent, bool> wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _watches.Add((wanted, seen));
        return seen.Task;
    }
}
