using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>An entry of a connector's log as a person reads it.</summary>
public static class LogText
{
    private static readonly string[] _paints = ["\e[36m", "\e[35m", "\e[34m", "\e[32m", "\e[96m", "\e[95m", "\e[94m", "\e[92m"];

    // In the order in which the session first shows them: names that a few letters tell apart get different colours.
    private static readonly ConcurrentDictionary<string, string> _paintOf = new(StringComparer.Ordinal);

    /// <summary>
    /// The time in UTC, the level, the connector and its task, the message and who wrote it; the stack trace below. The level
    /// is red from ERROR on and yellow at WARN, each connector has a colour.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(ConnectorLogEntry entry, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var paint = entry.Level switch
        {
            >= ConnectorLogLevel.Error => Ansi.Red,
            ConnectorLogLevel.Warn => Ansi.Yellow,
            _ => "",
        };
        var text = new StringBuilder();
        Put(Ansi.Dim, entry.Timestamp.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append(' ');
        Put(paint, $"{entry.Level?.ToString().ToUpperInvariant(),-5}").Append(' ');
        var task = entry.Task is { } number ? string.Create(CultureInfo.InvariantCulture, $"[{number}]") : "";
        Put(PaintOf(entry.ConnectorName), ForeignText.OneLine(entry.ConnectorName) + task).Append(' ');
        text.Append(ForeignText.Lines(entry.Message).ReplaceLineEndings());
        if (entry.Logger is { } logger)
            Put(Ansi.Dim, $" ({ForeignText.OneLine(logger[(logger.LastIndexOf('.') + 1)..])})");

        // A colour ends with its line: the view puts out each line by itself.
        foreach (var line in entry.StackTrace?.Split('\n') ?? [])
            Put(paint, ForeignText.OneLine(line.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal)), Environment.NewLine + "  ");
        return text.ToString();

        StringBuilder Put(string colour, string part, string before = "")
        {
            var isPainted = color && colour.Length > 0 && part.Length > 0;
            return text.Append(before).Append(isPainted ? colour : "").Append(part).Append(isPainted ? Ansi.Reset : "");
        }
    }

    private static string PaintOf(string connectorName) =>
        _paintOf.GetOrAdd(connectorName, _ => _paints[_paintOf.Count % _paints.Length]);
}
