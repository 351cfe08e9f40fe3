using System.Globalization;
using System.Net;
using System.Text;

namespace Kraken.MskConnect.Aws.Http;

/// <summary>
/// Reads each answer whole, within bounds of time and size, and lets pass what an AWS service may have said.
/// </summary>
/// <remarks>
/// The SDK's own time limit ends where an answer's headers have come, and nothing limits an answer's size.
/// </remarks>
/// <param name="patience">How long one attempt may take, its answer's last byte included.</param>
/// <param name="inner">Sends the requests.</param>
internal sealed class AnswerGuard(TimeSpan patience, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>
    /// The most bytes of an answer. AWS's lists come in pages of a few megabytes at most.
    /// </summary>
    public const int LargestAnswer = 32 * 1024 * 1024;

    /// <summary>Silence is asked again this many times: who does not answer twice will not answer the fifth time.</summary>
    private const int AttemptsInSilence = 2;

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            var body = await ReadAsync(request, response.Content, limit.Token).ConfigureAwait(false);
            Judge(request, response, body);
            Replace(response, body);
            return response;
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw Silence(request, isAnswering: response is not null);
            throw e switch
            {
                HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
                    OfProxy($"The proxy on the way to {Place(request)} refuses to connect: {e.Message.TrimEnd('.')}"),

                // Its text repeats the bytes that came.
                HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                    NotAws(request, "something that is not HTTP"),
                _ => e,
            };
        }
    }

    private static async Task<byte[]> ReadAsync(
        HttpRequestMessage request, HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > LargestAnswer)
            throw TooLarge(request);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > LargestAnswer)
                    throw TooLarge(request);
                body.Write(buffer, 0, read);
            }
        }

        return body.ToArray();
    }

    private static void Judge(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            throw OfProxy($"A proxy on the way to {Place(request)} asks for credentials (HTTP 407)");

        // Of the services that are called here none redirects; following would send the signed request elsewhere.
        if (status is >= 300 and < 400)
        {
            var to = response.Headers.Location is { } location ? $" to {Origin(request, location)}" : "";
            throw NotAws(request, $"a redirect{to} (HTTP {status})");
        }

        if (WhatElse(response, body) is not { } what)
            return;
        var error = NotAws(request, $"{what} (HTTP {status})");

        // Load balancers speak for a service that is overloaded or away for a moment.
        throw status is 408 or 429 or >= 500 ? error.ForAnotherAttempt() : error;
    }

    /// <summary>What an answer is that no AWS service gives; null for one that may be a service's.</summary>
    private static string? WhatElse(HttpResponseMessage response, byte[] body)
    {
        var text = body.AsSpan();
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
            return response.IsSuccessStatusCode || HasRequestId(response) ? null : "an error without a message";
        // JSON is JSON, whatever a server that stands in for AWS calls it: moto says text/html.
        if (text[0] is (byte)'{' or (byte)'[')
            return null;
        if (IsHtml(text) || response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            return "a web page";
        if (text[0] is (byte)'<')
            return null;
        return response.Content.Headers.ContentType?.MediaType is { } type
            ? $"something other than JSON or XML, of type {Shown(type)}"
            : "something other than JSON or XML";
    }

    private static bool IsHtml(ReadOnlySpan<byte> text) =>
        BeginsWith(text, "<!doctype html"u8) || BeginsWith(text, "<html"u8) || BeginsWith(text, "<head"u8)
        || BeginsWith(text, "<body"u8) || BeginsWith(text, "<script"u8);

    private static bool BeginsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);

    private static bool HasRequestId(HttpResponseMessage response) =>
        response.Headers.Contains("x-amzn-RequestId") || response.Headers.Contains("x-amz-request-id")
        || response.Headers.Contains("x-amzn-ErrorType");

    private static void Replace(HttpResponseMessage response, byte[] body)
    {
        var read = new ByteArrayContent(body);
        foreach (var (name, values) in response.Content.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                read.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content.Dispose();
        response.Content = read;
    }

    private static UnusableAnswerException NotAws(HttpRequestMessage request, string what) =>
        new($"The endpoint {Place(request)} is not an AWS service: it returned {what}");

    private static UnusableAnswerException OfProxy(string message) => new(message)
    {
        Remedy = "Give the proxy's credentials in HTTPS_PROXY (http://user:password@host:port), name the host in NO_PROXY "
            + "if no proxy is needed, or ask the proxy's administrator to allow the connection.",
    };

    private static UnusableAnswerException TooLarge(HttpRequestMessage request) =>
        new($"The answer of {Place(request)} is larger than {LargestAnswer / 1024 / 1024} MiB, and was not read completely");

    private Exception Silence(HttpRequestMessage request, bool isAnswering)
    {
        var what = isAnswering ? "did not end its answer" : "did not answer";
        var error = new UnusableAnswerException($"{Place(request)} {what} within {patience.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s");
        return Attempt(request) < AttemptsInSilence ? error.ForAnotherAttempt() : error;
    }

    /// <summary>Which attempt of a call the SDK makes, from 1. Source: AWSSDK.Core, RetryHandler.</summary>
    private static int Attempt(HttpRequestMessage request)
    {
        // Such as "attempt=2; max=5".
        var header = request.Headers.TryGetValues("amz-sdk-request", out var values) ? string.Concat(values) : "";
        var number = header.Split('=', ';').ElementAtOrDefault(1);
        return int.TryParse(number, CultureInfo.InvariantCulture, out var attempt) ? attempt : AttemptsInSilence;
    }

    private static string Place(HttpRequestMessage request) =>
        request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "the endpoint";

    private static string Origin(HttpRequestMessage request, Uri location) =>
        request.RequestUri is { } asked ? new Uri(asked, location).GetLeftPart(UriPartial.Authority) : "elsewhere";

    // From outside, so only what a media type is made of.
    private static string Shown(string mediaType) => string.Concat(
        mediaType.Where(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.').Take(60));
}
