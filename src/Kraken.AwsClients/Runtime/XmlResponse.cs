using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Kraken.AwsClients.Runtime;

/// <summary>Reads the responses and errors of an operation of the query protocol.</summary>
internal sealed class XmlResponse(
    Func<XElement, AmazonWebServiceResponse> read,
    Func<ErrorResponse, AmazonServiceException> error,
    string? wrapper) : XmlResponseUnmarshaller
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        // Names may hold what XML 1.0 has no character for; services write it as a reference all the same.
        CheckCharacters = false,
    };

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        try
        {
            using var reader = XmlReader.Create(input.Stream, _settings);
            var root = XElement.Load(reader);
            var response = read(wrapper is null ? root : root.Child(wrapper) ?? root);
            response.ResponseMetadata = new() { RequestId = root.Child("ResponseMetadata")?.Text("RequestId") };
            return response;
        }
        catch (Exception broken) when (broken is XmlException or FormatException or OverflowException)
        {
            var data = input.ResponseData;
            throw new AmazonUnmarshallingException(
                data.GetHeaderValue("x-amzn-RequestId"), lastKnownLocation: "", broken, data.StatusCode);
        }
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode)
    {
        var response = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        response.InnerException = innerException;
        response.StatusCode = statusCode;
        return error(response);
    }
}
