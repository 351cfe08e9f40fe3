using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Kraken.AwsClients.Runtime;

/// <summary>Reads the responses and errors of an operation that answers in JSON.</summary>
internal sealed class JsonResponse(
    Func<JsonElement, AmazonWebServiceResponse> read,
    Func<ErrorResponse, JsonElement, AmazonServiceException> error) : JsonResponseUnmarshaller
{
    public override UnmarshallerContext CreateContext(
        IWebResponseData response,
        bool readEntireResponse,
        Stream stream,
        RequestMetrics metrics,
        bool isException,
        IRequestContext requestContext) =>
        base.CreateContext(
            new UncheckedResponseData(response), readEntireResponse, stream, metrics, isException, requestContext);

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        // Operations without output answer with an empty body.
        if (body.Length == 0)
            return read(default);
        body.Position = 0;
        using var document = JsonDocument.Parse(body);
        return read(document.RootElement);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var response = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        response.InnerException = innerException;
        response.StatusCode = statusCode;
        using var document = TryParse(input.GetResponseBodyBytes());
        return error(response, document?.RootElement ?? default);
    }

    // A proxy in between answers with what it likes.
    private static JsonDocument? TryParse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
