using System.Text;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Reads hosts and ports from a configuration value: URLs and lists of them, JDBC URLs, lists of hosts, with or without
/// ports. Users and passwords are left out. What a config provider resolves is known only at run time; where it is only
/// the host, a port beside it counts.
/// </summary>
internal static partial class AddressReader
{
    private const int LongestTemplate = 256;

    /// <summary>Reads a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="defaultPort">The port of hosts without one, unless their scheme has its own; null where there is none.</param>
    /// <param name="isHost">Whether the value is a host alone, whose port another key gives.</param>
    internal static AddressReading Read(string? value, int? defaultPort = null, bool isHost = false)
    {
        var text = WithoutReferences(value?.Trim() ?? "");
        if (text.Length == 0)
            return AddressReading.Nothing;
        if (isHost && text.Contains(AddressList.Unknown, StringComparison.Ordinal))
            return defaultPort is { } port ? new([new Address("", port, port, IsDefault: true)], null) : AddressReading.Nothing;
        return JdbcAddresses.SubprotocolOf(text) is { } jdbc ? JdbcAddresses.Read(jdbc, defaultPort)
            : text.Contains("://", StringComparison.Ordinal) ? Urls(text, defaultPort)
            : Hosts(text, defaultPort);
    }

    /// <summary>The value with a sign in place of each reference, whose text may hold colons and slashes.</summary>
    private static string WithoutReferences(string value)
    {
        if (!value.Contains("${", StringComparison.Ordinal))
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length;)
        {
            var end = References.EndOf(value, i);
            if (end == i && value.AsSpan(i).StartsWith("${"))
            {
                // A template such as ${topic} has no provider, and is known at run time too.
                var close = value.AsSpan(i, Math.Min(LongestTemplate, value.Length - i)).IndexOf('}');
                end = close < 0 ? i : i + close + 1;
            }

            text.Append(end > i ? AddressList.Unknown : value[i]);
            i = Math.Max(i + 1, end);
        }

        return text.ToString();
    }

    /// <summary>URLs between commas; hosts of one URL stand between commas too.</summary>
    private static AddressReading Urls(string text, int? defaultPort)
    {
        List<AddressReading> read = [.. UrlStart().Split(text).Where(url => url.Length > 0).Select(url => Url(url, defaultPort))];
        return new AddressReading([.. read.SelectMany(r => r.Addresses).Distinct()], read.Select(r => r.Doubt).FirstOrDefault(d => d is not null));
    }

    private static AddressReading Url(string url, int? defaultPort)
    {
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0)
            return Hosts(url, defaultPort);
        var scheme = url[..colon];
        if (DefaultPorts.IsLocal(scheme))
            return AddressReading.Nothing;
        var list = new AddressList(DefaultPorts.Of(scheme) ?? defaultPort);
        AddAuthority(list, url[(colon + "://".Length)..]);
        return list.Reading;
    }

    /// <summary>Adds the hosts before the path or the parameters, without the user.</summary>
    internal static void AddAuthority(AddressList list, string text, char separator = ',')
    {
        var end = text.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? text : text[..end];
        foreach (var host in authority[(authority.LastIndexOf('@') + 1)..].Split(separator))
            list.AddHostPort(host);
    }

    /// <summary>Hosts between commas, each perhaps behind a replica set's name; semicolons stand between shards.</summary>
    private static AddressReading Hosts(string text, int? defaultPort)
    {
        var list = new AddressList(defaultPort);
        foreach (var part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var host = part[(part.LastIndexOf('@') + 1)..];
            var slash = host.IndexOf('/', StringComparison.Ordinal);
            var colon = host.IndexOf(':', StringComparison.Ordinal);
            // rs0/host:27017 names a replica set, host:9200/path a path; without a port, the default one is meant anyway.
            list.AddHostPort(slash < 0 ? host : colon >= 0 && colon < slash ? host[..slash] : host[(slash + 1)..]);
        }

        return list.Reading;
    }

    [GeneratedRegex(@",\s*(?=[A-Za-z][A-Za-z0-9+._-]{0,63}://)", RegexOptions.CultureInvariant)]
    private static partial Regex UrlStart();
}
