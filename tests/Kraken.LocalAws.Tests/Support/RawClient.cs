using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Kraken.LocalAws.Tests.Support;

/// <summary>Sends requests as bytes on the wire would be, with a credential scope and no real signature.</summary>
internal sealed class RawClient(HttpClient http)
{
    public RawClient(LocalCloud cloud)
        : this(new HttpClient(cloud.CreateHandler()) { BaseAddress = new Uri("http://aws.test/") })
    {
    }

    public string Region { get; init; } = "us-east-1";

    public string AccessKeyId { get; init; } = "AKIATEST";

    public Task<Answer> QueryAsync(string service, string action, params (string Name, string Value)[] fields) =>
        SendAsync(service, HttpMethod.Post, "/", new FormUrlEncodedContent(
            fields.Prepend(("Action", action)).Append(("Version", "2016-11-15"))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2))));

    public Task<Answer> JsonAsync(string service, string target, string body)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        return SendAsync(service, HttpMethod.Post, "/", content, ("X-Amz-Target", target));
    }

    public Task<Answer> RestAsync(string service, HttpMethod method, string path, string? body = null) =>
        SendAsync(service, method, path, body is null
            ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    public async Task<Answer> SendAsync(
        string? service, HttpMethod method, string path, HttpContent? content =
            null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (service is not null)
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/20260301/{Region}/{service}/aws4_request, SignedHeaders=host, Signature=00");
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public XElement Xml => XElement.Parse(Body);

    /// <summary>The text of the first element of that name, whatever its namespace.</summary>
    public string? Element(string name) =>
        Xml.DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
