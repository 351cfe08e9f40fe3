using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Planning;

/// <summary>One property of a resource, with its current or its desired value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value in a normal form, so that equal means equal; null if it has none.</param>
/// <param name="Update">
/// What changes it in place; null if AWS cannot change it without a replacement of the resource.
/// </param>
internal sealed record Property(PropertyName Name, string? Value, InPlaceUpdate? Update)
{
    /// <summary>
    /// The key by which <see cref="Redacting.Redaction"/> judges the value; empty for AWS's own properties, whose names say
    /// nothing about secrets: a policy's statement DatabaseSecret grants one and holds none.
    /// </summary>
    public string RedactionKey { get; init; } = "";

    /// <summary>Why it is wanted: the spec fields and configuration keys that ask for it; null where its name says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The policy statements that the value is the text of; null where it is another text.</summary>
    public IReadOnlyList<PolicyStatement>? Statements { get; init; }

    /// <summary>A property that AWS cannot change in place.</summary>
    public static Property Fixed(string field, string? value) => new(new PropertyName(field), value, null);

    /// <summary>The property of a configuration's entry.</summary>
    public static Property Configuration(string key, string value, InPlaceUpdate? update) =>
        new(new PropertyName(PropertyName.Configuration, key), value, update) { RedactionKey = key };

    /// <summary>The property of a tag.</summary>
    public static Property Tag(string key, string value) =>
        new(new PropertyName(PropertyName.Tag, key), value, InPlaceUpdate.Tags) { RedactionKey = key };

    /// <summary>The tags that a resource shall carry, by key.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="reasons">Which spec fields ask for them, by key; those without a reason say it by their names.</param>
    public static IEnumerable<Property> Tags(
        IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string>? reasons = null) => tags
        .OrderBy(t => t.Key, StringComparer.Ordinal)
        .Select(t => Tag(t.Key, t.Value) with { Reason = reasons?.GetValueOrDefault(t.Key) });

    /// <summary>
    /// Of a resource's tags those that the spec names. Others are left alone unless they are to be pruned: an organization's
    /// own tooling may have put them there, and only AWS's state could tell whether we once did.
    /// </summary>
    public static IEnumerable<Property> CurrentTags(
        IEnumerable<KeyValuePair<string, string>> current, IReadOnlyDictionary<string, string> wanted, bool prunes = false) =>
        current.Where(t => wanted.ContainsKey(t.Key) || (prunes && IsForeignTag(t.Key, wanted)))
            .OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => Tag(t.Key, t.Value));

    /// <summary>
    /// Whether the spec does not have a tag that people or their tooling have set: it is neither AWS's own nor one by which
    /// the module remembers something. A fleet is a word of the spec, so its tag is among them.
    /// </summary>
    public static bool IsForeignTag(string key, IReadOnlyDictionary<string, string> wanted) => !wanted.ContainsKey(key)
        && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        && (key == ResourceNames.FleetTag || !key.StartsWith(ResourceNames.ReservedTagPrefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether tags are to be set.</summary>
    public static bool SetsTags(IEnumerable<PropertyChange> changes) =>
        changes.Any(c => c.Update == InPlaceUpdate.Tags && c.Desired is not null);

    /// <summary>The keys of the tags that are to be removed.</summary>
    public static List<string> PrunedTags(IEnumerable<PropertyChange> changes) =>
        [.. changes.Where(c => c.Update == InPlaceUpdate.Tags && c.Desired is null).Select(c => c.Name.Key).OfType<string>()];

    /// <summary>A list whose order means nothing, in its normal form.</summary>
    public static string List(IEnumerable<string>? items) =>
        string.Join(", ", (items ?? []).Order(StringComparer.Ordinal));
}
