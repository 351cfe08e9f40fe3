using System.Text.Json;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Kraken.AwsClients.Runtime;

/// <summary>How an operation's request is written and its response read.</summary>
internal sealed class Operation
{
    private readonly IMarshaller<IRequest, AmazonWebServiceRequest> _marshaller;
    private readonly ResponseUnmarshaller _unmarshaller;

    private Operation(IMarshaller<IRequest, AmazonWebServiceRequest> marshaller, ResponseUnmarshaller unmarshaller)
    {
        _marshaller = marshaller;
        _unmarshaller = unmarshaller;
    }

    /// <summary>An operation whose response and errors are JSON.</summary>
    public static Operation Json<TRequest>(
        Func<TRequest, IRequest> marshal,
        Func<JsonElement, AmazonWebServiceResponse> read,
        Func<ErrorResponse, JsonElement, AmazonServiceException> error)
        where TRequest : AmazonWebServiceRequest =>
        new(new RequestMarshaller<TRequest>(marshal), new JsonResponse(read, error));

    /// <summary>An operation of the query protocol; its response's members are in the element <paramref name="wrapper"/>.</summary>
    public static Operation Query<TRequest>(
        Func<TRequest, IRequest> marshal,
        Func<XElement, AmazonWebServiceResponse> read,
        Func<ErrorResponse, AmazonServiceException> error,
        string? wrapper)
        where TRequest : AmazonWebServiceRequest =>
        new(new RequestMarshaller<TRequest>(marshal), new XmlResponse(read, error, wrapper));

    /// <summary>What the SDK's pipeline needs for one call.</summary>
    public InvokeOptions Options() => new() { RequestMarshaller = _marshaller, ResponseUnmarshaller = _unmarshaller };

    private sealed class RequestMarshaller<TRequest>(Func<TRequest, IRequest> marshal) : IMarshaller<IRequest, AmazonWebServiceRequest>
        where TRequest : AmazonWebServiceRequest
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => marshal((TRequest)input);
    }
}
