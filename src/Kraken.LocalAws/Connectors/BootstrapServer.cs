using System.Globalization;

namespace Kraken.LocalAws.Connectors;

/// <summary>A host and port.</summary>
internal sealed record BootstrapServer(string Host, int Port)
{
    /// <summary>
    /// Reads <c>host:port</c>, perhaps behind <c>scheme://</c>; null where it is not of that form. Source: Kafka's
    /// configuration bootstrap.servers; its listeners' form has the scheme.
    /// </summary>
    internal static BootstrapServer? Parse(string text)
    {
        var server = text.Trim();
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            server = server[(scheme + 3)..];
        var colon = server.LastIndexOf(':');
        return colon > 0
            && int.TryParse(server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535
                ? new BootstrapServer(server[..colon], port)
                : null;
    }
}
