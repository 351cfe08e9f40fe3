using System.Globalization;
using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// One progress bar a connector: state, elapsed time and current step; and, of several, one for the whole above them. Used
/// on the pipeline thread alone.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="write">Takes a record.</param>
/// <remarks>
/// A bar stays where it is while nothing is known of its share: PowerShell draws a record without one as a bar that is full.
/// </remarks>
internal sealed class ProgressBars(TimeProvider clock, Action<ProgressRecord> write)
{
    // Every cmdlet of a pipeline has bars of its own, so the ids must differ between them.
    private static int _lastId;

    private readonly Dictionary<string, Bar> _bars = new(StringComparer.Ordinal);
    private Whole? _whole;

    /// <summary>Shows a bar for several connectors together.</summary>
    /// <param name="activity">What is done with them.</param>
    /// <param name="connectors">How many they are.</param>
    /// <param name="time">How long it takes.</param>
    public void BeginWhole(string activity, int connectors, WorkTime time)
    {
        _whole = new Whole(NewId(), time, activity, connectors);
        Write(_whole);
    }

    /// <summary>Takes the whole's bar away.</summary>
    public void EndWhole()
    {
        if (_whole is { } whole)
            write(new ProgressRecord(whole.Id, whole.Activity, "Done") { RecordType = ProgressRecordType.Completed });
        _whole = null;
    }

    /// <summary>Shows a step.</summary>
    /// <param name="happened">The step.</param>
    /// <param name="time">The time of the connector's work.</param>
    public void Show(Reconciling.ProvisioningEvent happened, WorkTime time)
    {
        if (!_bars.TryGetValue(happened.ConnectorName, out var bar))
        {
            bar = new Bar(NewId(), time);
            _bars.Add(happened.ConnectorName, bar);
        }

        bar.State = happened.State ?? bar.State;
        bar.Step = happened.Message;
        if (happened.PercentComplete >= 0)
            bar.Percent = happened.PercentComplete;
        Write(happened.ConnectorName, bar);

        // Where many connectors report, there is never a quiet second in which all bars are shown anew.
        if (_whole is not null && clock.GetElapsedTime(_whole.Shown) > TimeSpan.FromSeconds(1))
            Write(_whole);
    }

    /// <summary>Shows the elapsed time of every bar anew.</summary>
    public void Refresh()
    {
        if (_whole is not null)
            Write(_whole);
        foreach (var (name, bar) in _bars)
            Write(name, bar);
    }

    /// <summary>Counts a failure.</summary>
    public void Failed()
    {
        if (_whole is not null)
            _whole.Failed++;
    }

    /// <summary>Takes the connector's bar away.</summary>
    public void Complete(string connectorName)
    {
        if (_bars.Remove(connectorName, out var bar))
            write(new ProgressRecord(bar.Id, connectorName, "Done") { RecordType = ProgressRecordType.Completed });
        if (_whole is null)
            return;
        _whole.Done++;
        Write(_whole);
    }

    private static int NewId() => Interlocked.Increment(ref _lastId);

    private void Write(string name, Bar bar)
    {
        // A step such as "CREATING for 3 s" says the state already.
        var state = bar.State is null || bar.Step.StartsWith(bar.State, StringComparison.Ordinal) ? "" : bar.State + "  ";
        var status = $"{state}{Elapsed(bar.Time)}  {bar.Step}";
        write(new ProgressRecord(bar.Id, name, status)
        {
            PercentComplete = bar.Percent,
            ParentActivityId = _whole?.Id ?? -1,
        });
    }

    private void Write(Whole whole)
    {
        whole.Shown = clock.GetTimestamp();
        var failed = whole.Failed == 0 ? "" : $", {whole.Failed} failed";
        write(new ProgressRecord(
            whole.Id, whole.Activity, $"{Elapsed(whole.Time)}  {whole.Done} of {whole.Connectors} connectors done{failed}")
        {
            PercentComplete = whole.Done * 100 / whole.Connectors,
        });
    }

    private static string Elapsed(WorkTime time)
    {
        var elapsed = time.Elapsed;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes:00}:{elapsed.Seconds:00}");
    }

    private sealed class Bar(int id, WorkTime time)
    {
        public int Id => id;
        public WorkTime Time => time;
        public string? State { get; set; }
        public string Step { get; set; } = "";
        public int Percent { get; set; }
    }

    private sealed class Whole(int id, WorkTime time, string activity, int connectors)
    {
        public int Id => id;
        public WorkTime Time => time;
        public string Activity => activity;
        public int Connectors => connectors;
        public long Shown { get; set; }
        public int Done { get; set; }
        public int Failed { get; set; }
    }
}
