using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>One of AWS's wire protocols: reads requests into the neutral form and writes answers from it.</summary>
internal abstract class Protocol
{
    private static readonly Dictionary<string, Protocol> _all = new(StringComparer.Ordinal)
    {
        ["rest-json"] = new RestJsonProtocol(),
        ["rest-xml"] = new RestXmlProtocol(),
        ["json"] = new JsonProtocol(),
        ["query"] = new QueryProtocol(),
        ["ec2"] = new Ec2Protocol(),
    };

    /// <summary>The protocol that the model names.</summary>
    internal static Protocol For(ServiceModel service) => _all[service.Protocol];

    /// <summary>
    /// The operation that is asked for: its name where the request names one, and its model where it has one.
    /// </summary>
    internal abstract (string? Name, OperationModel? Model) FindOperation(ServiceModel service, WireRequest request);

    /// <summary>Reads the request.</summary>
    /// <exception cref="MalformedRequestException">The request is not in the protocol's form.</exception>
    internal abstract Structure Parse(OperationModel operation, WireRequest request);

    internal abstract WireResponse Render(
        ServiceModel service, OperationModel operation, Structure output, string requestId);

    internal abstract WireResponse RenderError(ServiceModel service, AwsError error, int status, string requestId);
}
