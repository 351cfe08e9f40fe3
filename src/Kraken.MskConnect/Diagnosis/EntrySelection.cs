using System.Text.RegularExpressions;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>Takes from a log what is asked for, and its secrets out of that.</summary>
internal sealed class EntrySelection(ProvisioningContext context, ConnectorLogQuery query)
{
    /// <summary>The entry as it may be shown; null where it is not asked for.</summary>
    /// <exception cref="KrakenException">The pattern's time was over.</exception>
    public ConnectorLogEntry? Select(JoinedEntry joined)
    {
        if (query.Level is { } least && !(joined.Level >= least))
            return null;

        // The pattern looks at what is shown: else it could tell a secret letter by letter.
        var entry = new ConnectorLogEntry
        {
            ConnectorName = ForeignText.OneLine(context.ConnectorName),
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(joined.Time).UtcDateTime,
            Level = joined.Level,
            Logger = joined.Logger,
            Worker = joined.Worker,
            Task = joined.Task,
            Message = ForeignText.Lines(context.Scrub(joined.Message)),
            StackTrace = joined.StackTrace is { } stack ? ForeignText.Lines(context.Scrub(stack)) : null,
        };
        return Matches(entry) ? entry : null;
    }

    private bool Matches(ConnectorLogEntry entry)
    {
        if (query.Pattern is not { } pattern)
            return true;
        try
        {
            return pattern.IsMatch(entry.Message) || (entry.StackTrace is { } stack && pattern.IsMatch(stack));
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Pattern: '{pattern}' took more than {e.MatchTimeout.TotalSeconds:0.#} s on one entry.",
                "Give a simpler regular expression: one without repetitions inside of repetitions.")
            {
                ConnectorName = context.ConnectorName,
            };
        }
    }
}
