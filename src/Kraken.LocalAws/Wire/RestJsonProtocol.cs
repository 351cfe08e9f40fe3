using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>REST with JSON bodies. Source: Smithy, AWS restJson1 protocol.</summary>
internal sealed class RestJsonProtocol : Protocol
{
    internal override (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request)
    {
        var operation = HttpBinding.FindOperation(service, request);
        return (operation?.Name, operation);
    }

    internal override Structure Parse(OperationModel operation, WireRequest request)
    {
        var input = operation.Input is { } shape
            ? JsonBody.Read(request.Body, shape, m => m.Location == MemberLocation.Body)
            : [];
        HttpBinding.ReadMembers(operation, request, input);
        return input;
    }

    internal override WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId)
    {
        var response = new WireResponse
        {
            Status = operation.ResponseCode,
            ContentType = "application/json",
            Body = JsonBody.Write(output, operation.Output, Timestamps.UnixSeconds),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        HttpBinding.WriteHeaders(operation, output, response);
        return response;
    }

    internal override WireResponse RenderError(ServiceModel service, AwsError error, int status, string requestId)
    {
        var response = new WireResponse
        {
            Status = status,
            ContentType = "application/json",
            Body = JsonBody.WriteError(("message", error.Message)),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers["x-amzn-ErrorType"] = error.Code;
        return response;
    }
}
