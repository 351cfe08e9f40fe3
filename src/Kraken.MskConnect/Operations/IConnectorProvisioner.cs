using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>What to do when a creation fails.</summary>
public enum FailureAction
{
    /// <summary>Keep what was made, to look into it and to run again. The default.</summary>
    Keep,

    /// <summary>Remove what this run made.</summary>
    Rollback,
}

/// <summary>How <see cref="IConnectorProvisioner.CreateAsync"/> works.</summary>
public sealed record CreateOptions
{
    /// <summary>What to do when the creation fails.</summary>
    public FailureAction OnFailure { get; init; } = FailureAction.Keep;

    /// <summary>
    /// False returns as soon as AWS has accepted the creation; true waits until the connector is running.
    /// </summary>
    public bool Wait { get; init; } = true;

    /// <summary>
    /// The maximum time for all work, until the connector is running. Default 30 minutes. A rollback may take the same
    /// time again.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The maximum number of workers of the account's connectors in the region; for autoscaling, the maximum number
    /// counts. Default 60, the AWS default quota. Source: Amazon MSK developer guide, MSK Connect quotas.
    /// </summary>
    public int WorkerQuota { get; init; } = WorkerDemand.DefaultQuota;

    /// <summary>
    /// Whether an existing connector of that name that this module did not create is taken over and updated to match
    /// the spec, as by an update with <see cref="UpdateOptions.Adopt"/>. Default false.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>
    /// The plan that was approved: where what is to be done is anything else, nothing is done and
    /// <see cref="KrakenErrorKind.PlanStale"/> or <see cref="KrakenErrorKind.PlanMismatch"/> is thrown. Null, the default,
    /// for none.
    /// </summary>
    public SavedPlan? Plan { get; init; }

    /// <summary>
    /// Whether the worker log is looked at once for dead tasks, when the connector is running. Default true. A
    /// run that finds nothing to do does not look, as it makes few calls.
    /// </summary>
    public bool TaskCheck { get; init; } = true;

    internal PlanSwitches Switches => new(Adopt: Adopt);
}

/// <summary>How <see cref="IConnectorProvisioner.UpdateAsync"/> works.</summary>
public sealed record UpdateOptions
{
    /// <summary>Whether what AWS cannot change in place may be deleted and created again. Default false.</summary>
    public bool AllowReplacement { get; init; }

    /// <summary>
    /// Whether a replaced source continues from the offsets of its predecessor, with a worker configuration that names
    /// the old offsets topic. Default false.
    /// </summary>
    public bool KeepOffsets { get; init; }

    /// <summary>
    /// Whether a connector without this module's tags is taken over, with the role, security group and log group that
    /// it uses: they are tagged and managed from then on. Default false.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>
    /// Whether MSK Connect changes the connector without its health checks, so that it does not roll the change back if
    /// the connector or its tasks fail. Default false. A paused connector is always changed without them.
    /// </summary>
    public bool SkipHealthCheck { get; init; }

    /// <summary>
    /// Whether tags that the spec does not have are removed from the connector and from what it uses. Tags of AWS and the
    /// module's own stay, but for that of a fleet to which the spec does not belong. Default false.
    /// </summary>
    public bool PruneTags { get; init; }

    /// <summary>
    /// The maximum time for all work: the wait for other operations, each change, deletion and creation. Default 30
    /// minutes. The time that <see cref="Approve"/> takes does not count.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <inheritdoc cref="CreateOptions.WorkerQuota"/>
    public int WorkerQuota { get; init; } = WorkerDemand.DefaultQuota;

    /// <summary>
    /// Called with the plan before the first change; false changes nothing. Null, the default, asks nobody.
    /// </summary>
    public Func<ConnectorPlan, CancellationToken, Task<bool>>? Approve { get; init; }

    /// <summary>
    /// The plan that was approved: where what is to be done is anything else, nothing is done and
    /// <see cref="KrakenErrorKind.PlanStale"/> or <see cref="KrakenErrorKind.PlanMismatch"/> is thrown. Null, the default,
    /// for none.
    /// </summary>
    public SavedPlan? Plan { get; init; }

    /// <inheritdoc cref="CreateOptions.TaskCheck"/>
    public bool TaskCheck { get; init; } = true;

    internal PlanSwitches Switches => new(AllowReplacement, KeepOffsets, Adopt, SkipHealthCheck, PruneTags);
}

/// <summary>How <see cref="IConnectorProvisioner.RemoveAsync"/> works.</summary>
public sealed record RemoveOptions
{
    /// <summary>Keep the log group and its events.</summary>
    public bool KeepLogGroup { get; init; }

    /// <summary>
    /// Also remove a connector, role, group or log group that has the module's name for it but not the ownership tags.
    /// </summary>
    public bool IncludeUnowned { get; init; }

    /// <summary>
    /// The maximum time for the removal, until the connector and the resources that it used are deleted. Default 20
    /// minutes. The time that a question takes does not count.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(20);
}

/// <summary>What a removal did.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Removed">What was removed, for example <c>Connector arn:…</c>; empty if nothing existed.</param>
/// <param name="Kept">What was kept, with the reason.</param>
public sealed record RemovalResult(string ConnectorName, IReadOnlyList<string> Removed, IReadOnlyList<string> Kept)
{
    /// <summary>What was removed; empty if nothing existed.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Removed { get; init; } = Removed.ToArray();

    /// <summary>What was kept, with the reason.</summary>
    public IReadOnlyList<string> Kept { get; init; } = Kept.ToArray();
}

