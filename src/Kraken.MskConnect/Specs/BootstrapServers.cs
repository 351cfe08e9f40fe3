using System.Globalization;

namespace Kraken.MskConnect.Specs;

/// <summary>One entry of a list of bootstrap servers; the port is null where it is missing or none.</summary>
internal sealed record BootstrapServer(string Text, string Host, int? Port);

/// <summary>Reads lists of bootstrap servers, <c>host:port</c> separated by commas.</summary>
internal static class BootstrapServers
{
    internal static IReadOnlyList<BootstrapServer> Parse(string text) =>
        text.Length == 0 ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(One)];

    private static BootstrapServer One(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return new BootstrapServer(text, text, null);
        var isPort = int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= 65535;
        return new BootstrapServer(text, text[..colon], isPort ? port : null);
    }
}
