namespace Kraken.LocalAws.Services;

/// <summary>Something that is to happen to a resource.</summary>
/// <param name="Due">When, by the cloud's clock.</param>
/// <param name="Order">Its number among all; of those due at once the lowest comes first.</param>
/// <param name="Kind">What happens: a name that <see cref="Schedule.Handle"/> was told.</param>
/// <param name="Subject">The resource's ARN.</param>
internal sealed record Transition(DateTimeOffset Due, long Order, string Kind, string Subject);

/// <summary>
/// What is to happen later. Nothing runs by itself: each request first lets all happen that is due by the cloud's
/// clock, in order, so that a test that drives the clock sees each state exactly when it should. What is planned is
/// data and not code, so that it outlives the process in the state file.
/// </summary>
internal sealed class Schedule
{
    private readonly PriorityQueue<Transition, (DateTimeOffset Due, long Order)> _queue = new();
    private readonly Dictionary<string, Action<string, DateTimeOffset>> _handlers = new(StringComparer.Ordinal);
    private long _order;

    /// <summary>What is planned, in the order in which it will happen.</summary>
    internal IReadOnlyList<Transition> Planned =>
        [.. _queue.UnorderedItems.Select(i => i.Element).OrderBy(t => t.Due).ThenBy(t => t.Order)];

    /// <summary>
    /// Says what happens at transitions of that kind. The handler is told the subject and the time at which it was
    /// due; the subject may be gone by then.
    /// </summary>
    internal void Handle(string kind, Action<string, DateTimeOffset> handler) => _handlers.Add(kind, handler);

    /// <summary>Plans a transition.</summary>
    internal void At(DateTimeOffset due, string kind, string subject) =>
        Enqueue(new Transition(due, _order++, kind, subject));

    /// <summary>Plans again what was planned when the state was saved.</summary>
    /// <exception cref="InvalidDataException">A transition's kind is not known.</exception>
    internal void Restore(IEnumerable<Transition> planned)
    {
        _queue.Clear();
        foreach (var transition in planned)
        {
            if (!_handlers.ContainsKey(transition.Kind))
                throw new InvalidDataException($"The transition '{transition.Kind}' is not known.");
            Enqueue(transition);
            _order = Math.Max(_order, transition.Order + 1);
        }
    }

    /// <summary>Lets all happen that is due, and tells whether there was any.</summary>
    internal bool RunDue(DateTimeOffset now)
    {
        var any = false;
        while (_queue.TryPeek(out var transition, out _) && transition.Due <= now)
        {
            _queue.Dequeue();
            _handlers[transition.Kind](transition.Subject, transition.Due);
            any = true;
        }

        return any;
    }

    private void Enqueue(Transition transition) => _queue.Enqueue(transition, (transition.Due, transition.Order));
}
