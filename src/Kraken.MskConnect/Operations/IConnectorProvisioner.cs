using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>What to do when a creation fails half-way.</summary>
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

    /// <summary>False returns as soon as AWS accepted the creation; true waits until the connector runs.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>
    /// How long the work may take in all, until the connector runs. Default 30 minutes. A rollback has as long again.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How many workers the account's connectors in the region may have, autoscaling's greatest number counted. Default
    /// 60, which is AWS's quota unless an account has had it raised. Source: Amazon MSK developer guide, MSK Connect
    /// quotas.
    /// </summary>
    public int WorkerQuota { get; init; } = WorkerDemand.DefaultQuota;

    /// <summary>
    /// Whether a connector of that name which was made by other means is taken over and brought to what the spec says, as
    /// by an update with <see cref="UpdateOptions.Adopt"/>. Default false.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>
    /// The plan that was approved: where what is to be done is anything else, nothing is done and
    /// <see cref="KrakenErrorKind.PlanStale"/> or <see cref="KrakenErrorKind.PlanMismatch"/> is thrown. Null, the default,
    /// for none.
    /// </summary>
    public SavedPlan? Plan { get; init; }

    internal PlanSwitches Switches => new(Adopt: Adopt);
}

/// <summary>How <see cref="IConnectorProvisioner.UpdateAsync"/> works.</summary>
public sealed record UpdateOptions
{
    /// <summary>Whether what AWS cannot change in place may be deleted and made again. Default false.</summary>
    public bool AllowReplacement { get; init; }

    /// <summary>
    /// Whether a source that is replaced goes on from the offsets of the one before it, by a worker configuration that
    /// names the old offsets topic. Default false.
    /// </summary>
    public bool KeepOffsets { get; init; }

    /// <summary>
    /// Whether a connector without this module's tags is taken over, with the role, security group and log group that
    /// it uses: they are tagged and managed from then on. Default false.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>
    /// How long the work may take in all: waiting for work of others, each change, deletion and creation. Default 30 minutes.
    /// The time that <see cref="Approve"/> takes does not count.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <inheritdoc cref="CreateOptions.WorkerQuota"/>
    public int WorkerQuota { get; init; } = WorkerDemand.DefaultQuota;

    /// <summary>
    /// Is asked with the plan before the first change; false leaves all as it is. Null, the default, asks nobody.
    /// </summary>
    public Func<ConnectorPlan, CancellationToken, Task<bool>>? Approve { get; init; }

    /// <summary>
    /// The plan that was approved: where what is to be done is anything else, nothing is done and
    /// <see cref="KrakenErrorKind.PlanStale"/> or <see cref="KrakenErrorKind.PlanMismatch"/> is thrown. Null, the default,
    /// for none.
    /// </summary>
    public SavedPlan? Plan { get; init; }

    internal PlanSwitches Switches => new(AllowReplacement, KeepOffsets, Adopt);
}

/// <summary>How <see cref="IConnectorProvisioner.RemoveAsync"/> works.</summary>
public sealed record RemoveOptions
{
    /// <summary>Keep the log group and its events.</summary>
    public bool KeepLogGroup { get; init; }

    /// <summary>Also remove a connector, role, group or log group of ours by name that lacks our ownership tags.</summary>
    public bool IncludeUnowned { get; init; }

    /// <summary>
    /// How long the removal may take in all, until the connector and what it used are gone. Default 20 minutes. The time that
    /// a question takes does not count.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(20);
}

/// <summary>What a removal did.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Removed">What was removed, for example <c>Connector arn:…</c>; empty where nothing was left.</param>
/// <param name="Kept">What was left in place, and why.</param>
public sealed record RemovalResult(string ConnectorName, IReadOnlyList<string> Removed, IReadOnlyList<string> Kept)
{
    /// <summary>What was removed; empty where nothing was left.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Removed { get; init; } = Removed.ToArray();

    /// <summary>What was left in place, and why.</summary>
    public IReadOnlyList<string> Kept { get; init; } = Kept.ToArray();
}

