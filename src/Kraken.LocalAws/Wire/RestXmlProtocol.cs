using System.Xml;
using System.Xml.Linq;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>
/// REST with XML bodies as S3 speaks it. Source: Smithy, AWS restXml protocol; Amazon S3 API reference.
/// </summary>
internal sealed class RestXmlProtocol : Protocol
{
    private const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // S3's root elements are not named after its shapes.
    private static readonly Dictionary<string, string> _roots = new(StringComparer.Ordinal)
    {
        ["ListObjectsV2"] = "ListBucketResult",
        ["ListBuckets"] = "ListAllMyBucketsResult",
        ["GetBucketLocation"] = "LocationConstraint",
        ["GetBucketEncryption"] = "ServerSideEncryptionConfiguration",
    };

    private readonly XmlBody _body = new("member");

    internal override (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request)
    {
        var operation = HttpBinding.FindOperation(service, request);
        return (operation?.Name, operation);
    }

    internal override Structure Parse(OperationModel operation, WireRequest request)
    {
        request = AwsChunkedBody.Decode(request);
        var input = new Structure();
        HttpBinding.ReadMembers(operation, request, input);
        if (operation.Input is not { Payload: { } payload } shape || request.Body.Length == 0)
            return input;
        var member = shape.Find(payload)!;
        input[payload] = member.Shape.Kind == ShapeKind.Blob
            ? request.Body
            : ReadStructure(Root(request.Body), member.Shape);
        return input;
    }

    internal override WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId)
    {
        var blob = operation.Output is { Payload: { } payload } ? output.GetValueOrDefault(payload) as byte[] : null;
        var hasBody = operation.Method != "HEAD"
            && operation.Output is { } shape && shape.Members.Any(m => m.Location == MemberLocation.Body);
        var response = new WireResponse
        {
            Status = operation.ResponseCode,
            ContentType = blob is not null || !hasBody ? null : "application/xml",
            Body = blob ?? (hasBody ? Body(operation, output) : []),
        };
        response.Headers["x-amz-request-id"] = requestId;
        HttpBinding.WriteHeaders(operation, output, response);
        return response;
    }

    internal override WireResponse RenderError(ServiceModel service, AwsError error, int status, string requestId)
    {
        var response = new WireResponse
        {
            Status = status,
            ContentType = "application/xml",
            Body = XmlBody.Document(writer =>
            {
                writer.WriteStartElement("Error");
                writer.WriteElementString("Code", error.Code);
                writer.WriteElementString("Message", error.Message);
                writer.WriteElementString("RequestId", requestId);
                writer.WriteEndElement();
            }),
        };
        response.Headers["x-amz-request-id"] = requestId;
        return response;
    }

    private byte[] Body(OperationModel operation, Structure output) => XmlBody.Document(writer =>
    {
        writer.WriteStartElement(_roots.GetValueOrDefault(operation.Name, operation.Name + "Result"), S3Namespace);
        // The location is the root's own text.
        if (operation.Name == "GetBucketLocation")
            writer.WriteString(output.Text("LocationConstraint"));
        else if (operation.Output!.Payload is { } payload)
            _body.WriteMembers(writer, output.Child(payload) ?? Structure.Empty, operation.Output.Find(payload)!.Shape);
        else
            _body.WriteMembers(writer, output, operation.Output);
        writer.WriteEndElement();
    });

    private static XElement Root(byte[] body)
    {
        try
        {
            using var stream = new MemoryStream(body);
            using var reader =
                XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException e)
        {
            throw new MalformedRequestException("The body is not XML.", e);
        }
    }

    private static Structure ReadStructure(XElement element, Shape shape)
    {
        var result = new Structure();
        foreach (var member in shape.Members)
        {
            var elements = element.Elements().Where(e => e.Name.LocalName == member.WireName).ToList();
            if (elements.Count > 0)
                result[member.Name] = ReadValue(elements, member);
        }

        return result;
    }

    private static object? ReadValue(List<XElement> elements, Member member)
    {
        var shape = member.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => ReadStructure(elements[0], shape),
            ShapeKind.List when member.IsFlat => elements.Select(e => ReadValue([e], shape.Element!)).ToList(),
            ShapeKind.List => elements[0].Elements().Select(e => ReadValue([e], shape.Element!)).ToList(),
            _ => HttpBinding.ReadText(elements[0].Value, member),
        };
    }
}
