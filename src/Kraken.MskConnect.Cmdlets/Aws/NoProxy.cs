using System.Net;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>No proxy, whatever the environment or the system specifies.</summary>
internal sealed class NoProxy : IWebProxy
{
    /// <summary>The only instance.</summary>
    public static readonly NoProxy Instance = new();

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => null;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => true;
}
