using System.Net;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>No proxy, whatever the environment or the system says.</summary>
internal sealed class NoProxy : IWebProxy
{
    /// <summary>The one that there is.</summary>
    public static readonly NoProxy Instance = new();

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => null;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => true;
}
