using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// One resource of one connector. It can observe, describe, create, change and delete itself and nothing else: what to
/// do, and in which order, is decided by those who hold it.
/// </summary>
/// <remarks>
/// AWS's own exceptions come out of it untranslated, since who calls may know how to go on;
/// <see cref="Aws.AwsErrors"/> translates those that reach the top.
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

    /// <summary>The resources that must exist before this one, and may go only after it.</summary>
    IReadOnlyList<IResource> DependsOn { get; }

    /// <summary>The changes that <see cref="UpdateAsync"/> carries out; no property in place names another one.</summary>
    IReadOnlyList<InPlaceUpdate> Updates { get; }

    /// <summary>Reads it from AWS.</summary>
    Task ObserveAsync(CancellationToken cancellationToken);

    /// <summary>Its properties as they are; empty where it does not exist.</summary>
    IEnumerable<Property> Current();

    /// <summary>Its properties as the spec wants them, in the order in which they are shown.</summary>
    IEnumerable<Property> Desired();

    /// <summary>
    /// What is to be done about it, as a person is shown it: in what it means, where the properties alone do not say that.
    /// What is done follows from the properties.
    /// </summary>
    ResourcePlan Show(ResourcePlan plan) => plan;

    /// <summary>Makes it, with its ownership tags in the creating call.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

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
