using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// One resource of one connector. It observes, describes, creates, changes and deletes itself and nothing else: the engine
/// decides what to do, and in which order.
/// </summary>
/// <remarks>
/// It does not translate AWS's exceptions, because the caller may be able to handle them; <see cref="Aws.AwsErrors"/>
/// translates those that reach the top. Optional members have a default implementation here.
/// </remarks>
internal interface IResource
{
    /// <summary>The kind's name, for example <c>SecurityGroup</c>.</summary>
    string Kind { get; }

    /// <summary>The resource's name.</summary>
    string Name { get; }

    /// <summary>Its ARN or id; null where it does not exist.</summary>
    string? Identifier { get; }

    /// <summary>Whether it existed when it was last looked at, or was made since.</summary>
    bool Exists { get; }

    /// <summary>Whether it carries our ownership tags for this connector.</summary>
    bool IsOurs { get; }

    /// <summary>The tags that it has; empty where it does not exist.</summary>
    IReadOnlyDictionary<string, string> CurrentTags { get; }

    /// <summary>The resources that must exist before this one, and may go only after it.</summary>
    IReadOnlyList<IResource> DependsOn => [];

    /// <summary>
    /// The resource that it is a part of, after which it is made. It is read by that one, and kept where that one is kept;
    /// null where it stands for itself.
    /// </summary>
    IResource? PartOf => null;

    /// <summary>The changes that <see cref="UpdateAsync"/> carries out; no property in place names another one.</summary>
    IReadOnlyList<InPlaceUpdate> Updates { get; }

    /// <summary>
    /// Whether it is the connector itself. People and other runs change that too, so that what differs since it was looked at
    /// is told and not overwritten.
    /// </summary>
    bool IsPrimary => false;

    /// <summary>Whether only some connectors have one, so that nobody looks for it without a reason.</summary>
    bool IsOptional => false;

    /// <summary>Whether the connector is to have it. An optional one that is not wanted is in no plan.</summary>
    bool IsWanted => true;

    /// <summary>
    /// Whether its changes are made before a connector is deleted that is made again: they may fail, and take nothing from a
    /// connector that runs.
    /// </summary>
    bool ChangesBeforeReplacement => false;

    /// <summary>Reads it from AWS.</summary>
    Task ObserveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes another resource for the connector's than the one of our name, where that exists and may be taken: the one that
    /// the connector refers to, or our tags do.
    /// </summary>
    /// <param name="reference">What refers to it, and how.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task FollowAsync(ResourceReference reference, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes note of what the connector's other resources are called, once all have followed their references.</summary>
    /// <param name="all">All resources of the connector.</param>
    void Link(IReadOnlyList<IResource> all)
    {
    }

    /// <summary>
    /// The tag by which another resource remembers its name where that is not ours to derive; null where none does.
    /// </summary>
    string? ReferenceTag => null;

    /// <summary>Whether it has the name that we give.</summary>
    bool HasOwnName => true;

    /// <summary>
    /// Whether its tags remember the names of the others, which are found by them once the connector is gone. It is the last
    /// to be deleted then.
    /// </summary>
    bool RemembersOthers => false;

    /// <summary>
    /// The names that its tags remember, by <see cref="ReferenceTag"/>, where it is found by its tags alone; empty where it
    /// remembers none. Of a connector that was adopted and is gone.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> RecallAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>Its properties as they are; empty where it does not exist.</summary>
    IEnumerable<Property> Current();

    /// <summary>Its properties as the spec wants them, in the order in which they are shown.</summary>
    IEnumerable<Property> Desired();

    /// <summary>
    /// What is to be done about it, as a person is shown it: in what it means, where the properties alone do not say that.
    /// What is done follows from the properties.
    /// </summary>
    ResourcePlan Show(ResourcePlan plan) => plan;

    /// <summary>Why it may not be taken over, for example since AWS manages it; empty where it may.</summary>
    IEnumerable<string> AdoptionObstacles() => [];

    /// <summary>What a connector that is made again would lack of what others must provide. Read calls only.</summary>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<MissingPrerequisite>> FindMissingPrerequisitesAsync(int workerQuota, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MissingPrerequisite>>([]);

    /// <summary>Makes it, with its ownership tags in the creating call.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Looks once more at one that this run has made, and mends what AWS has put into it by itself.</summary>
    Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Changes in place what differs.</summary>
    Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Changes what differs as far as that takes nothing away, so that what runs and what is to run both have what they
    /// need. Where a change can take nothing away from a connector, all of it.
    /// </summary>
    Task WidenAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) =>
        UpdateAsync(changes, cancellationToken);

    /// <summary>Deletes it; that it is already gone is no error.</summary>
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether an error says that AWS already has what we asked for: an earlier attempt took effect and its answer was
    /// lost, or another run was faster. Then the resource must be looked at again.
    /// </summary>
    bool IsAlreadyDone(AmazonServiceException error);

    /// <summary>Why it cannot be deleted, or null; for example since somebody else attached something to it.</summary>
    /// <param name="includeUnowned">Whether what is not ours may go with it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<string?> FindObstacleAsync(bool includeUnowned, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);
}
