using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>EC2's variant of the query protocol. Source: Smithy, AWS EC2 query protocol.</summary>
internal sealed class Ec2Protocol : Protocol
{
    private readonly XmlBody _body = new("item");

    internal override (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request)
    {
        var name = request.Parameters["Action"];
        return (name, name is null ? null : service.Operations.GetValueOrDefault(name));
    }

    internal override Structure Parse(OperationModel operation, WireRequest request) =>
        operation.Input is { } input
            ? request.Parameters.Read(input, RequestName, _ => true)
            : [];

    internal override WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId)
    {
        var response = new WireResponse
        {
            ContentType = "text/xml;charset=UTF-8",
            Body = XmlBody.Document(writer =>
            {
                // The namespace ends in a slash on the wire although the model's does not.
                writer.WriteStartElement(operation.Name + "Response", service.XmlNamespace?.TrimEnd('/') + "/");
                writer.WriteElementString("requestId", requestId);
                if (operation.Output is { } shape)
                    _body.WriteMembers(writer, output, shape);
                else
                    writer.WriteElementString("return", "true");
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
            ContentType = "text/xml;charset=UTF-8",
            Body = XmlBody.Document(writer =>
            {
                writer.WriteStartElement("Response");
                writer.WriteStartElement("Errors");
                writer.WriteStartElement("Error");
                writer.WriteElementString("Code", error.Code);
                writer.WriteElementString("Message", error.Message);
                writer.WriteEndElement();
                writer.WriteEndElement();
                writer.WriteElementString("RequestID", requestId);
                writer.WriteEndElement();
            }),
        };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    /// <summary>
    /// A member's name in a request: its query name, else its location name with a capital, else its own.
    /// </summary>
    internal static string RequestName(Member member) =>
        member.QueryName
        ?? (member.LocationName is { } name ? char.ToUpperInvariant(name[0]) + name[1..] : member.Name);
}
