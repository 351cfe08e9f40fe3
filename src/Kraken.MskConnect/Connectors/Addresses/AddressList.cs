using System.Globalization;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>Collects addresses while a value is read.</summary>
/// <param name="defaultPort">The port of a host that has none; null where there is no such port.</param>
internal sealed class AddressList(int? defaultPort)
{
    private readonly List<Address> _addresses = [];
    private string? _doubt;

    /// <summary>Stands for a reference while a value is read: no host or port has it.</summary>
    internal const char Unknown = '\uFFFC';

    /// <summary>What has been collected.</summary>
    internal AddressReading Reading => new([.. _addresses.Distinct()], _doubt);

    /// <summary>A port, or null where the text is none.</summary>
    internal static int? Port(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    /// <summary>Says why an address cannot be read; the first reason stays.</summary>
    internal void Doubt(string why) => _doubt ??= why;

    /// <summary>Adds a host at the default port.</summary>
    internal void AddDefault(string host)
    {
        if (defaultPort is { } port)
            _addresses.Add(new Address(host, port, port, IsDefault: true));
        else
            Doubt("names no port, and none is known for it");
    }

    /// <summary>Says that something is known only at run time; opens the default port where there is one.</summary>
    internal void AddUnknown(string host)
    {
        if (defaultPort is not { } port)
        {
            Doubt("is known only at run time, so the network rules open no port for it");
            return;
        }

        _addresses.Add(new Address(host, port, port, IsDefault: true));
        Doubt($"is known only at run time, so the network rules open the default port {port}");
    }

    /// <summary>Adds a host and the text of its port.</summary>
    internal void Add(string host, string? port)
    {
        host = host.Contains(Unknown, StringComparison.Ordinal) ? "" : host;
        if (string.IsNullOrEmpty(port))
            AddDefault(host);
        else if (Port(port) is { } number)
            _addresses.Add(new Address(host, number, number, IsDefault: false));
        else if (port.Contains(Unknown, StringComparison.Ordinal))
            AddUnknown(host);
        else
            Doubt("has a port that is no number from 1 to 65535");
    }

    /// <summary>Adds <c>host</c>, <c>host:port</c>, <c>[address]:port</c> or <c>[address]</c>.</summary>
    internal void AddHostPort(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return;
        var close = text[0] == '[' ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var (host, rest) = close > 0 ? (text[1..close], text[(close + 1)..]) : (text, "");
        if (close <= 0)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0)
                (host, rest) = (text[..colon], text[colon..]);
        }

        if (!IsHost(host, isAddress: close > 0) || (rest.Length > 0 && rest[0] != ':'))
            Doubt("is no address that can be read");
        else if (rest.Length == 0 && host.Contains(Unknown, StringComparison.Ordinal))
            AddUnknown("");
        else
            Add(host, rest.TrimStart(':'));
    }

    private static bool IsHost(string host, bool isAddress) =>
        host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or Unknown || (isAddress && c is ':' or '%'));
}
