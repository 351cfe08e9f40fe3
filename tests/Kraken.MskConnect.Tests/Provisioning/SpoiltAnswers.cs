using System.Net;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Lies between the client and AWS and answers chosen calls itself, as a proxy may.</summary>
/// <param name="inner">What reaches the embedded AWS.</param>
internal sealed class SpoiltAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Whether the call, METHOD PATH QUERY TARGET BODY, gets the answer below.</summary>
    public Func<string, bool> Which { get; set; } = _ => false;

    /// <summary>The body of a 200.</summary>
    public string Body { get; set; } = "";

    /// <summary>The answer's headers in name and value.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.First() : "";
        if (!Which($"{request.Method} {request.RequestUri!.AbsolutePath} {request.RequestUri.Query} {target} {body}"))
            return await base.SendAsync(request, cancellationToken);
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Body), RequestMessage = request };
        foreach (var (name, value) in Headers)
            answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }
}