/// <summary>Plans, makes, finds, awaits and removes connectors with all that belongs to them.</summary>
public interface IConnectorProvisioner
{
    /// <summary>
    /// The same for connectors that are worked on together: what AWS has of them is read with list calls once for all,
    /// and their workers are counted together before the first change. Its methods take these specs, side by side.
    /// </summary>
    /// <remarks>
    /// From what the lists say, at most a minute old, it is decided that a connector needs nothing, and plans are made.
    /// Where there is something to do, the connector's own resources are read again before its first change.
    /// </remarks>
    /// <param name="specs">The connectors; for a single one this provisioner itself is returned.</param>
    IConnectorProvisioner ForFleet(IReadOnlyCollection<ConnectorSpec> specs);

    /// <summary>The same for connectors that are removed together.</summary>
    /// <param name="connectorNames">The connectors; for a single one this provisioner itself is returned.</param>
    IConnectorProvisioner ForFleet(IReadOnlyCollection<string> connectorNames);

    /// <summary>Compares the spec with AWS. Read calls only.</summary>
    Task<ConnectorPlan> PlanAsync(ConnectorSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Makes what is missing. Where all matches, changes nothing; where an existing connector differs, throws
    /// <see cref="KrakenErrorKind.ConnectorDiffers"/> and names the differences.
    /// </summary>
    Task<ConnectorResult> CreateAsync(ConnectorSpec spec, CreateOptions options, CancellationToken cancellationToken);

    /// <summary>What <see cref="UpdateAsync"/> would do. Read calls only.</summary>
    Task<ConnectorPlan> PlanUpdateAsync(ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the connector and what it uses to what the spec says: makes what is missing and changes in place what
    /// differs. What can only be replaced throws <see cref="KrakenErrorKind.ConnectorDiffers"/>, unless that is allowed.
    /// </summary>
    /// <returns>The connector; null where <see cref="UpdateOptions.Approve"/> said no.</returns>
    Task<ConnectorResult?> UpdateAsync(ConnectorSpec spec, UpdateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Refuses what would take more workers than the account may have, as <see cref="CreateAsync"/> and
    /// <see cref="UpdateAsync"/> do before their first change. Read calls only.
    /// </summary>
    /// <param name="spec">What the connector is to be; of a fleet all of its connectors are counted.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="growsExisting">Whether connectors that exist are changed too, not only new ones made.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.WorkerQuotaExceeded"/>.</exception>
    Task RefuseBeyondQuotaAsync(
        ConnectorSpec spec, int workerQuota, bool growsExisting, CancellationToken cancellationToken);

    /// <summary>Finds connectors, one at a time; none throws nothing.</summary>
    /// <param name="namePattern">A name; <c>*</c> and <c>?</c> stand for any characters, any one character.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    IAsyncEnumerable<ConnectorResult> FindAsync(string namePattern, CancellationToken cancellationToken);

    /// <summary>Waits until the connector's state is the wanted one, <c>RUNNING</c> or <c>DELETED</c>.</summary>
    Task<ConnectorResult> WaitAsync(
        string connectorName, string state, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>What <see cref="RemoveAsync"/> would delete. Read calls only.</summary>
    Task<ConnectorPlan> PlanRemovalAsync(
        string connectorName, RemoveOptions options, CancellationToken cancellationToken);

    /// <summary>Removes the connector and all that was made for it; nothing left is no error.</summary>
    Task<RemovalResult> RemoveAsync(string connectorName, RemoveOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the connector and all that was made for it, where that is approved. AWS is looked at once for the question
    /// and the removal, and once more only where a person was asked.
    /// </summary>
    /// <param name="connectorName">The connector.</param>
    /// <param name="options">What is removed.</param>
    /// <param name="approve">Is asked before anything is deleted, with what would be.</param>
    /// <param name="cancellationToken">Stops the removal; what is deleted by then stays deleted.</param>
    /// <returns>What was done; null where it was not approved.</returns>
    Task<RemovalResult?> RemoveIfApprovedAsync(
        string connectorName,
        RemoveOptions options,
        Func<RemovalQuestion, CancellationToken, Task<RemovalAnswer>> approve,
        CancellationToken cancellationToken);
}
