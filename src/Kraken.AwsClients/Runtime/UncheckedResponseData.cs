using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace Kraken.AwsClients.Runtime;

/// <summary>
/// A response whose <c>x-amz-crc32</c> is not looked at. AWSSDK.Core checks it by System.IO.Hashing, which PowerShell
/// does not bring; DynamoDB alone is known to send it, and TLS guards what arrives.
/// </summary>
internal sealed class UncheckedResponseData(IWebResponseData response) : IWebResponseData
{
    private const string Checksum = "x-amz-crc32";

    public long ContentLength => response.ContentLength;

    public string ContentType => response.ContentType;

    public HttpStatusCode StatusCode => response.StatusCode;

    public bool IsSuccessStatusCode => response.IsSuccessStatusCode;

    public IHttpResponseBody ResponseBody => response.ResponseBody;

    public string[] GetHeaderNames() => response.GetHeaderNames();

    public bool IsHeaderPresent(string headerName) => !IsChecksum(headerName) && response.IsHeaderPresent(headerName);

    public string? GetHeaderValue(string headerName) => IsChecksum(headerName) ? null : response.GetHeaderValue(headerName);

    public bool IsEventHeaderPresent(string headerName) => response.IsEventHeaderPresent(headerName);

    public IEventStreamHeader GetEventStreamHeader(string headerName) => response.GetEventStreamHeader(headerName);

    private static bool IsChecksum(string headerName) => headerName.Equals(Checksum, StringComparison.OrdinalIgnoreCase);
}
