using System.Buffers;
using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>A request's body: one JSON object, whose members are written to <see cref="Json"/>.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public JsonBody()
    {
        Json = new Utf8JsonWriter(_buffer);
        Json.WriteStartObject();
    }

    public Utf8JsonWriter Json { get; }

    public void AddTo(IRequest request)
    {
        Json.WriteEndObject();
        Json.Flush();
        request.Content = _buffer.WrittenSpan.ToArray();
        request.Headers.TryAdd("Content-Type", "application/json");
    }

    public void Dispose() => Json.Dispose();
}
