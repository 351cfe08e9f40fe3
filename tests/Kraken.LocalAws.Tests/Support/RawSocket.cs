using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kraken.LocalAws.Tests.Support;

/// <summary>A connection that says what a test wants, HTTP or not.</summary>
internal sealed class RawSocket : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new();

    public static async Task<RawSocket> ConnectAsync(LocalAwsServer server)
    {
        var socket = new RawSocket();
        await socket._client.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
        return socket;
    }

    /// <summary>Sends a request in one go and reads until the server closes the connection.</summary>
    public static async Task<string> AskAsync(LocalAwsServer server, string text)
    {
        using var socket = await ConnectAsync(server);
        await socket.SendAsync(text);
        return await socket.ReadAsync();
    }

    public static string Signed(string service, string region = "us-east-1") =>
        $"Authorization: AWS4-HMAC-SHA256 Credential=AKIATEST/20260301/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00\r\n";

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes).AsTask().WaitAsync(_patience);

    /// <summary>All that comes until the server closes or resets the connection.</summary>
    public async Task<string> ReadAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await _client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(_patience)) > 0)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // A reset ends it as well.
        }

        return text.ToString();
    }

    public void Dispose() => _client.Dispose();
}
