using System.Text;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// The properties of a worker configuration. They may contain secrets: only their names may be shown.
/// </summary>
internal sealed class WorkerProperties
{
    private const string ProvidersKey = "config.providers";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads a properties file.</summary>
    public WorkerProperties(string text)
    {
        foreach (var (key, value) in PropertiesText.Read(text))
            _values[key] = value;
    }

    /// <summary>The value of a key; null where there is none. The last one counts.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The names of the properties.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The properties, which may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The names of the config providers that it declares.</summary>
    public IReadOnlySet<string> Providers => ProvidersOf(_values);

    /// <summary>The names of the config providers that properties declare.</summary>
    public static IReadOnlySet<string> ProvidersOf(IReadOnlyDictionary<string, string> properties) =>
        properties.GetValueOrDefault(ProvidersKey, "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Those of a description.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.AnswerInvalid"/>: it has none.</exception>
    public static WorkerProperties Of(DescribeWorkerConfigurationResponse described) => new(TextOf(described));

    /// <summary>The properties file of a description.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.AnswerInvalid"/>: it has none.</exception>
    public static string TextOf(DescribeWorkerConfigurationResponse described) => Encoding.UTF8.GetString(
        Convert.FromBase64String(Answers.Of(described, described.LatestRevision).PropertiesFileContent ?? ""));
}
