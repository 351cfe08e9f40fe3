using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>
/// Makes an answer that is no XML, a proxy's page for example, the SDK's error for what cannot be read, as generated
/// clients and the official JSON ones have it. The official XML clients let the reader's own exception out.
/// </summary>
internal sealed class UnreadableResponseHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (XmlException broken)
        {
            var response = executionContext.ResponseContext.HttpResponse;
            throw new AmazonUnmarshallingException(
                response?.GetHeaderValue("x-amzn-RequestId"), lastKnownLocation: "", broken, response?.StatusCode ?? default);
        }
    }
}
