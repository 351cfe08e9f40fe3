using System.Net;
using System.Net.Sockets;

namespace Kraken.LocalAws;

/// <summary>Begins to listen on loopback, by whichever of its names the system allows.</summary>
/// <remarks>
/// Windows' HTTP.sys refuses a name for reasons that no other port mends: an IP listen list without 127.0.0.1, or a
/// reservation of another account's. It lets everybody listen on localhost where 127.0.0.1 needs a reservation.
/// </remarks>
internal sealed class LoopbackListening
{
    private const int PortAttempts = 20;
    private const int AccessDenied = 5;

    /// <summary>The names to listen on, best first: a client may ask for either.</summary>
    private static readonly string[][] _loopbackNames = [["127.0.0.1", "localhost"], ["localhost"], ["127.0.0.1"]];

    /// <summary>
    /// The errors that another port may mend: taken (HTTP.sys 32 and 183, sockets 10048, Linux 98, macOS 48), or in a range
    /// that Windows keeps for others (10013).
    /// </summary>
    private static readonly int[] _ofThePort = [32, 48, 98, 183, 10013, 10048];

    /// <summary>Opens a listener on URL prefixes; tests refuse here what HTTP.sys would.</summary>
    public Func<IReadOnlyList<string>, HttpListener> Open { get; init; } = OpenListener;

    /// <summary>Finds a free port.</summary>
    public Func<int> FreePort { get; init; } = FindFreePort;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port, 1 to 65535; 0 takes a free one.</param>
    /// <returns>The listener, and the address that it is reached at.</returns>
    /// <exception cref="HttpListenerException">No name of loopback can be listened on.</exception>
    public (HttpListener Listener, Uri Endpoint) Start(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            List<Refusal> refusals = [];
            foreach (var names in _loopbackNames)
            {
                try
                {
                    return (Open([.. names.Select(n => Url(n, chosen))]), new Uri(Url(names[0], chosen)));
                }
                catch (HttpListenerException e)
                {
                    refusals.Add(new Refusal(Url(names[0], chosen), e));
                }
            }

            // Where none of the refusals is the port's, another one would be refused as well.
            if (port != 0 || attempt == PortAttempts || !refusals.Exists(r => IsOfThePort(r.Error)))
                throw Explain(refusals);
        }
    }

    private static bool IsOfThePort(HttpListenerException error) =>
        _ofThePort.Contains(error.ErrorCode) || error.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    private static HttpListenerException Explain(List<Refusal> refusals)
    {
        var told = refusals.DistinctBy(r => (r.Url, r.Error.ErrorCode))
            .Select(r => $"{r.Url} is refused with error {r.Error.ErrorCode} ({r.Error.Message.TrimEnd('.')})");
        var cause = refusals.Exists(r => IsOfThePort(r.Error))
            ? "The port is taken, or in a range that the system keeps for others (Windows: netsh interface ipv4 show "
                + "excludedportrange protocol=tcp)."
            : refusals.Exists(r => r.Error.ErrorCode == AccessDenied)
                ? "Another account has reserved the address (Windows: netsh http show urlacl), or this one may not listen."
                : "The system may be told to listen on other addresses only (Windows: netsh http show iplisten).";
        return new HttpListenerException(refusals[0].Error.ErrorCode, $"{string.Join("; ", told)}. {cause}");
    }

    private static string Url(string name, int port) => $"http://{name}:{port}/";

    private static HttpListener OpenListener(IReadOnlyList<string> prefixes)
    {
        var listener = new HttpListener();
        try
        {
            foreach (var prefix in prefixes)
                listener.Prefixes.Add(prefix);
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Close();
            throw;
        }
    }

    private static int FindFreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed record Refusal(string Url, HttpListenerException Error);
}
