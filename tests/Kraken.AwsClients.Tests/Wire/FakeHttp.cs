using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>A request as it would have gone over the wire.</summary>
internal sealed record SentRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The form parameters of the body, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form => Body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));

    /// <summary>Region and service that the request is signed for.</summary>
    public string SignedFor => string.Join('/', Headers["Authorization"].Split("Credential=")[1].Split('/')[2..4]);
}

/// <summary>Takes the place of HTTP: keeps what is sent and answers what a test has prepared, one after the other.</summary>
internal sealed class FakeHttp : HttpClientFactory
{
    private readonly Queue<HttpResponseMessage> _answers = new();

    public List<SentRequest> Sent { get; } = [];

    public FakeHttp Answer(string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
            answer.Headers.Add(name, value);
        _answers.Enqueue(answer);
        return this;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <summary>Makes a configuration use this instance, in us-east-1 and without retries.</summary>
    public T Into<T>(T config)
        where T : ClientConfig
    {
        config.RegionEndpoint = Amazon.RegionEndpoint.USEast1;
        config.HttpClientFactory = this;
        config.MaxErrorRetry = 0;
        return config;
    }

    private sealed class Handler(FakeHttp owner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            owner.Sent.Add(new(request.Method, request.RequestUri!, headers, body));
            return owner._answers.TryDequeue(out var answer)
                ? answer
                : throw new InvalidOperationException("No answer is prepared for this request.");
        }
    }
}
