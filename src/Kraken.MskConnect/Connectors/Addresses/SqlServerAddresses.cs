namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// Reads what follows <c>jdbc:sqlserver:</c>: <c>//host\instance:port;property=value;…</c>, where properties may give the
/// host, the instance and the port too. Source: Microsoft JDBC Driver for SQL Server, Building the connection URL.
/// </summary>
internal static class SqlServerAddresses
{
    private static readonly string[] _hostNames = ["serverName", "server"];
    private static readonly string[] _portNames = ["portNumber", "port"];
    private static readonly string[] _instanceNames = ["instanceName", "instance"];

    internal static AddressReading Read(string text, int? defaultPort)
    {
        var list = new AddressList(DefaultPorts.Of("sqlserver") ?? defaultPort);
        var parts = text.Split(';');
        var properties = parts.Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToList();
        var server = parts[0].TrimStart('/').Split('/')[0];
        server = server[(server.LastIndexOf('@') + 1)..];
        if (server.Length == 0)
            server = Property(_hostNames) ?? "";
        if (server.Contains(':', StringComparison.Ordinal) && System.Net.IPAddress.TryParse(server, out _))
            server = $"[{server}]";
        var backslash = server.IndexOf('\\', StringComparison.Ordinal);
        var colon = server.IndexOf(':', Math.Max(0, server.LastIndexOf(']')));
        var port = colon >= 0 ? server[(colon + 1)..] : Property(_portNames);
        var hasInstance = backslash >= 0 || Property(_instanceNames) is not null;
        var host = server[..(backslash >= 0 ? backslash : colon >= 0 ? colon : server.Length)];
        if (host.Length == 0)
            list.Doubt("names no host");
        else if (hasInstance && string.IsNullOrEmpty(port))
            list.Doubt("names an instance, whose port the driver asks SQL Server Browser for (UDP port 1434)");
        else
            list.AddHostPort(string.IsNullOrEmpty(port) ? host : $"{host}:{port}");
        return list.Reading;

        string? Property(string[] names) => properties
            .Where(p => names.Contains(p[0].Trim(), StringComparer.OrdinalIgnoreCase))
            .Select(p => p[1].Trim().Trim('{', '}')).FirstOrDefault(v => v.Length > 0);
    }
}
