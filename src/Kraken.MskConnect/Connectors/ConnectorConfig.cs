namespace Kraken.MskConnect.Connectors;

/// <summary>A connector's configuration, as Kafka Connect reads it, and where the connector runs.</summary>
/// <param name="values">The configuration's keys and values.</param>
internal sealed class ConnectorConfig(IReadOnlyDictionary<string, string> values)
{
    internal const string ClassKey = "connector.class";
    internal const string TopicsKey = "topics";
    internal const string TopicsRegexKey = "topics.regex";

    /// <summary>Begins a key where it is one of the worker configuration.</summary>
    internal const string WorkerKeyStart = "worker:";

    private const string ProviderStart = "config.providers.";
    private const string ProviderClassEnd = ".class";

    private static readonly Dictionary<string, string> _none = [];

    /// <summary>The connector's name.</summary>
    internal string Name { get; init; } = "";

    internal bool IsSource { get; init; }

    internal bool IsSink { get; init; }

    internal string Region { get; init; } = "";

    internal string AccountId { get; init; } = "";

    /// <summary>The region's partition, for example <c>aws-cn</c>.</summary>
    internal string Partition { get; init; } = "aws";

    /// <summary>The version of Kafka Connect, for example <c>3.7.x</c>.</summary>
    internal string KafkaConnectVersion { get; init; } = "";

    /// <summary>The properties of the worker configuration; null where they are not known.</summary>
    internal IReadOnlyDictionary<string, string>? WorkerProperties { get; init; }

    internal IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The value of <c>connector.class</c>, or empty.</summary>
    internal string Class => Get(ClassKey) ?? "";

    /// <summary>The class's name without its package.</summary>
    internal string ClassName => Class[(Class.LastIndexOf('.') + 1)..];

    /// <summary>Whether it runs Kafka Connect 2.x, which lacks much of what 3.x has.</summary>
    internal bool IsKafkaConnect2 => KafkaConnectVersion.StartsWith("2.", StringComparison.Ordinal);

    /// <summary>A value, or null where it is missing or blank.</summary>
    internal string? Get(string key) =>
        values.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A value of the worker configuration, or null where it is missing or blank, or nothing is known of it.</summary>
    internal string? GetOfWorker(string key) =>
        WorkerProperties?.GetValueOrDefault(key) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>
    /// The class of a config provider, as the worker configuration declares it, or where that was not read the connector's
    /// own; null where neither does.
    /// </summary>
    internal string? ProviderClass(string provider) =>
        GetOfWorker(ProviderClassKey(provider)) ?? Get(ProviderClassKey(provider));

    /// <summary>A parameter of a config provider's declaration, for example <c>region</c>; null where none is given.</summary>
    internal string? ProviderParameter(string provider, string name) =>
        GetOfWorker(ProviderKey(provider, name)) ?? Get(ProviderKey(provider, name));

    /// <summary>The config providers that have a class, each once.</summary>
    internal IEnumerable<(string Provider, string Class)> DeclaredProviders() =>
        from key in values.Keys.Concat(WorkerProperties?.Keys ?? []).Distinct(StringComparer.Ordinal)
        where key.StartsWith(ProviderStart, StringComparison.Ordinal) && key.EndsWith(ProviderClassEnd, StringComparison.Ordinal)
            && key.Length > ProviderStart.Length + ProviderClassEnd.Length
        let provider = key[ProviderStart.Length..^ProviderClassEnd.Length]
        let declared = ProviderClass(provider)
        where declared is not null
        select (provider, declared);

    /// <summary>
    /// The parameters of a config provider alone; those of the worker configuration begin with <see cref="WorkerKeyStart"/>.
    /// </summary>
    internal ConnectorConfig OfProvider(string provider)
    {
        var start = ProviderKey(provider, "");
        return new ConnectorConfig(
            values.Select(v => (v.Key, Start: "", v.Value)).Concat((WorkerProperties ?? _none).Select(v => (v.Key, Start: WorkerKeyStart, v.Value)))
                .Where(v => v.Key.StartsWith(start, StringComparison.Ordinal))
                .ToDictionary(v => v.Start + v.Key, v => v.Value, StringComparer.Ordinal));
    }

    /// <summary>The key of a parameter of a config provider.</summary>
    internal static string ProviderKey(string provider, string name) => $"{ProviderStart}{provider}.param.{name}";

    /// <summary>The key of a config provider's class.</summary>
    internal static string ProviderClassKey(string provider) => ProviderStart + provider + ProviderClassEnd;

    /// <summary>A value's parts between commas, trimmed, without blank ones.</summary>
    internal IReadOnlyList<string> List(string key) =>
        Get(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether the value is <c>true</c>, in any case of letters.</summary>
    internal bool IsTrue(string key) => string.Equals(Get(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the value is <c>false</c>, in any case of letters.</summary>
    internal bool IsFalse(string key) => string.Equals(Get(key), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first of the keys that is given, with its value; or null.</summary>
    internal NamedValue? First(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Get(key) is { } value)
                return new NamedValue(key, value);
        }

        return null;
    }

    /// <summary>The ARN of a resource in the connector's region and account.</summary>
    internal string Arn(string service, string resource, string? region = null) =>
        $"arn:{Partition}:{service}:{region ?? Region}:{AccountId}:{resource}";
}

/// <summary>A value of the configuration and its key.</summary>
internal sealed record NamedValue(string Key, string Value);
