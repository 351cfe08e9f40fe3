using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// The calls that fetch secrets and files: the database's secret, and what the configuration's references to config providers
/// name, as the providers' declarations say.
/// </summary>
internal static class SecretAccess
{
    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec, ConnectorUse use) =>
    [
        .. DatabaseSecret(spec),
        .. SecretKey(spec),
        .. use.ProvidedServices.SelectMany(service => Referenced(spec, service)),
    ];

    private static IEnumerable<AccessRequirement> DatabaseSecret(ConnectorSpec spec) =>
        string.IsNullOrEmpty(spec.RdsSecretArn)
            ? []
            : Required.Calls(
                "DatabaseSecret", "database secret",
                ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                Secret(spec.RdsSecretArn, nameof(spec.RdsSecretArn)));

    private static IEnumerable<AccessRequirement> SecretKey(ConnectorSpec spec) =>
        string.IsNullOrEmpty(spec.SecretKmsKeyArn)
            ? []
            : Required.Calls(
                "SecretKey", "secret key", ["kms:Decrypt"],
                [new RequiredResource(spec.SecretKmsKeyArn, nameof(spec.SecretKmsKeyArn))],
                Required.ViaService(
                    "secretsmanager", SpecArn.Parse(spec.SecretKmsKeyArn, nameof(spec.SecretKmsKeyArn)).Region));

    /// <summary>What references fetch, but the database's secret, which is granted already.</summary>
    private static IEnumerable<AccessRequirement> Referenced(ConnectorSpec spec, UsedService service)
    {
        var database = spec.RdsSecretArn is { Length: > 0 } arn ? Names(arn) : [];
        var resources = service.Resources
            .Where(r => !IsSecret(r.Arn) || !Names(r.Arn).Intersect(database).Any())
            .SelectMany(r => r.Keys, (r, key) => (r.Arn, Because: Required.Key(key)))
            .SelectMany(r => IsSecret(r.Arn) ? Secret(r.Arn, r.Because) : [new RequiredResource(r.Arn, r.Because)]);
        return Required.Calls(service.Sid, service.Need, service.Actions, Merge(resources), service.Context);
    }

    private static bool IsSecret(string arn) => SpecArn.TryParse(arn, out var parsed) && parsed.Service == "secretsmanager";

    /// <summary>The secret, with an example of the random characters where they are not known.</summary>
    private static IEnumerable<RequiredResource> Secret(string arn, string because) =>
        SecretName.Resources(arn).Select(resource => new RequiredResource(resource, because)
        {
            Examples = [resource.Replace("??????", "a1B2c3", StringComparison.Ordinal)],
        });

    /// <summary>The names that the ARN may stand for: its ending may be random characters or a word.</summary>
    private static IEnumerable<string> Names(string arn) => SecretName.Resources(arn).Select(SecretName.Of);

    /// <summary>One resource for each ARN, with all that asked for it.</summary>
    private static IEnumerable<RequiredResource> Merge(IEnumerable<RequiredResource> resources) =>
        from resource in resources
        group resource by resource.Arn into same
        orderby same.Key
        select same.First() with { Because = [.. same.SelectMany(r => r.Because).Distinct().Order(StringComparer.Ordinal)] };
}
