using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>AWS JSON 1.0 and 1.1: the operation in X-Amz-Target. Source: Smithy, AWS JSON 1.1 protocol.</summary>
internal sealed class JsonProtocol : Protocol
{
    internal const string TargetHeader = "X-Amz-Target";

    internal override (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request)
    {
        var target = request.Header(TargetHeader);
        var dot = target?.LastIndexOf('.') ?? -1;
        if (dot < 0 || target![..dot] != service.TargetPrefix)
            return (null, null);
        var name = target[(dot + 1)..];
        return (name, service.Operations.GetValueOrDefault(name));
    }

    internal override Structure Parse(OperationModel operation, WireRequest request) =>
        operation.Input is { } input ? JsonBody.Read(request.Body, input) : [];

    internal override WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId)
    {
        // An operation without an output answers with an empty body.
        var response = new WireResponse
        {
            ContentType = ContentType(service),
            Body = operation.Output is { } shape ? JsonBody.Write(output, shape, Timestamps.UnixSeconds) : [],
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    internal override WireResponse RenderError(ServiceModel service, AwsError error, int status, string requestId)
    {
        var response = new WireResponse
        {
            Status = status,
            ContentType = ContentType(service),
            Body = JsonBody.WriteError(("__type", error.Code), ("message", error.Message)),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    private static string ContentType(ServiceModel service) => $"application/x-amz-json-{service.JsonVersion ?? "1.1"}";
}
