using System.Globalization;
using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Hosts and ports of a JDBC URL. Source: the drivers' documentation of PostgreSQL, MySQL, MariaDB, SQL Server, Oracle, Db2
/// and Redshift.
/// </summary>
internal static partial class JdbcAddress
{
    private static readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal)
    {
        ["postgresql"] = 5432,
        ["mysql"] = 3306,
        ["mariadb"] = 3306,
        ["sqlserver"] = 1433,
        ["oracle"] = 1521,
        ["db2"] = 50000,
        ["redshift"] = 5439,
    };

    /// <summary>All hosts of the URL, each with its port; none where it cannot be read.</summary>
    internal static IEnumerable<(string Host, int Port)> Of(string url)
    {
        var words = url.Split(':');
        if (words.Length < 3 || words[0] != "jdbc" || words.FirstOrDefault(_ports.ContainsKey) is not { } driver)
            return [];
        var fallback = _ports[driver];
        if (driver == "oracle")
            return Oracle(url, fallback);
        var start = url.IndexOf("//", StringComparison.Ordinal);
        return start < 0
            ? []
            : url[(start + 2)..].Split('/', '?', ';')[0].Split(',')
                .Select(host => host[(host.LastIndexOf('@') + 1)..].Split('\\')[0])
                .Select(host => Pair(host, url, fallback));
    }

    /// <summary>A descriptor has HOST and PORT; else the address stands behind the at sign.</summary>
    private static IEnumerable<(string Host, int Port)> Oracle(string url, int fallback)
    {
        var hosts = Host().Matches(url).Select(m => m.Groups[1].Value.Trim()).ToList();
        if (hosts.Count > 0)
        {
            var ports = Port().Matches(url).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
            return hosts.Select((host, i) => (host, i < ports.Count ? ports[i] : fallback));
        }

        var at = url.LastIndexOf('@');
        return at < 0 ? [] : [Pair(url[(at + 1)..].TrimStart('/').Split('/')[0], "", fallback)];
    }

    private static (string Host, int Port) Pair(string text, string url, int fallback)
    {
        var parts = text.Split(':');
        if (parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return (parts[0], port);

        // SQL Server may give the port as a property.
        return (parts[0], PortNumber().Match(url) is { Success: true } given ? int.Parse(given.Groups[1].Value, CultureInfo.InvariantCulture) : fallback);
    }

    [GeneratedRegex(@"\(\s*HOST\s*=([^)]+)\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(@"\(\s*PORT\s*=\s*(\d{1,5})\s*\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Port();

    [GeneratedRegex(@";\s*portNumber\s*=\s*(\d{1,5})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PortNumber();
}
