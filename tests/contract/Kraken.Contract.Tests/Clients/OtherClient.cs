using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Kraken.Contract.Tests.Clients;

/// <summary>Calls operations that our clients do not have, for what a test needs beforehand.</summary>
internal sealed class OtherClient(HttpClient http) : IDisposable
{
    /// <summary>Calls an operation of a service with a query protocol.</summary>
    public async Task<XElement> QueryAsync(
        string service, string version, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Prepend(("Version", version)).Prepend(("Action", action))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return XElement.Parse(await SendAsync(service, "/", content));
    }

    /// <summary>Calls an operation of a service with a JSON protocol.</summary>
    public async Task JsonAsync(string service, string target, object body)
    {
        using var content = Json(body, "application/x-amz-json-1.1");
        content.Headers.Add("X-Amz-Target", target);
        await SendAsync(service, "/", content);
    }

    /// <summary>Posts to a service with a REST protocol.</summary>
    public async Task<JsonElement> PostAsync(string service, string path, object body)
    {
        using var content = Json(body, "application/json");
        return JsonDocument.Parse(await SendAsync(service, path, content)).RootElement;
    }

    public void Dispose() => http.Dispose();

    private static StringContent Json(object body, string type) =>
        new(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue(type));

    private async Task<string> SendAsync(string service, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIATEST/20260301/us-east-1/{service}/aws4_request, "
            + "SignedHeaders=host, Signature=00");
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{service} {path}: {(int)response.StatusCode} {body}");
        return body;
    }
}
