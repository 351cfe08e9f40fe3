namespace Kraken.MskConnect.Redacting;

/// <summary>
/// Keeps secrets out of everything that a person or a log can read. A value is secret where its key looks secret
/// (password, secret, token, key material; <c>Redacting/secret-keys.txt</c> says which), or where its own form does,
/// unless it is a reference that a Kafka Connect config provider resolves at run time, for example
/// <c>${secretsmanager:orders/database:password}</c>.
/// </summary>
public static class Redaction
{
    /// <summary>What stands in place of a secret value.</summary>
    public const string Mask = "(sensitive)";

    /// <summary>What stands in place of a secret value that differs from the one before.</summary>
    public const string ChangedMask = "(sensitive, changed)";

    /// <summary>Whether values under this key are secret.</summary>
    /// <param name="key">A configuration key, a spec field, a tag key or a JSON property name.</param>
    public static bool IsSecretKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return SecretKeys.Instance.IsSecretKey(key);
    }

    /// <summary>
    /// Whether the value is nothing but a config provider's reference, <c>${provider:path:key}</c>, which is shown.
    /// </summary>
    /// <param name="value">A configuration value.</param>
    public static bool IsReference(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return References.IsWhole(value);
    }

    /// <summary>Whether this entry holds a secret in plain text.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">The entry's value.</param>
    public static bool IsSecret(string key, string? value) =>
        !string.IsNullOrEmpty(value) && !References.IsHarmless(value)
        && (IsWhollySecret(key, value) || (!IsLogin(key, value) && SecretScan.Find(value, isValue: true).Count > 0));

    /// <summary>The value as it may be shown: whole where harmless, else with every secret masked.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">The entry's value, or null.</param>
    public static string? Value(string key, string? value) =>
        string.IsNullOrEmpty(value) || References.IsHarmless(value) ? value
        : IsWhollySecret(key, value) ? Mask
        : IsLogin(key, value) ? value
        : SecretScan.Replace(value, SecretScan.Find(value, isValue: true), Mask);

    /// <summary>Two values of one key as a difference may show them.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="current">The value now, or null where there is none.</param>
    /// <param name="desired">The value to be, or null where there is to be none.</param>
    /// <returns>
    /// Both as they may be shown. Where masking would make them look equal, <c>Desired</c> reads
    /// <see cref="ChangedMask"/>.
    /// </returns>
    public static (string? Current, string? Desired) Change(string key, string? current, string? desired)
    {
        var (shownCurrent, shownDesired) = (Value(key, current), Value(key, desired));
        var hidden = shownCurrent == shownDesired && !string.Equals(current, desired, StringComparison.Ordinal);
        return (shownCurrent, hidden ? ChangedMask : shownDesired);
    }

    /// <summary>Removes from a free text whatever looks like a secret by its surroundings or its form.</summary>
    /// <param name="text">A log line, an error message, a URL, …; null gives an empty text.</param>
    public static string Scrub(string? text) => string.IsNullOrEmpty(text)
        ? ""
        : SecretScan.Replace(text, SecretScan.Find(text, isValue: false), Mask);

    /// <summary>
    /// Removes from a free text every secret value of a configuration, wherever it stands, and whatever else looks
    /// like a secret.
    /// </summary>
    /// <param name="text">A log line, an error message, …; null gives an empty text.</param>
    /// <param name="configuration">The connector's configuration, or null where it is not known.</param>
    public static string Scrub(string? text, IEnumerable<KeyValuePair<string, string>>? configuration) =>
        string.IsNullOrEmpty(text) ? ""
        : configuration is null ? Scrub(text)
        : Scrub(KnownSecrets.Of(configuration).Remove(text));

    /// <summary>Whether the whole value is a secret, not a part of it.</summary>
    internal static bool IsWhollySecret(string key, string value) => SecretKeys.Instance.IsSecretKey(key)
        ? !IsLogin(key, value)
        : SecretKeys.Instance.IsByForm(key) && !TellsByForm(value);

    /// <summary>Whether the value is an address or has pairs of names and values, of which each is judged by itself.</summary>
    internal static bool TellsByForm(ReadOnlySpan<char> value)
    {
        // The beginning tells, and a text may have very many such keys.
        value = value[..Math.Min(value.Length, 1_024)];
        if (value.Contains("://", StringComparison.Ordinal) || value.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase))
            return true;
        var equals = value.IndexOf('=');
        return equals > 0 && equals + 1 < value.Length && char.IsLetterOrDigit(value[equals - 1]) && value[equals + 1] != '=';
    }

    /// <summary>Whether this is a JAAS configuration that gives no password in plain text.</summary>
    private static bool IsLogin(string key, string value) =>
        key.Contains("jaas", StringComparison.OrdinalIgnoreCase) && JaasLine.HoldsNoSecret(value);
}
