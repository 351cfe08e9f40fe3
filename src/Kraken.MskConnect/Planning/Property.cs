using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Planning;

/// <summary>One property of a resource, as it is or as it is wanted.</summary>
/// <param name="Name">Its name, as <see cref="PropertyChange.Property"/> shows it.</param>
/// <param name="Value">Its value in a normal form, so that equal means equal; null where it has none.</param>
/// <param name="InPlace">Whether AWS can change it without making the resource again.</param>
internal sealed record Property(string Name, string? Value, bool InPlace = true)
{
    /// <summary>
    /// The key by which <see cref="Redaction"/> judges the value; empty for AWS's own properties, whose names say
    /// nothing about secrets: a policy's statement DatabaseSecret grants one and holds none.
    /// </summary>
    public string RedactionKey { get; init; } = "";

    /// <summary>The property of a configuration's entry.</summary>
    public static Property Configuration(string key, string value, bool inPlace = true) =>
        new($"Configuration[{key}]", value, inPlace) { RedactionKey = key };

    /// <summary>The property of a tag.</summary>
    public static Property Tag(string key, string value) => new($"Tag[{key}]", value) { RedactionKey = key };

    /// <summary>The tags that a resource shall carry, by key.</summary>
    public static IEnumerable<Property> Tags(IReadOnlyDictionary<string, string> tags) =>
        tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => Tag(t.Key, t.Value));

    /// <summary>
    /// Of a resource's tags those that the spec names. Others are left alone: an organization's own tooling may have
    /// put them there, and only AWS's state could tell whether we once did.
    /// </summary>
    public static IEnumerable<Property> Tags(
        IEnumerable<KeyValuePair<string, string>> current, IReadOnlyDictionary<string, string> wanted) =>
        current.Where(t => wanted.ContainsKey(t.Key)).Select(t => Tag(t.Key, t.Value));

    /// <summary>A list whose order means nothing, in its normal form.</summary>
    public static string List(IEnumerable<string>? items) =>
        string.Join(", ", (items ?? []).Order(StringComparer.Ordinal));
}
