using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// The run of a cmdlet that specs came from. Who gets these specs can tell whether that run has left some out: an error of
/// it does not end the pipeline.
/// </summary>
internal sealed class SpecRun
{
    private static readonly ConditionalWeakTable<ConnectorSpec, SpecRun> _runs = [];

    // Files that no run of this session has read since an attempt failed: such a run may have returned no spec that leads to it.
    private static readonly ConcurrentDictionary<string, byte> _unread = new(StringComparer.Ordinal);

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Whether the run had errors, known when it has ended.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>The run that returned a spec; null where it was made otherwise.</summary>
    public static SpecRun? Find(ConnectorSpec spec) => _runs.TryGetValue(spec, out var run) ? run : null;

    /// <summary>Notes a file that the run reads.</summary>
    public void Read(string file) => _files.Add(file);

    /// <summary>Notes how the run has ended.</summary>
    /// <param name="hasFailures">Whether it had errors.</param>
    public void End(bool hasFailures)
    {
        HasFailures = hasFailures;
        foreach (var file in _files)
        {
            if (hasFailures)
                _unread.TryAdd(file, 0);
            else
                _unread.TryRemove(file, out _);
        }
    }

    /// <summary>
    /// A file in a folder of these runs' files that another run could not read; null where there is none. A loop that imports
    /// file by file has a run for each.
    /// </summary>
    public static string? Unread(IReadOnlyCollection<SpecRun> runs)
    {
        var folders = runs.SelectMany(r => r._files).Select(Path.GetDirectoryName).ToHashSet(StringComparer.Ordinal);
        return _unread.Keys.Order(StringComparer.Ordinal)
            .FirstOrDefault(file => folders.Contains(Path.GetDirectoryName(file)) && File.Exists(file));
    }

    /// <summary>The spec, which this run returns.</summary>
    public ConnectorSpec Of(ConnectorSpec spec)
    {
        _runs.AddOrUpdate(spec, this);
        return spec;
    }
}
