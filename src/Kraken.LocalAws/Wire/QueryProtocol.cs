using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>Form fields in, XML out. Source: Smithy, AWS query protocol.</summary>
internal sealed class QueryProtocol : Protocol
{
    private readonly XmlBody _body = new("member");

    internal override (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request)
    {
        var name = request.Parameters["Action"];
        return (name, name is null ? null : service.Operations.GetValueOrDefault(name));
    }

    internal override Structure Parse(OperationModel operation, WireRequest request) =>
        operation.Input is { } input
            ? request.Parameters.Read(input, m => m.WireName, m => m.IsFlat)
            : [];

    internal override WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId)
    {
        var response = new WireResponse
        {
            ContentType = "text/xml",
            Body = XmlBody.Document(writer =>
            {
                writer.WriteStartElement(operation.Name + "Response", service.XmlNamespace);
                if (operation.Output is { } shape)
                {
                    writer.WriteStartElement(operation.ResultWrapper ?? operation.Name + "Result");
                    _body.WriteMembers(writer, output, shape);
                    writer.WriteEndElement();
                }

                writer.WriteStartElement("ResponseMetadata");
                writer.WriteElementString("RequestId", requestId);
                writer.WriteEndElement();
                writer.WriteEndElement();
            }),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    internal override WireResponse RenderError(ServiceModel service, AwsError error, int status, string requestId)
    {
        var response = new WireResponse
        {
            Status = status,
            ContentType = "text/xml",
            Body = XmlBody.Document(writer =>
            {
                writer.WriteStartElement("ErrorResponse", service.XmlNamespace);
                writer.WriteStartElement("Error");
                writer.WriteElementString("Type", status < 500 ? "Sender" : "Receiver");
                writer.WriteElementString("Code", error.Code);
                writer.WriteElementString("Message", error.Message);
                writer.WriteEndElement();
                writer.WriteElementString("RequestId", requestId);
                writer.WriteEndElement();
            }),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }
}
