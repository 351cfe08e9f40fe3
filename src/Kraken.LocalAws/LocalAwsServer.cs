using System.Diagnostics.CodeAnalysis;
using System.Net;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws;

/// <summary>
/// Puts a cloud on loopback over HTTP. Nothing beyond this machine can reach it: it listens on loopback only and
/// refuses
/// a Host header that is not loopback's.
/// </summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    // Far above any request of ours; a client that sends more is refused before memory is at risk.
    private const int MaxBody = 64 * 1024 * 1024;

    private readonly LocalCloud _cloud;
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private LocalAwsServer(LocalCloud cloud, HttpListener listener, Uri endpoint)
    {
        _cloud = cloud;
        _listener = listener;
        Endpoint = endpoint;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>
    /// The address to give to clients, for example <c>http://127.0.0.1:4599/</c>; it names localhost where the system
    /// refuses 127.0.0.1.
    /// </summary>
    public Uri Endpoint { get; }

    /// <summary>The cloud that answers.</summary>
    public LocalCloud Cloud => _cloud;

    /// <summary>Starts to listen.</summary>
    /// <param name="cloud">The cloud that answers.</param>
    /// <param name="port">The port, 1 to 65535; 0 takes a free one.</param>
    /// <returns>The running server; dispose it to stop it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 0 to 65535.</exception>
    /// <exception cref="HttpListenerException">The port is taken, or the system refuses loopback; the message says which.</exception>
    public static LocalAwsServer Start(LocalCloud cloud, int port = 0)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        var (listener, endpoint) = new LoopbackListening().Start(port);
        return new LocalAwsServer(cloud, listener, endpoint);
    }

    /// <summary>Stops to listen, gives up what is being answered, and frees the cloud's state file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Close();
        await _accepting.ConfigureAwait(false);
        _cloud.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (
                e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (_stopping.IsCancellationRequested)
                    return;
                continue;
            }

            _ = Task.Run(() => ServeAsync(context));
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A client that goes away must not end the server.")]
    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            if (!context.Request.IsLocal || !IsLoopback(context.Request.UserHostName))
            {
                await WriteAsync(context.Response, new WireResponse
                {
                    Status = (int)HttpStatusCode.MisdirectedRequest,
                    ContentType = "text/plain",
                    Body = WireResponse.Utf8("LocalAws answers on loopback only."),
                }).ConfigureAwait(false);
                return;
            }

            var request = await ReadAsync(context.Request).ConfigureAwait(false);
            var answer = await _cloud.HandleAsync(request, _stopping.Token).ConfigureAwait(false);
            if (answer.IsReset)
                Break(context.Response);
            else
                await WriteAsync(context.Response, answer, request.IsTooLarge).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            await RefuseLateAsync(context.Response).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Break(context.Response);
        }
    }

    /// <summary>Tells a client that it took too long, if it listens, and closes its connection.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A client that goes away must not end the server.")]
    private async Task RefuseLateAsync(HttpListenerResponse response)
    {
        try
        {
            await WriteAsync(
                response,
                new WireResponse
                {
                    Status = (int)HttpStatusCode.RequestTimeout,
                    ContentType = "text/plain",
                    Body = WireResponse.Utf8("The request's body did not come in time."),
                },
                isLast: true).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Break(response);
        }
    }

    /// <summary>
    /// Breaks the connection. Off Windows, an aborted response still sends its headers; a body that is promised and
    /// does
    /// not come makes it a broken one there too.
    /// </summary>
    private static void Break(HttpListenerResponse response)
    {
        try
        {
            response.KeepAlive = false;
            response.ContentLength64 = 1;
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // The headers are out already, so what follows them is missing.
        }

        response.Abort();
    }

    private async Task<WireRequest> ReadAsync(HttpListenerRequest request)
    {
        var body = request.HasEntityBody ? await ReadBodyAsync(request).ConfigureAwait(false) : [];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in request.Headers.AllKeys)
        {
            if (name is not null && request.Headers[name] is { } value)
                headers[name] = value;
        }

        return new WireRequest(request.HttpMethod, request.RawUrl ?? "/", headers, body ?? [])
        {
            IsTooLarge = body is null,
        };
    }

    /// <summary>
    /// The body, or null where it is too large. What is too large is still read for a while and thrown away, since a
    /// client that sends cannot hear.
    /// </summary>
    /// <exception cref="OperationCanceledException">The client took too long, or the server stops.</exception>
    private async Task<byte[]?> ReadBodyAsync(HttpListenerRequest request)
    {
        using var late = new CancellationTokenSource(_cloud.Options.BodyTimeout, _cloud.Options.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stopping.Token);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        do
        {
            // The listener's stream does not heed a token, so the wait for it does.
            read = await request.InputStream.ReadAsync(buffer, CancellationToken.None)
                .AsTask().WaitAsync(end.Token).ConfigureAwait(false);
            total += read;
            if (total <= MaxBody)
                body.Write(buffer, 0, read);
        }
        while (read > 0 && total <= 2 * MaxBody);

        return total <= MaxBody ? body.ToArray() : null;
    }

    private async Task WriteAsync(HttpListenerResponse response, WireResponse answer, bool isLast = false)
    {
        if (isLast)
            response.KeepAlive = false;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = value;
        }

        // A HEAD answer tells the length of the body that it does not send.
        response.ContentLength64 = answer.Headers.TryGetValue("Content-Length", out var length)
            ? long.Parse(length, System.Globalization.CultureInfo.InvariantCulture)
            : answer.Body.Length;
        if (answer.Body.Length > 0)
            await response.OutputStream.WriteAsync(answer.Body, _stopping.Token).ConfigureAwait(false);
        response.Close();
    }

    private static bool IsLoopback(string? hostAndPort)
    {
        if (!Uri.TryCreate("http://" + hostAndPort, UriKind.Absolute, out var uri))
            return false;
        return uri.IsLoopback;
    }
}
