using System.Globalization;

namespace Kraken.MskConnect.Specs;

/// <summary>One entry of a list of bootstrap servers; the port is null where it is missing or none.</summary>
internal sealed record BootstrapServer(string Text, string Host, int? Port);

/// <summary>Reads lists of bootstrap servers, <c>host:port</c> separated by commas.</summary>
internal static class BootstrapServers
{
    internal static IReadOnlyList<BootstrapServer> Parse(string text) =>
        text.Length == 0 ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(One)];

    /// <summary>The port, or null where the text is none, for example a reference.</summary>
    internal static int? ParsePort(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : null;

    private static BootstrapServer One(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return new BootstrapServer(text, text, null);
        return new BootstrapServer(text, text[..colon], ParsePort(text[(colon + 1)..]));
    }
}
