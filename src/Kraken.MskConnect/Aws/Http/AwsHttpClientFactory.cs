using System.Net;
using Amazon.Runtime;

namespace Kraken.MskConnect.Aws.Http;

/// <summary>Makes the HTTP clients of all service clients: bounded, without redirects, and past every proxy to loopback.</summary>
internal sealed class AwsHttpClientFactory : HttpClientFactory
{
    /// <summary>The one that all clients share, and with it their connections.</summary>
    public static readonly AwsHttpClientFactory Instance = new();

    private static readonly TimeSpan _defaultPatience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        ArgumentNullException.ThrowIfNull(clientConfig);

        // The guard keeps the time, since it can tell silence from a call that the user has stopped.
        return new HttpClient(new AnswerGuard(clientConfig.Timeout ?? _defaultPatience, Sockets(clientConfig)))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What a client's connections are made by.</summary>
    internal static SocketsHttpHandler Sockets(IClientConfig clientConfig)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
        };
        if (clientConfig.ConnectTimeout is { } connect)
            sockets.ConnectTimeout = connect;
        if (clientConfig.MaxConnectionsPerServer is { } most)
            sockets.MaxConnectionsPerServer = most;

        // HTTP_PROXY, or Windows' settings, would send a rehearsal's calls to another machine.
        if (IsLoopback(clientConfig))
            sockets.UseProxy = false;
        else if (clientConfig.GetWebProxy() is { } proxy)
            sockets.Proxy = proxy;
        return sockets;
    }

    /// <inheritdoc/>
    public override string? GetConfigUniqueString(IClientConfig clientConfig)
    {
        ArgumentNullException.ThrowIfNull(clientConfig);

        // Null keeps the connections of a client apart from the others'.
        return clientConfig.GetWebProxy() is not null
            ? null
            : FormattableString.Invariant(
                $"{IsLoopback(clientConfig)} {clientConfig.Timeout} {clientConfig.ConnectTimeout} {clientConfig.MaxConnectionsPerServer}");
    }

    private static bool IsLoopback(IClientConfig clientConfig) =>
        Uri.TryCreate(clientConfig.ServiceURL, UriKind.Absolute, out var endpoint) && endpoint.IsLoopback;
}
