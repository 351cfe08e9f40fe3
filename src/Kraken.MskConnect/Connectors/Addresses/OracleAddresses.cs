namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Reads what follows <c>jdbc:oracle:thin:</c>: <c>@host:port:sid</c>, <c>@//host:port/service</c>,
/// <c>@tcps://host:port/service</c>, <c>@(DESCRIPTION=…)</c>, or a name that a file or a directory resolves.
/// Source: Oracle JDBC developer's guide, database URLs and database specifiers; Easy Connect Plus.
/// </summary>
internal static class OracleAddresses
{
    private static readonly string[] _protocols = ["tcp://", "tcps://", "//"];

    internal static AddressReading Read(string text, int? defaultPort)
    {
        var list = new AddressList(DefaultPorts.Of("oracle") ?? defaultPort);

        // A descriptor follows the at sign. Other brackets stand in a password or for one.
        var descriptor = text.IndexOf("@(", StringComparison.Ordinal);
        var at = descriptor >= 0 ? descriptor : text.LastIndexOf('@');
        var specifier = text[(at + 1)..].Trim();
        if (specifier.StartsWith('('))
            JdbcAddresses.Named(list, specifier);
        else if (specifier.StartsWith("ldap", StringComparison.OrdinalIgnoreCase) && specifier.Contains("://", StringComparison.Ordinal))
            list.Doubt("asks a directory for the database's address");
        else
            EasyConnect(list, specifier);
        return list.Reading;
    }

    private static void EasyConnect(AddressList list, string specifier)
    {
        var protocol = Array.Find(_protocols, p => specifier.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ?? "";
        specifier = specifier[protocol.Length..];
        var slash = specifier.IndexOf('/', StringComparison.Ordinal);
        var query = specifier.IndexOf('?', StringComparison.Ordinal);
        var end = slash >= 0 && (query < 0 || slash < query) ? slash : query;
        var hosts = end < 0 ? specifier : specifier[..end];
        if (protocol.Length == 0 && !hosts.Contains(':', StringComparison.Ordinal) && (slash < 0 || end != slash))
        {
            if (hosts.Contains(AddressList.Unknown, StringComparison.Ordinal))
                list.AddUnknown("");
            else
                list.Doubt("is a name that tnsnames.ora resolves to the database's address");
            return;
        }

        // host1,host2:1521 gives both the port; host:port:sid ends in the database's name.
        string? port = null;
        foreach (var host in Enumerable.Reverse(hosts.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var close = host.LastIndexOf(']');
            var parts = host[(close + 1)..].Split(':');
            var name = close >= 0 ? host[..(close + 1)] : parts[0];
            port = parts.Length > 1 ? parts[1] : port;
            list.AddHostPort(port is null ? name : $"{name}:{port}");
        }
    }
}
