using System.Text;

namespace Kraken.Benchmarks;

/// <summary>One client, who goes round and round through a mix of the four protocols, reads and changes.</summary>
internal sealed class LocalAwsLoad : IDisposable
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly HttpClient _http;
    private readonly string _role;
    private int _next;

    internal LocalAwsLoad(Uri endpoint, string name)
    {
        _http = new HttpClient { BaseAddress = endpoint };
        _role = name;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Makes the next request, and tells whether it was answered as it should be.</summary>
    internal async Task<bool> AskAsync()
    {
        using var request = (_next++ % 8) switch
        {
            0 => Query("iam", $"Action=CreateRole&Version=2010-05-08&RoleName={_role}&AssumeRolePolicyDocument={Uri.EscapeDataString(Trust)}"),
            1 => Query("iam", $"Action=GetRole&Version=2010-05-08&RoleName={_role}"),
            2 => Query("ec2", "Action=DescribeSecurityGroups&Version=2016-11-15&Filter.1.Name=group-name&Filter.1.Value.1=kraken-dev-msk"),
            3 => Query("ec2", "Action=DescribeSubnets&Version=2016-11-15"),
            4 => Json("logs", "Logs_20140328.DescribeLogGroups", "{}"),
            5 => Rest("/v1/connectors"),
            6 => Rest("/v1/custom-plugins"),
            _ => Query("iam", $"Action=DeleteRole&Version=2010-05-08&RoleName={_role}"),
        };
        try
        {
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return response.IsSuccessStatusCode && body.Length > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpRequestMessage Query(string service, string form) => Signed(
        service, new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        });

    private static HttpRequestMessage Json(string service, string target, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1"),
        };
        request.Headers.Add("X-Amz-Target", target);
        return Signed(service, request);
    }

    private static HttpRequestMessage Rest(string path) =>
        Signed("kafkaconnect", new HttpRequestMessage(HttpMethod.Get, path));

    private static HttpRequestMessage Signed(string service, HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIABENCHMARK/20260301/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00");
        return request;
    }
}
