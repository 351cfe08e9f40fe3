using Tags = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Kraken.MskConnect.Reconciling;

/// <summary>A resource of any connector, as a list call returns it, with its tags.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identifier">Its ARN or id.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="CreationTime">When it was created, in UTC; null if AWS does not return it.</param>
internal sealed record OwnedResource(string Name, string Identifier, Tags Tags, DateTime? CreationTime);

/// <summary>
/// Finds the resources of a kind that this module created for connectors that the list of connectors does not contain.
/// Makes read calls only.
/// </summary>
internal abstract class OwnedListing
{
    /// <summary>How many single questions are asked at once.</summary>
    public const int AtOnce = 8;

    /// <summary>
    /// Whether the resources remember by their tags what others of their connector are called, so that they are found first.
    /// </summary>
    public virtual bool RemembersOthers => false;

    /// <summary>The tag by which others remember the name of one; null where none does.</summary>
    public virtual string? ReferenceTag => null;

    /// <summary>Lists what may be ours by its name or tags, before the connectors are listed.</summary>
    public abstract Task ReadAsync(CancellationToken cancellationToken);

    /// <summary>Those of the list that none of the connectors accounts for by its name, with their tags.</summary>
    /// <param name="connectors">The names of the connectors that exist.</param>
    /// <param name="remembered">Names that other resources remember; those are looked at whatever they are.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public abstract Task<IReadOnlyList<OwnedResource>> FindAsync(
        IReadOnlySet<string> connectors, IReadOnlySet<string> remembered, CancellationToken cancellationToken);

    /// <summary>Whether one has the name that one for that connector would have.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="connectorName">The connector.</param>
    public abstract bool IsNameFor(string name, string connectorName);

    /// <summary>Those of some that something uses although no connector is seen: what uses each, in words.</summary>
    /// <param name="identifiers">Their ARNs or ids.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public virtual Task<IReadOnlyDictionary<string, string>> FindUsersAsync(
        IReadOnlyCollection<string> identifiers, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>Those that exist still, each with its tags.</summary>
    protected static async Task<List<(T Item, Tags Tags)>> TaggedAsync<T>(IEnumerable<T> items, Func<T, Task<Tags?>> tags)
    {
        var tagged = new List<(T, Tags)>();
        foreach (var some in items.Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(tags));
            tagged.AddRange(some.Zip(found).Where(t => t.Second is not null).Select(t => (t.First, t.Second!)));
        }

        return tagged;
    }
}
