using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Tells what happens to each connector in lines: each step and each change of state once, once a minute that AWS is still at
/// work, and the outcome. Used on the pipeline thread alone.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="tell">Takes a line.</param>
internal sealed class ProvisioningStory(TimeProvider clock, Action<string> tell)
{
    private readonly Dictionary<string, Chapter> _chapters = new(StringComparer.Ordinal);

    /// <summary>Takes a step, or a look at what AWS does.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="timestamp">When, by the clock; the pipeline thread may hear of it later.</param>
    /// <param name="time">The time of the connector's work.</param>
    public void Hear(ProvisioningEvent happened, long timestamp, WorkTime time)
    {
        if (!_chapters.TryGetValue(happened.ConnectorName, out var chapter))
            _chapters.Add(happened.ConnectorName, chapter = new Chapter(time));

        if (happened.State is { } state && state != chapter.State)
            Turn(happened.ConnectorName, chapter, happened, timestamp);
        else if (happened.Step != chapter.State && chapter.Told.Add(happened.Step))
            Step(happened.ConnectorName, chapter, happened, timestamp);
        chapter.Waiting = happened.IsWait ? happened : null;
        Tick(happened.ConnectorName, chapter, timestamp);
    }

    /// <summary>Tells of every connector that AWS still works on, where the last line about it is a minute old.</summary>
    public void Tick()
    {
        foreach (var (name, chapter) in _chapters)
            Tick(name, chapter, clock.GetTimestamp());
    }

    /// <summary>Tells the outcome; nothing where it was told, or nothing was told of the connector before.</summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="outcome">For example <c>Created</c>.</param>
    /// <param name="state">The state that it has now; null where that is not known, or was told.</param>
    public void End(string connectorName, string outcome, string? state = null)
    {
        if (!_chapters.Remove(connectorName, out var chapter))
            return;
        string[] words = [.. new[] { outcome, state, Words(chapter.Time.Elapsed) }.OfType<string>()];
        tell($"{connectorName}: {string.Join(", ", words)} in all");
    }

    /// <summary>A time as a person says it.</summary>
    public static string Words(TimeSpan time) => time.TotalMinutes < 1
        ? $"{(int)time.TotalSeconds} s"
        : $"{(int)time.TotalMinutes} min {time.Seconds} s";

    private void Turn(string name, Chapter chapter, ProvisioningEvent happened, long timestamp)
    {
        var isEndAtOnce = chapter.State is null && happened.PercentComplete == 100;
        var before = chapter.State is { } earlier
            ? $" after {Words(clock.GetElapsedTime(chapter.Since, timestamp))} of {earlier}"
            : "";
        var usual = happened is { IsWait: true, UsualMinutes: { } minutes } ? $"; usually {minutes} min" : "";
        chapter.Begin(happened.State, timestamp);
        chapter.Told.Add(happened.Step);

        // The outcome says that state too.
        if (!isEndAtOnce)
            tell($"{name}: {happened.State}{before}{usual}");
    }

    private void Step(string name, Chapter chapter, ProvisioningEvent happened, long timestamp)
    {
        if (happened.State is null)
            chapter.Begin(null, timestamp);
        var elapsed = chapter.Time.At(timestamp);
        tell($"{name}: {happened.Step}{(elapsed.TotalSeconds < 1 ? "" : $", after {Words(elapsed)}")}");
    }

    private void Tick(string name, Chapter chapter, long timestamp)
    {
        if (chapter.Waiting is not { } waiting)
            return;
        var minutes = (int)clock.GetElapsedTime(chapter.Since, timestamp).TotalMinutes;
        if (minutes <= chapter.Minutes)
            return;
        chapter.Minutes = minutes;
        var usual = waiting.UsualMinutes is { } known ? $"; usually {known}" : "";
        tell($"{name}: {waiting.State ?? waiting.Step}, {minutes} min{usual}");
    }

    private sealed class Chapter(WorkTime time)
    {
        public WorkTime Time => time;
        public string? State { get; private set; }
        public long Since { get; private set; }
        public int Minutes { get; set; }
        public ProvisioningEvent? Waiting { get; set; }
        public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

        public void Begin(string? state, long timestamp)
        {
            // What was told under another state may come again, and is then told again.
            if (state != State)
                Told.Clear();
            (State, Since, Minutes) = (state, timestamp, 0);
        }
    }
}
