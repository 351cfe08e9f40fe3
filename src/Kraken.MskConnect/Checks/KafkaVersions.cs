namespace Kraken.MskConnect.Checks;

/// <summary>
/// Until when Amazon MSK supports versions of Apache Kafka. Source: Amazon MSK developer guide, Supported Apache Kafka
/// versions, as of <see cref="AsOf"/>; for 3.7.x, whose day the guide of then did not have, endoflife.date. A cluster is upgraded by AWS at any time after that day; source: Amazon MSK version support.
/// </summary>
internal static class KafkaVersions
{
    /// <summary>When the guide was read.</summary>
    public const string AsOf = "May 2026";

    /// <summary>The first version with topic operations. Source: Amazon MSK developer guide, topic operations.</summary>
    public static readonly Version TopicOperations = new(3, 6);

    /// <summary>By the version as MSK writes it; null where AWS has published no day.</summary>
    private static readonly Dictionary<string, DateOnly?> _supportEnds = new(StringComparer.Ordinal)
    {
        ["1.1.1"] = new(2024, 6, 5),
        ["2.1.0"] = new(2024, 6, 5),
        ["2.2.1"] = new(2024, 6, 8),
        ["2.3.1"] = new(2024, 6, 8),
        ["2.4.1"] = new(2024, 6, 8),
        ["2.4.1.1"] = new(2024, 6, 8),
        ["2.5.1"] = new(2024, 6, 8),
        ["2.6.0"] = new(2024, 9, 11),
        ["2.6.1"] = new(2024, 9, 11),
        ["2.6.2"] = new(2024, 9, 11),
        ["2.6.3"] = new(2024, 9, 11),
        ["2.7.0"] = new(2024, 9, 11),
        ["2.7.1"] = new(2024, 9, 11),
        ["2.7.2"] = new(2024, 9, 11),
        ["2.8.0"] = new(2024, 9, 11),
        ["2.8.1"] = new(2024, 9, 11),
        ["2.8.2.tiered"] = new(2025, 1, 14),
        ["3.1.1"] = new(2024, 9, 11),
        ["3.2.0"] = new(2024, 9, 11),
        ["3.3.1"] = new(2024, 9, 11),
        ["3.3.2"] = new(2024, 9, 11),
        ["3.4.0"] = new(2025, 8, 4),
        ["3.5.1"] = new(2025, 10, 23),
        ["3.6.0"] = new(2026, 6, 1),
        ["3.7.x"] = new(2026, 9, 1),
        ["3.8.x"] = null,
        ["3.9.x"] = null,
        ["4.0.x"] = null,
        ["4.1.x"] = null,
    };

    /// <summary>Looks a version up. Some have a suffix, such as <c>3.7.x.kraft</c>, which their support does not depend on.</summary>
    /// <param name="version">The version as DescribeClusterV2 gives it.</param>
    /// <param name="end">The last day of its support; null where AWS has published none.</param>
    /// <returns>Whether it is known here.</returns>
    public static bool TryFind(string version, out DateOnly? end) =>
        _supportEnds.TryGetValue(version.Replace('-', '.'), out end)
        || _supportEnds.TryGetValue(version.Replace(".kraft", "", StringComparison.Ordinal), out end);

    /// <summary>Major and minor number, or null where the text has none.</summary>
    public static Version? NumberOf(string? version) =>
        version?.Split('.') is [var major, var minor, ..] && Version.TryParse($"{major}.{minor}", out var number) ? number : null;
}
