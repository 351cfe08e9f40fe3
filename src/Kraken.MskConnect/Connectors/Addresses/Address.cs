namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>A host that a connector connects to, and the TCP ports there.</summary>
/// <param name="Host">The host; empty where only the port is known. Never a user or a password.</param>
/// <param name="FromPort">The first port, 1 to 65535.</param>
/// <param name="ToPort">The last port; the first one for a single port.</param>
/// <param name="IsDefault">Whether nobody gave the port, so that it is the default of the scheme, the driver or the key.</param>
internal sealed record Address(string Host, int FromPort, int ToPort, bool IsDefault);

/// <summary>What a value tells of addresses: some, a doubt, both, or nothing.</summary>
/// <param name="Addresses">Those that could be read.</param>
/// <param name="Doubt">
/// Why some cannot be, as the sentence goes on after the key and its value; null where the value tells all. A doubt never
/// repeats a part of the value.
/// </param>
internal sealed record AddressReading(IReadOnlyList<Address> Addresses, string? Doubt)
{
    /// <summary>The value leads to nothing that needs a port, for example a file.</summary>
    internal static AddressReading Nothing { get; } = new([], null);
}
