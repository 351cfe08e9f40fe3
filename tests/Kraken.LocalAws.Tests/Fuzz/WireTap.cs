using Amazon.Runtime;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Tests.Fuzz;

/// <summary>Stands where the network would: sees the request of a client and answers it.</summary>
internal sealed class WireTap : HttpClientFactory
{
    /// <summary>What to answer, unless a cloud does.</summary>
    public Func<WireRequest, WireResponse> Respond { get; set; } = _ => new WireResponse { Status = 500 };

    /// <summary>The cloud that answers, or null.</summary>
    public LocalCloud? Cloud { get; init; }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(
        Cloud?.CreateHandler() ?? new LocalCloudHandler((request, _) => Task.FromResult(Respond(request))));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
}
