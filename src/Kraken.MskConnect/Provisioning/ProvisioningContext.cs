using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Provisioning.Fleets;

namespace Kraken.MskConnect.Provisioning;

/// <summary>What every step of work on one connector needs: the clients, the clock, and whom to tell.</summary>
/// <param name="ConnectorName">The connector that the work is for.</param>
/// <param name="Aws">The service clients.</param>
/// <param name="Clock">Tells the time and delays.</param>
/// <param name="Observer">Is told what happens.</param>
internal sealed record ProvisioningContext(
    string ConnectorName, ServiceClients Aws, TimeProvider Clock, IProvisioningObserver Observer)
{
    // One for all copies of the record: what one step has read, no step may tell.
    private readonly Seen _seen = new();

    /// <summary>The configuration whose secrets must not be told; null where none is known.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>
    /// Whether to look also for what somebody added to the role: further policies, inline and attached. Takes two calls
    /// more, so a creation, which changes nothing of what is there, goes without.
    /// </summary>
    public bool SeesAdditions { get; init; }

    /// <summary>The connectors that this one is worked on together with; null where it is alone.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>
    /// What to look at in place of AWS; null for AWS itself. Set only where nothing is changed by what is seen.
    /// </summary>
    public Estate? Estate { get; init; }

    /// <summary>
    /// Whether the search for the connector is to find all connectors of the region, which takes no call more where
    /// they fit on a page: a creation counts their workers.
    /// </summary>
    public bool ListsAllConnectors { get; init; }

    /// <summary>All connectors of the region as the search has found them; null where it was for the one alone.</summary>
    public IReadOnlyList<ConnectorSummary>? AllConnectors => _seen.Connectors;

    /// <summary>How long to wait for a connector that is being deleted.</summary>
    public TimeSpan DeletionTimeout { get; init; } = new RemoveOptions().Timeout;

    /// <summary>How long to wait for a connector that is being changed or made.</summary>
    public TimeSpan UpdateTimeout { get; init; } = new UpdateOptions().Timeout;

    /// <summary>Makes one call, tells of it, and notes its name on the exception where it fails.</summary>
    /// <param name="action">The call's name as IAM knows it, for example <c>iam:CreateRole</c>.</param>
    /// <param name="call">The call.</param>
    public async Task<T> CallAsync<T>(string action, Func<Task<T>> call)
    {
        Detail($"Calling {action}");
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            AwsErrors.NoteAction(e, action);
            throw;
        }
    }

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
    public void Progress(string message, int percentComplete = -1, string? state = null) =>
        Report(ProvisioningEventLevel.Progress, message, percentComplete, state);

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
    public string Scrub(string? text) =>
        Redaction.Scrub(_seen.Configuration is { } seen ? Redaction.Scrub(text, seen) : text, Configuration);

    private void Report(ProvisioningEventLevel level, string message, int percentComplete = -1, string? state = null)
    {
        // Scrubbing costs more than all else about a message: not for nobody.
        if (Observer is SilentObserver)
            return;
        Observer.Report(new ProvisioningEvent(level, ConnectorName, Scrub(message))
        {
            PercentComplete = percentComplete,
            State = state,
        });
    }

    private sealed class Seen
    {
        public volatile IReadOnlyDictionary<string, string>? Configuration;
        public volatile IReadOnlyList<ConnectorSummary>? Connectors;
    }
}
