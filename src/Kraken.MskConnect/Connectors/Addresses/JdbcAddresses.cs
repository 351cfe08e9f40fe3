using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Reads hosts and ports from JDBC URLs, which have no form in common but their beginning. Source: the URL formats that
/// the drivers document: MySQL Connector/J, MariaDB Connector/J, pgJDBC, Microsoft's driver for SQL Server, jTDS, Oracle
/// thin, IBM's driver for Db2, Amazon Redshift, AWS's wrappers, ClickHouse, SAP HANA, Informix, jConnect, Snowflake.
/// </summary>
internal static partial class JdbcAddresses
{
    private static readonly string[] _starts = ["jdbc:", "jdbc-secretsmanager:"];

    /// <summary>What follows <c>jdbc:</c>, or AWS's <c>jdbc-secretsmanager:</c>; null where the text is no JDBC URL.</summary>
    internal static string? SubprotocolOf(string text)
    {
        foreach (var start in _starts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return text[start.Length..];
        }

        return null;
    }

    /// <summary>Reads what follows the beginning.</summary>
    internal static AddressReading Read(string text, int? defaultPort)
    {
        // mysql://…, aws-wrapper:mysql://…, mysql:loadbalance://…, jtds:sqlserver://…, sybase:Tds:…, oracle:thin:@…
        var head = Head().Match(text).Value;
        var words = head.Split(':', StringSplitOptions.RemoveEmptyEntries);
        var rest = text[head.Length..];
        if (words.Any(DefaultPorts.IsLocal))
            return AddressReading.Nothing;
        if (words.Contains("oracle", StringComparer.OrdinalIgnoreCase))
            return OracleAddresses.Read(rest, defaultPort);
        if (words.Contains("sqlserver", StringComparer.OrdinalIgnoreCase))
            return SqlServerAddresses.Read(rest, defaultPort);

        var vendor = words.FirstOrDefault(w => DefaultPorts.Of(w) is not null && !IsProtocol(w));
        var list = new AddressList(PortOf(vendor, words, text) ?? defaultPort);
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            Single(list, rest, hasVendor: vendor is not null);
        else if (words.Contains("iam", StringComparer.OrdinalIgnoreCase) && RedshiftCluster().Match(rest) is { Success: true })
            list.AddUnknown("");
        else if (NamedHost().IsMatch(rest))
            Named(list, rest);
        else
            AddressReader.AddAuthority(list, Authority(rest[2..]), words.Contains("sap", StringComparer.OrdinalIgnoreCase) ? ';' : ',');
        return list.Reading;
    }

    /// <summary>Adds hosts of the form <c>(HOST=name)(PORT=number)</c> or <c>(host=name,port=number)</c>.</summary>
    internal static void Named(AddressList list, string text)
    {
        var (hosts, ports) = (NamedHost().Matches(text), NamedPort().Matches(text));
        if (hosts.Count == 0)
            list.Doubt("is no address that can be read");
        for (var i = 0; i < Math.Max(hosts.Count, ports.Count); i++)
        {
            var host = i < hosts.Count ? hosts[i].Groups["host"].Value : "";
            if (i < ports.Count)
                list.Add(host, ports[i].Groups["port"].Value);
            else if (host.Contains(AddressList.Unknown, StringComparison.Ordinal))
                list.AddUnknown("");
            else
                list.AddDefault(host);
        }
    }

    private static bool IsProtocol(string word) => word is "http" or "https" or "ldap" or "ldaps";

    /// <summary>The driver's port; that of TLS where the URL asks for it and it differs.</summary>
    private static int? PortOf(string? vendor, string[] words, string text) => vendor?.ToUpperInvariant() switch
    {
        "CLICKHOUSE" or "CH" when words.Contains("https", StringComparer.OrdinalIgnoreCase) || Ssl().IsMatch(text) => 8443,
        "SYBASE" when words.Contains("jtds", StringComparer.OrdinalIgnoreCase) => 7100,
        null => null,
        _ => DefaultPorts.Of(vendor),
    };

    /// <summary>A host without slashes before it, as jConnect and Exasol write it; without a port, a database of this host.</summary>
    private static void Single(AddressList list, string rest, bool hasVendor)
    {
        var end = rest.IndexOfAny(['/', '?', ';']);
        var hosts = end < 0 ? rest : rest[..end];
        if (hosts.Contains(':', StringComparison.Ordinal))
            AddressReader.AddAuthority(list, hosts);
        else if (hosts.Contains(AddressList.Unknown, StringComparison.Ordinal))
            list.AddUnknown("");
        else if (!hasVendor)
            list.Doubt("is a JDBC URL whose form is not known");
    }

    /// <summary>What stands before the properties, which begin with a semicolon in several drivers' URLs.</summary>
    private static string Authority(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        return semicolon < 0 || (slash >= 0 && slash < semicolon) || text[(semicolon + 1)..].Split('/')[0].Contains(':', StringComparison.Ordinal)
            ? text
            : text[..semicolon];
    }

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9+_-]{0,31}:(?!\d)){1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"[?&;]ssl(?:=true)?(?:[&;]|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ssl();

    /// <summary>Redshift's cluster and region, of which the driver asks AWS for the address.</summary>
    [GeneratedRegex(@"^//[a-z0-9-]+:[a-z]{2}(?:-[a-z]+)+-\d(?:/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex RedshiftCluster();

    [GeneratedRegex(@"[(,]\s*HOST\s*=\s*(?<host>[^\s(),]{1,255})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamedHost();

    [GeneratedRegex(@"\bPORT\s*=\s*(?<port>[^\s(),]{1,255})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamedPort();
}