/// <summary>Plans, creates, finds, waits for and removes connectors with all their resources.</summary>
public interface IConnectorProvisioner
{
    /// <summary>
    /// The same for connectors that are worked on together: their resources are read once for all, with list calls, and
    /// their workers are counted together before the first change. Its methods accept these specs, in parallel.
    /// </summary>
    /// <remarks>
    /// Lists that are at most a minute old are used to create plans and to decide that a connector needs no change. If
    /// it needs a change, the connector's own resources are read again before the first change.
    /// </remarks>
    /// <param name="specs">The connectors; for a single one this provisioner itself is returned.</param>
    IConnectorProvisioner ForFleet(IReadOnlyCollection<ConnectorSpec> specs);

    /// <summary>The same for connectors that are removed together.</summary>
    /// <param name="connectorNames">The connectors; for a single one this provisioner itself is returned.</param>
    IConnectorProvisioner ForFleet(IReadOnlyCollection<string> connectorNames);

    /// <summary>Compares the spec with AWS. Read calls only.</summary>
    Task<ConnectorPlan> PlanAsync(ConnectorSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Creates what is missing. If everything matches, changes nothing; if an existing connector differs, throws <see
    /// cref="KrakenErrorKind.ConnectorDiffers"/> and names the differences.
    /// </summary>
    Task<ConnectorResult> CreateAsync(ConnectorSpec spec, CreateOptions options, CancellationToken cancellationToken);

    /// <summary>What <see cref="UpdateAsync"/> would do. Read calls only.</summary>
    Task<ConnectorPlan> PlanUpdateAsync(ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Updates the connector and the resources that it uses to match the spec: creates what is missing and changes in
    /// place what differs. If something can only be replaced, throws <see cref="KrakenErrorKind.ConnectorDiffers"/>,
    /// unless replacement is allowed.
    /// </summary>
    /// <returns>The connector; null if <see cref="UpdateOptions.Approve"/> returned false.</returns>
    Task<ConnectorResult?> UpdateAsync(ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Throws if the account would exceed its quota of workers, as <see cref="CreateAsync"/> and <see
    /// cref="UpdateAsync"/> do before their first change. Read calls only.
    /// </summary>
    /// <param name="spec">The connector's spec; for a fleet, all its connectors are counted.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="growsExisting">Whether existing connectors are changed too, not only new ones created.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.WorkerQuotaExceeded"/>.</exception>
    Task RefuseBeyondQuotaAsync(
        ConnectorSpec spec, int workerQuota, bool growsExisting, CancellationToken cancellationToken);

    /// <summary>Finds connectors, one at a time; none throws nothing.</summary>
    /// <param name="namePattern">A name; <c>*</c> and <c>?</c> stand for any characters, any one character.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    IAsyncEnumerable<ConnectorResult> FindAsync(string namePattern, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the connector's state is the wanted one: <c>RUNNING</c>, <c>PAUSED</c> or <c>DELETED</c>.
    /// </summary>
    /// <param name="connectorName">The connector's exact name.</param>
    /// <param name="state">The state; null for RUNNING or PAUSED, whichever comes.</param>
    /// <param name="timeout">The maximum time to wait.</param>
    /// <param name="taskCheck">Whether the worker log is looked at once for dead tasks, when the connector is running.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.ConnectorFailed"/>, <see cref="KrakenErrorKind.TaskFailed"/>: why it does not work;
    /// <see cref="KrakenErrorKind.TimedOut"/>; <see cref="KrakenErrorKind.NotFound"/>;
    /// <see cref="KrakenErrorKind.RequestRefused"/>: it is paused, or runs, and nobody is at work to change that.
    /// </exception>
    Task<ConnectorResult> WaitAsync(
        string connectorName, string? state, TimeSpan timeout, bool taskCheck, CancellationToken cancellationToken);

    /// <summary>Pauses, resumes or restarts a connector; one that already has the state is returned unchanged.</summary>
    /// <param name="connectorName">The connector's exact name.</param>
    /// <param name="change">What is done.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the waiting; what has begun goes on.</param>
    /// <returns>The connector; null if <see cref="StateOptions.Approve"/> returned false.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.RequestRefused"/>: its state does not allow it; <see cref="KrakenErrorKind.NotFound"/>;
    /// <see cref="KrakenErrorKind.ConnectorFailed"/>; <see cref="KrakenErrorKind.UpdateFailed"/>: MSK Connect did not do it;
    /// <see cref="KrakenErrorKind.TaskFailed"/>: it runs, and tasks of it are dead; <see cref="KrakenErrorKind.TimedOut"/>.
    /// </exception>
    Task<ConnectorResult?> ChangeStateAsync(
        string connectorName, ConnectorStateChange change, StateOptions options, CancellationToken cancellationToken);

    /// <summary>What <see cref="RemoveAsync"/> would delete. Read calls only.</summary>
    Task<ConnectorPlan> PlanRemovalAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken);

    /// <summary>Removes the connector and all that was made for it; nothing left is no error.</summary>
    Task<RemovalResult> RemoveAsync(string connectorName, RemoveOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the connector and everything that was created for it, if that is approved. AWS is read once for the
    /// question and the removal, and once more only if a user was asked.
    /// </summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="options">What is removed.</param>
    /// <param name="approve">Called before anything is deleted, with what would be deleted.</param>
    /// <param name="cancellationToken">Stops the removal; what is deleted by then stays deleted.</param>
    /// <returns>What was done; null if it was not approved.</returns>
    Task<RemovalResult?> RemoveIfApprovedAsync(
        string connectorName,
        RemoveOptions options,
        Func<RemovalQuestion, CancellationToken, Task<RemovalAnswer>> approve,
        CancellationToken cancellationToken);
}
