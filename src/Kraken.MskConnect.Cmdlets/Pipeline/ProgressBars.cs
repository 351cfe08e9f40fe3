using System.Globalization;
using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>One progress bar a connector: state, elapsed time and current step. Used on the pipeline thread alone.</summary>
internal sealed class ProgressBars(Action<ProgressRecord> write)
{
    // Every cmdlet of a pipeline has bars of its own, so the ids must differ between them.
    private static int lastId;

    private readonly Dictionary<string, Bar> _bars = new(StringComparer.Ordinal);

    /// <summary>Shows a step.</summary>
    public void Show(Provisioning.ProvisioningEvent happened)
    {
        if (!_bars.TryGetValue(happened.ConnectorName, out var bar))
        {
            bar = new Bar(Interlocked.Increment(ref lastId), TimeProvider.System.GetTimestamp());
            _bars.Add(happened.ConnectorName, bar);
        }

        bar.State = happened.State ?? bar.State;
        bar.Step = happened.Message;
        bar.Percent = happened.PercentComplete;
        Write(happened.ConnectorName, bar);
    }

    /// <summary>Shows the elapsed time of every bar anew.</summary>
    public void Refresh()
    {
        foreach (var (name, bar) in _bars)
            Write(name, bar);
    }

    /// <summary>Takes the connector's bar away.</summary>
    public void Complete(string connectorName)
    {
        if (_bars.Remove(connectorName, out var bar))
            write(new ProgressRecord(bar.Id, connectorName, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Write(string name, Bar bar)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(bar.Start)
            .ToString(@"mm\:ss", CultureInfo.InvariantCulture);
        // A step such as "CREATING for 3 s" says the state already.
        var state = bar.State is null || bar.Step.StartsWith(bar.State, StringComparison.Ordinal) ? "" : bar.State + "  ";
        var status = $"{state}{elapsed}  {bar.Step}";
        write(new ProgressRecord(bar.Id, name, status) { PercentComplete = bar.Percent });
    }

    private sealed class Bar(int id, long start)
    {
        public int Id => id;
        public long Start => start;
        public string? State { get; set; }
        public string Step { get; set; } = "";
        public int Percent { get; set; } = -1;
    }
}
