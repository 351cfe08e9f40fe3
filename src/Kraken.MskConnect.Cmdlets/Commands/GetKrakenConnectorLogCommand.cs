using System.Management.Automation;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads and follows the worker logs of Amazon MSK Connect connectors.</summary>
/// <remarks>
/// <para>
/// Takes the lines from the CloudWatch log group that the connector delivers to, and returns an entry for each, with the
/// time, level, logger, worker, task and message; a stack trace and the further lines of a message belong to their entry.
/// The oldest entry comes first, and several connectors come one after the other. Secrets are masked: those of the
/// connector's configuration, and what looks like one. Makes read calls only.
/// </para>
/// <para>
/// MSK Connect's workers write INFO and above, and AWS thins very fast logs before it delivers them. Where several connectors
/// share a log group, the lines of all are returned.
/// </para>
/// <para>
/// -Follow shows all connectors at once, line by line, until Ctrl+C; AWS delivers a line some seconds after it was written. A
/// line that AWS delivers more than a minute after newer ones is missed. Throttling and failures of AWS are a warning, and the
/// log is read on from where it was.
/// </para>
/// <para>
/// A name that no connector has is an error, as is a connector that does not deliver its log to CloudWatch Logs. A log
/// without entries returns nothing.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-KrakenConnectorLog orders-cdc -Level Error</code>
/// <para>Shows the last 100 errors of the connector, with their stack traces.</para>
/// </example>
/// <example>
/// <code>Get-KrakenConnectorLog orders-cdc -Follow</code>
/// <para>Shows the last 100 entries of the connector, then what it writes, until Ctrl+C.</para>
/// </example>
/// <example>
/// <code>Get-KrakenConnectorLog orders-cdc -Since 00:30:00 -Pattern 'Rebalance|rejoin' | Group-Object Worker</code>
/// <para>Counts by worker what the last half hour says of rebalances.</para>
/// </example>
/// <example>
/// <code>Get-KrakenMskConnector orders-* | Where-Object ConnectorState -eq FAILED | Get-KrakenConnectorLog -Level Warn -Tail 20</code>
/// <para>Shows the last warnings and errors of each failed connector.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorLog", DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorLogEntry))]
public sealed class GetKrakenConnectorLogCommand : ConnectorCmdlet
{
    private static readonly TimeSpan _longestMatch = TimeSpan.FromSeconds(1);

    /// <summary>The connectors' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>
    /// How many of each connector's last entries that match, 0 to 100000. Default 100; with -Since all. With -Level or
    /// -Pattern the log is searched back to the connector's creation, or to -Since. With -Follow, 0 shows new ones alone.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100_000)]
    public int? Tail { get; set; }

    /// <summary>
    /// From when on, to the millisecond: a date, or how long ago as a TimeSpan, as hh:mm:ss or d.hh:mm:ss, or in seconds. A
    /// date without an offset is in this machine's time. Default the connector's creation.
    /// </summary>
    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Until when, in the forms of -Since; this millisecond is included. Default now. Not with -Follow.</summary>
    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Goes on with what the workers write from now on, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>
    /// A .NET regular expression that the message or the stack trace matches, whatever the case of letters, as -match does;
    /// (?-i) at its beginning minds the case. Secrets are masked before. An entry may take a second; one that takes longer is
    /// an error. Default anything.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? Pattern { get; set; }

    /// <summary>
    /// The least level: Trace, Debug, Info, Warn, Error or Fatal. Default every entry; with a level, those without one are
    /// left out, which MSK Connect's own script writes when it starts a worker.
    /// </summary>
    [Parameter]
    public ConnectorLogLevel? Level { get; set; }

    // What is followed does not end, so none may wait for another.
    private protected override int Concurrency => Follow ? int.MaxValue : DefaultConcurrency;

    private protected override bool WaitingCounts => true;

    private protected override bool OnlyReads => !Follow;

    private protected override IEnumerable<string> Names => ConnectorName;

    private protected override void ProcessConnector(string name, string? region)
    {
        var query = new ConnectorLogQuery
        {
            Tail = Tail,
            Since = Since,
            Until = Until,
            Follow = Follow,
            Level = Level,
            Pattern = PatternOf(name),
        };
        Start(name, name, token => Logs(RegionOr(region)).ReadAsync(name, query, PutAsync, token));
    }

    /// <summary>Puts entries out and waits until they are: a log is larger than memory.</summary>
    private Task PutAsync(IReadOnlyList<ConnectorLogEntry> entries)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Follow)
            Post(Put);
        else
            InOrder(Put);
        return done.Task.WaitAsync(StopToken);

        void Put()
        {
            WriteObject(entries, enumerateCollection: true);
            done.SetResult();
        }
    }

    private Regex? PatternOf(string name)
    {
        try
        {
            return Pattern is null
                ? null
                : new Regex(Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, _longestMatch);
        }
        catch (RegexParseException e)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Pattern: '{Pattern}' is not a regular expression: {e.Message}",
                "Put a backslash before each of . * + ? ( ) [ { ^ $ | \\ that stands for itself.") { ConnectorName = name };
        }
    }
}
