using System.Globalization;
using System.Text;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// The properties of a worker configuration. They may contain secrets: only their names may be shown. Source of the
/// form: java.util.Properties, load.
/// </summary>
internal sealed class WorkerProperties
{
    private const string ProvidersKey = "config.providers";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads a properties file.</summary>
    public WorkerProperties(string text)
    {
        foreach (var line in Lines(text))
        {
            var end = EndOfKey(line);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            if (value is ['=' or ':', ..])
                value = value[1..].TrimStart(' ', '\t', '\f');
            _values[Unescaped(line[..end])] = Unescaped(value);
        }
    }

    /// <summary>The value of a key; null where there is none. The last one counts.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The names of the properties.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The properties, which may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>
    /// The region that a config provider is told to ask in, by the keys of AWS's and of jcustenborder's; null for the
    /// worker's own. Source: both providers' documentation.
    /// </summary>
    public string? RegionOf(string provider) => this[$"{ProvidersKey}.{provider}.param.region"] is { Length: > 0 } region
        ? region
        : this[$"{ProvidersKey}.{provider}.param.aws.region"];

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

    /// <summary>Logical lines: without comments and blank ones, those that a backslash continues joined.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var whole = new StringBuilder();
        var goesOn = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r').TrimStart(' ', '\t', '\f');
            if (!goesOn && line is ("" or ['#' or '!', ..]))
                continue;
            goesOn = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            whole.Append(goesOn ? line[..^1] : line);
            if (goesOn)
                continue;
            yield return whole.ToString();
            whole.Clear();
        }

        if (whole.Length > 0)
            yield return whole.ToString();
    }

    private static int EndOfKey(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
                return i;
        }

        return line.Length;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var escaped = text[++i];
            if (escaped == 'u' && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
            {
                plain.Append(escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => escaped });
            }
        }

        return plain.ToString();
    }
}
