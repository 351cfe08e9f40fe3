using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Wire;

/// <summary>Finds the service that a request is for.</summary>
internal static class ServiceResolver
{
    /// <summary>
    /// The service by the credential scope; for an unsigned request by X-Amz-Target, host, or the form of the request.
    /// AWS has a host name a service; here all share one. Source of the scope: IAM user guide, Signature Version 4.
    /// </summary>
    internal static ServiceModel? Find(WireRequest request, Credential? credential)
    {
        return credential is not null ? ServiceCatalog.Find(credential.Service) : FindByForm(request);
    }

    /// <summary>The service that the request is for by all but its signature, or null.</summary>
    internal static ServiceModel? FindByForm(WireRequest request)
    {
        if (request.Header(JsonProtocol.TargetHeader)?.Split('.')[0] is { } target)
            return ServiceCatalog.Names.Select(n => ServiceCatalog.Find(n)!)
                .FirstOrDefault(s => s.TargetPrefix == target);

        var host = request.Header("Host")?.Split('.', ':');
        if (host?.Select(ServiceCatalog.Find).FirstOrDefault(s => s is not null) is { } byHost)
            return byHost;
        if (request.Method == "POST" && request.RawSegments.Count == 0)
        {
            var action = request.Parameters["Action"];
            return ServiceCatalog.Names.Select(n => ServiceCatalog.Find(n)!)
                .FirstOrDefault(
                    s => s.Protocol is "query" or "ec2" && action is not null && s.Operations.ContainsKey(action));
        }

        return ServiceCatalog.Names.Select(n => ServiceCatalog.Find(n)!)
            .Where(s => s.Protocol == "rest-json")
            .FirstOrDefault(s => HttpBinding.FindOperation(s, request) is not null);
    }
}
