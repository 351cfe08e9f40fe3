using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>The calls to AWS's services that a connector's class makes, as the catalogue of classes tells.</summary>
internal static class ClassAccess
{
    internal static IEnumerable<AccessRequirement> For(ConnectorUse use) => use.Services.SelectMany(service => Required.Calls(
        service.Sid, service.Need, service.Actions,
        service.Resources.Select(r => new RequiredResource(r.Arn, [.. r.Keys.Select(Required.Key)]) { Examples = r.Examples }),
        service.Context));
}
