namespace Kraken.MskConnect.Planning;

/// <summary>Names a property of a resource: a field, or one entry of a field that holds several.</summary>
/// <param name="Field">The field, for example <c>RolePath</c> or <c>Tag</c>.</param>
/// <param name="Key">The entry, for example a tag's key; null if the field has a single value.</param>
public sealed record PropertyName(string Field, string? Key = null)
{
    /// <summary>The field of a resource's tags, by key.</summary>
    public const string Tag = "Tag";

    /// <summary>The field of a connector's configuration, by Kafka Connect's property names.</summary>
    public const string Configuration = "Configuration";

    /// <summary>The field of a resource's description.</summary>
    public const string Description = "Description";

    /// <summary>Whether people write its values, so that one may hold any text, a secret among them.</summary>
    internal bool IsFreeText => Field is Tag or Configuration or Description;

    /// <summary>Reads a name as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">The text, for example <c>Tag[owner]</c>.</param>
    public static PropertyName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = text.IndexOf('[', StringComparison.Ordinal);
        return open > 0 && text.EndsWith(']')
            ? new PropertyName(text[..open], text[(open + 1)..^1])
            : new PropertyName(text);
    }

    /// <summary>The field, and in brackets the entry, for example <c>Tag[owner]</c>.</summary>
    public override string ToString() => Key is null ? Field : $"{Field}[{Key}]";
}
