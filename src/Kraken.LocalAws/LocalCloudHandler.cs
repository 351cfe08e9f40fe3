using System.Net;
using System.Net.Sockets;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws;

/// <summary>Answers an HTTP client in process.</summary>
/// <param name="respond">What answers a request.</param>
internal sealed class LocalCloudHandler(Func<WireRequest, CancellationToken, Task<WireResponse>> respond)
    : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
            headers[name] = string.Join(',', values);
        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers.NonValidated)
                headers[name] = string.Join(',', values);
        }

        headers.TryAdd("Host", uri.Authority);
        var wire = new WireRequest(request.Method.Method, uri.PathAndQuery, headers, body);
        var answer = await respond(wire, cancellationToken).ConfigureAwait(false);
        if (answer.IsReset)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "The connection was reset.",
                new IOException("The connection was reset.", new SocketException((int)SocketError.ConnectionReset)));
        }

        return ToMessage(answer, request);
    }

    private static HttpResponseMessage ToMessage(WireResponse answer, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(answer.Body),
        };
        if (answer.ContentType is { } type)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in answer.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
