using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Hosts and ports of a JDBC URL. Source: the drivers' documentation of PostgreSQL, MySQL, MariaDB, SQL Server, Oracle, Db2
/// and Redshift.
/// </summary>
internal static partial class JdbcAddress
{
    private static readonly Dictionary<string, int> _ports = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgresql"] = 5432,
        ["mysql"] = 3306,
        ["mariadb"] = 3306,
        ["sqlserver"] = 1433,
        ["oracle"] = 1521,
        ["db2"] = 50000,
        ["redshift"] = 5439,
    };

    /// <summary>All hosts of the URL, each with its port; none where it cannot be read, or something else tells the address.</summary>
    internal static IEnumerable<(string Host, int Port)> Of(string url)
    {
        var words = url.Split(':');
        if (words.Length < 3 || !Beginning().IsMatch(url) || words.FirstOrDefault(_ports.ContainsKey) is not { } driver)
            return [];
        var fallback = _ports[driver];
        if (NamedHost().IsMatch(url))
            return Named(url, fallback);
        if (string.Equals(driver, "oracle", StringComparison.OrdinalIgnoreCase))
            return Oracle(url, fallback);
        var start = url.IndexOf("//", StringComparison.Ordinal);
        if (start < 0)
            return [];
        var hosts = url[(start + 2)..].Split('/', '?', ';')[0].Split(',');
        return hosts.Select(h => Pair(h[(h.LastIndexOf('@') + 1)..], url, fallback)).OfType<(string, int)>();
    }

    /// <summary>Hosts that are written as properties, as Oracle's descriptors and MySQL's longer form have them.</summary>
    private static IEnumerable<(string Host, int Port)> Named(string url, int fallback)
    {
        var ports = NamedPort().Matches(url).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        return NamedHost().Matches(url).Select((m, i) => (m.Groups[1].Value, i < ports.Count ? ports[i] : fallback));
    }

    /// <summary>What stands behind the at sign, unless it is a name that a file or a directory resolves.</summary>
    private static IEnumerable<(string Host, int Port)> Oracle(string url, int fallback)
    {
        var specifier = OracleStart().Replace(url[(url.LastIndexOf('@') + 1)..], "").Split('?')[0];
        if (specifier.StartsWith("ldap", StringComparison.OrdinalIgnoreCase) || specifier.IndexOfAny([':', '/']) < 0)
            return [];

        // Hosts share the port of the last one.
        var hosts = specifier.Split('/')[0].Split(',');
        var port = Pair(hosts[^1], "", fallback)?.Port ?? fallback;
        return hosts.Select(host => Pair(host, "", port)).OfType<(string, int)>();
    }

    /// <summary>A host and its port; null where SQL Server Browser tells the port of an instance.</summary>
    private static (string Host, int Port)? Pair(string text, string url, int fallback)
    {
        var parts = HostAndPort().Match(text);
        var host = parts.Groups["host"].Value.Trim('[', ']');
        if (int.TryParse(parts.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return (host, port);

        // SQL Server may give host, instance and port as properties.
        if (host.Length == 0)
            host = ServerName().Match(url).Groups[1].Value;
        if (PortNumber().Match(url) is { Success: true } given)
            return (host, int.Parse(given.Groups[1].Value, CultureInfo.InvariantCulture));
        return parts.Groups["instance"].Success || Instance().IsMatch(url) || host.Length == 0 ? null : (host, fallback);
    }

    [GeneratedRegex(@"^jdbc(-secretsmanager)?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^(?<host>\[[^\]]*\]|[^:\\]*)(\\(?<instance>[^:]*))?(:(?<port>[^:]*))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"^(tcps?:)?//", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OracleStart();

    [GeneratedRegex(@"[(,]\s*HOST\s*=\s*([^\s(),]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedHost();

    [GeneratedRegex(@"[(,]\s*PORT\s*=\s*(\d{1,5})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedPort();

    [GeneratedRegex(@";\s*(?:serverName|server)\s*=\s*([^;]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServerName();

    [GeneratedRegex(@";\s*(?:instanceName|instance)\s*=\s*[^;\s]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Instance();

    [GeneratedRegex(@";\s*(?:portNumber|port)\s*=\s*(\d{1,5})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PortNumber();
}
