using System.Runtime.CompilerServices;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Reconciling;

/// <summary>What every step of the work on one connector needs: the clients, the clock and the observer.</summary>
/// <param name="ConnectorName">The connector that the work is for.</param>
/// <param name="Aws">The service clients.</param>
/// <param name="Clock">Tells the time and delays.</param>
/// <param name="Observer">Receives the events.</param>
internal sealed record ProvisioningContext(
    string ConnectorName, ServiceClients Aws, TimeProvider Clock, IProvisioningObserver Observer)
{
    /// <summary>The context of work whose caller may leave out who is told and who tells the time.</summary>
    /// <param name="connectorName">The connector that the work is for.</param>
    /// <param name="aws">The service clients.</param>
    /// <param name="observer">Receives the events; null for nobody.</param>
    /// <param name="clock">Tells the time and delays; null for the system's.</param>
    public static ProvisioningContext For(
        string connectorName, ServiceClients aws, IProvisioningObserver? observer, TimeProvider? clock) =>
        new(connectorName, aws, clock ?? TimeProvider.System, observer ?? SilentObserver.Instance);

    // One for all copies of the record: what one step has read, no step may tell.
    private readonly Seen _seen = new();

    /// <summary>The configuration whose secrets must not be told; null where none is known.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>
    /// Whether to look also for what somebody added to the role: further policies, inline and attached. Takes two calls
    /// more, so a creation, which changes nothing of what is there, goes without.
    /// </summary>
    public bool SeesAdditions { get; init; }

    /// <summary>What is read once for all connectors that this one is worked on together with; null where it is alone.</summary>
    public Inventory? Fleet { get; init; }

    /// <summary>
    /// What to look at in place of AWS; null for AWS itself. Set only where nothing is changed by what is seen.
    /// </summary>
    public Inventory? Inventory { get; init; }

    /// <summary>
    /// Whether the search for the connector is to find all connectors of the region, which takes no call more where
    /// they fit on a page: a creation counts their workers.
    /// </summary>
    public bool ListsAllConnectors { get; init; }

    /// <summary>All connectors of the region as the search has found them; null where it was for the one alone.</summary>
    public IReadOnlyList<ConnectorSummary>? AllConnectors => _seen.Connectors;

    /// <summary>Whether MSK Connect is to change the connector without its health checks, which decide on a rollback.</summary>
    public bool SkipsHealthChecks { get; init; }

    /// <summary>Whether tags that the spec does not have are removed.</summary>
    public bool PrunesTags { get; init; }

    /// <summary>Until when the work must be done.</summary>
    public Deadline Deadline { get; init; } = Deadline.Never;

    /// <summary>The call that was made last, as IAM knows it; null where there was none.</summary>
    public string? LastCall => _seen.Call;

    /// <summary>Makes one call, tells of it, and notes its name on the exception where it fails.</summary>
    /// <param name="action">The call's name as IAM knows it, for example <c>iam:CreateRole</c>.</param>
    /// <param name="call">The call.</param>
    public async Task<T> CallAsync<T>(string action, Func<Task<T>> call)
    {
        _seen.Call = action;
        var start = Clock.GetTimestamp();
        try
        {
            var answer = await call();
            TellCall(action, "OK", start);
            return answer;
        }
        catch (Exception e)
        {
            AwsErrors.NoteAction(e, action);
            TellCall(action, e is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code : e.GetType().Name, start);
            throw;
        }
    }

    /// <summary>Does work that only reads.</summary>
    /// <exception cref="KrakenException">AWS refused a call.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw AwsErrors.Translate(e, ConnectorName, Scrub);
        }
    }

    /// <summary>Waits, and no longer than there is time.</summary>
    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(Deadline.AtMost(delay), Clock, cancellationToken);

    /// <summary>Waits for AWS's own work, so that others may go on meanwhile.</summary>
    /// <param name="wait">Waits, and looks now and then whether AWS is done.</param>
    public async Task<T> WhileAwsWorksAsync<T>(Func<Task<T>> wait)
    {
        var outcome = default(T);
        await Observer.WhileAwsWorksAsync(async () => outcome = await wait());
        return outcome!;
    }

    /// <inheritdoc cref="WhileAwsWorksAsync{T}"/>
    public Task WhileAwsWorksAsync(Func<Task> wait) => Observer.WhileAwsWorksAsync(wait);

    /// <summary>Tells of a step or state, for a progress bar.</summary>
    public void Progress(string message, int percentComplete = -1, string? state = null) => Report(
        ProvisioningEventLevel.Progress, message, e => e with { PercentComplete = Share.Of(percentComplete), State = OneLine(state) });

    /// <summary>Tells, at each look, that AWS is still at work.</summary>
    /// <param name="step">What is waited for; the same at each look.</param>
    /// <param name="elapsed">How long it has taken; null where the bar is to stay where it is.</param>
    /// <param name="start">Where the bar begins, in work that has one phase.</param>
    /// <param name="state">The connector's state, where it is known.</param>
    /// <param name="detail">What else there is to say, which may change from look to look.</param>
    public void Waiting(string step, TimeSpan? elapsed = null, int start = 0, string? state = null, string detail = "")
    {
        var usual = UsualTime.Of(state);
        Report(ProvisioningEventLevel.Progress, step + detail, e => e with
        {
            IsWait = true,
            Step = Shown(step),
            State = OneLine(state),
            UsualMinutes = usual.Minutes,
            PercentComplete = elapsed is { } time ? Share.While(start, time, usual.Typical) : -1,
        });
    }

    /// <summary>The part of the progress bar that the work has from now on.</summary>
    public ProgressShare Share
    {
        get => _seen.Share;
        set => _seen.Share = value;
    }

    /// <summary>Tells a detail.</summary>
    public void Detail(string message) => Report(ProvisioningEventLevel.Detail, message);

    /// <summary>Tells what the user should know although the work goes on.</summary>
    public void Warn(string message) => Report(ProvisioningEventLevel.Warning, message);

    /// <summary>
    /// Notes a configuration read from AWS: its secrets must not be told either, and a spec may not know them.
    /// </summary>
    public void Protect(IReadOnlyDictionary<string, string>? configuration) => _seen.Configuration = configuration;

    /// <summary>Notes all connectors of the region.</summary>
    public void NoteAllConnectors(IReadOnlyList<ConnectorSummary> connectors) => _seen.Connectors = connectors;

    /// <summary>The text without any secret.</summary>
    public string Scrub(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        text = _seen.Secrets(_seen.Configuration)?.Remove(text) ?? text;
        text = _seen.Secrets(Configuration)?.Remove(text) ?? text;
        return Redaction.Scrub(text);
    }

    /// <summary>A foreign text as it may be shown: on one line, without any secret, and without commands.</summary>
    public string Shown(string? text) => ForeignText.OneLine(Scrub(text));

    /// <summary>A plan as it may be shown.</summary>
    public ConnectorPlan Shown(ConnectorPlan plan) => plan with
    {
        ConnectorName = ForeignText.OneLine(plan.ConnectorName),
        Region = ForeignText.OneLine(plan.Region),
        // Arrays: PowerShell cannot index the lists that collection expressions make.
        Resources = plan.Resources.Select(Shown).ToArray(),
        AcceptedFindings = plan.AcceptedFindings.Select(f => f with { Message = Shown(f.Message), AcceptedBecause = Shown(f.AcceptedBecause) }).ToArray(),
    };

    /// <inheritdoc cref="Shown(ConnectorPlan)"/>
    public ResourcePlan Shown(ResourcePlan plan) => plan with
    {
        Name = ForeignText.OneLine(plan.Name),
        Identifier = plan.Identifier is null ? null : ForeignText.OneLine(plan.Identifier),
        Note = plan.Note is null ? null : Shown(plan.Note),
        Changes = plan.Changes.Select(c => c with
        {
            Name = Shown(c.Name),
            Current = Shown(c.Name, c.Current),
            Desired = Shown(c.Name, c.Desired),
            // Our own words, and names of fields and keys.
            Reason = c.Reason is null ? null : ForeignText.OneLine(c.Reason),
        }).ToArray(),
    };

    private static PropertyName Shown(PropertyName name) =>
        new(name.Field, name.Key is null ? null : ForeignText.OneLine(name.Key));

    // A policy or a rule is made of names, of which one may be a weak password; people write the other texts.
    private string? Shown(PropertyName property, string? value) => value is null ? null
        : property.IsFreeText ? Shown(value)
        // A difference in access has a line for each resource.
        : ForeignText.Lines(value);

    private void TellCall(string action, string outcome, long start) => Report(
        ProvisioningEventLevel.Call, $"{action}: {outcome}, {Clock.GetElapsedTime(start).TotalMilliseconds:0} ms");

    private void Report(
        ProvisioningEventLevel level, string message, Func<ProvisioningEvent, ProvisioningEvent>? complete = null)
    {
        // Scrubbing costs more than all else about a message: not for nobody.
        if (Observer is SilentObserver)
            return;
        var happened = new ProvisioningEvent(level, ForeignText.OneLine(ConnectorName), Shown(message));
        Observer.Report(complete is null ? happened : complete(happened));
    }

    private static string? OneLine(string? text) => text is null ? null : ForeignText.OneLine(text);

    private sealed class Seen
    {
        public volatile IReadOnlyDictionary<string, string>? Configuration;
        public volatile IReadOnlyList<ConnectorSummary>? Connectors;
        public volatile string? Call;
        public volatile ProgressShare Share = ProgressShare.Whole;

        // Finding the secrets of a configuration is dear, and every event asks for them.
        private readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, KnownSecrets> _secrets = [];

        public KnownSecrets? Secrets(IReadOnlyDictionary<string, string>? configuration) =>
            configuration is null ? null : _secrets.GetValue(configuration, c => KnownSecrets.Of(c));
    }
}
