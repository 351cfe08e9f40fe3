using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>
/// The placeholder <c>(keep)</c> that stands in a connector's configuration for a secret that only AWS knows: an
/// exported spec has it in place of every secret in plain text.
/// </summary>
/// <remarks>
/// It may be a whole value, or the secret part of one: <c>jdbc:postgresql://host/db?user=u&amp;password=(keep)</c>.
/// Where the connector exists and has a secret at that place, the placeholder means "as it is": it is no difference,
/// and a change of another key sends the connector's own value along. Where it has none there is nothing to keep, and
/// the spec is refused before anything is sent.
/// </remarks>
public static class KeptSecret
{
    /// <summary>What stands in place of the secret.</summary>
    public const string Placeholder = "(keep)";

    /// <summary>No secret's own text, so that masking finds just the places where a placeholder may stand.</summary>
    private const string Stand = "kept0secret0stand0in";

    /// <summary>The configuration with a placeholder in place of every secret in plain text.</summary>
    /// <param name="configuration">A connector's configuration.</param>
    public static IReadOnlyDictionary<string, string> Hide(IEnumerable<KeyValuePair<string, string>> configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new SortedDictionary<string, string>(
            configuration.ToDictionary(c => c.Key, c => Hide(c.Key, c.Value), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// The spec with placeholders in its configuration, its description and its tags, also for the configuration's own
    /// secrets where those repeat them.
    /// </summary>
    /// <param name="spec">A spec.</param>
    public static ConnectorSpec Hide(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var secrets = KnownSecrets.Of(spec.ConnectorConfiguration);
        return spec with
        {
            ConnectorConfiguration = Hide(spec.ConnectorConfiguration),
            Description = spec.Description is null ? null : HideText(secrets.Remove(spec.Description)),
            CommonTag = spec.CommonTag.ToDictionary(t => t.Key, t => Hide(t.Key, secrets.Remove(t.Value)), StringComparer.Ordinal),
        };
    }

    /// <summary>A text that AWS has, where the one that is asked for is the same but for placeholders.</summary>
    /// <param name="wanted">The text that a spec asks for.</param>
    /// <param name="current">The text that AWS has, or null.</param>
    /// <param name="configuration">The connector's own configuration.</param>
    internal static string? ResolveText(string? wanted, string? current, IReadOnlyDictionary<string, string>? configuration) =>
        wanted is not null && current is not null && wanted.Contains(Placeholder, StringComparison.Ordinal)
        && HideText(KnownSecrets.Of(configuration ?? new Dictionary<string, string>()).Remove(current)) == wanted
            ? current
            : wanted;

    /// <summary>Whether a value is, or has in it, the placeholder of a secret.</summary>
    /// <param name="key">The configuration's key.</param>
    /// <param name="value">The value.</param>
    internal static bool IsIn(string key, string value) =>
        value.Contains(Placeholder, StringComparison.Ordinal)
        && !Hide(key, value.Replace(Placeholder, Stand, StringComparison.Ordinal))
            .Contains(Stand, StringComparison.Ordinal);

    /// <summary>The wanted configuration with the connector's own secrets in the places of the placeholders.</summary>
    /// <param name="wanted">The configuration that a spec asks for.</param>
    /// <param name="current">The connector's configuration; null where there is no connector.</param>
    /// <returns>The configuration; a placeholder for which the connector has no secret stays.</returns>
    internal static IReadOnlyDictionary<string, string> Resolve(
        IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string>? current)
    {
        if (current is null || !wanted.Any(w => w.Value.Contains(Placeholder, StringComparison.Ordinal)))
            return wanted;
        return new SortedDictionary<string, string>(
            wanted.ToDictionary(
                w => w.Key,
                // What the connector has tells a placeholder too: of a token that is one by its own form, the key does not.
                w => w.Value.Contains(Placeholder, StringComparison.Ordinal) && current.GetValueOrDefault(w.Key) is { } now && Hide(w.Key, now) == w.Value
                    ? now
                    : w.Value,
                StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>The fields in which a placeholder is left, sorted.</summary>
    /// <param name="configuration">What <see cref="Resolve"/> gave.</param>
    internal static IReadOnlyList<string> LeftIn(IReadOnlyDictionary<string, string> configuration) =>
    [
        .. configuration.Where(c => IsIn(c.Key, c.Value))
            .Select(c => SpecFinding.ConfigurationField(c.Key))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Refuses a configuration in which a placeholder is left.</summary>
    /// <param name="configuration">What <see cref="Resolve"/> gave.</param>
    /// <param name="connectorName">The connector.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>.</exception>
    internal static void RefuseIn(IReadOnlyDictionary<string, string> configuration, string connectorName)
    {
        var fields = LeftIn(configuration);
        if (fields.Count == 0)
            return;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"{BoundedText.List(fields)} {(fields.Count == 1 ? "has" : "have")} '{Placeholder}', which stands for the "
            + $"secret that the connector '{connectorName}' already has there, but there is none.",
            "Give the value, or preferably a config provider's reference such as "
            + "${secretsmanager:orders/database:password}.")
        {
            ConnectorName = connectorName,
        };
    }

    private static string HideText(string text) =>
        Redaction.Scrub(text).Replace(Redaction.Mask, Placeholder, StringComparison.Ordinal);

    private static string Hide(string key, string value) => Redaction.IsSecret(key, value)
        ? Redaction.Value(key, value)!.Replace(Redaction.Mask, Placeholder, StringComparison.Ordinal)
        : value;
}
