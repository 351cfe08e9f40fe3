using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>An AWS service that a connector's workers call themselves, so that a way must lead there from its subnets.</summary>
/// <param name="Name">The service as endpoints name it, for example <c>secretsmanager</c>.</param>
/// <param name="Region">The region in which it is called.</param>
/// <param name="Because">The spec fields and configuration keys that cause it.</param>
internal sealed record NeededService(string Name, string Region, IReadOnlyList<string> Because)
{
    /// <summary>The service, and why it is needed.</summary>
    public string Words => $"{Name} ({string.Join(", ", Because)})";

    /// <summary>
    /// The services, ordered by name. Not among them: KMS, which S3 and Secrets Manager call by themselves; CloudWatch Logs,
    /// since MSK Connect delivers the log; S3 for the plugin, which MSK Connect fetches; and STS for IAM authentication, which
    /// is a signature and no call, unless the configuration assumes another role. Source: AWS KMS developer guide,
    /// kms:ViaService; Amazon MSK developer guide, Logging for MSK Connect and Custom plugins; aws-msk-iam-auth, README and
    /// issues 118 and 224.
    /// </summary>
    public static IReadOnlyList<NeededService> Of(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        // With a URL of its own the sink does not call S3 by its name.
        var bucket = connector.Use.Bucket is { HasOwnAddress: false } used ? used : null;
        var calls = SecretAccess.For(spec, connector.Use)
            .Concat(S3Access.For(spec, connector, []).Where(r => ServiceOf(r) == "sts"))
            .Concat(SchemaRegistryAccess.For(spec, connector.Config, []))
            .Concat(ClassAccess.For(connector.Use))
            .Where(r => ServiceOf(r) != "kms")
            .SelectMany(r => r.Because.Select(because => (Service: ServiceOf(r), Region: RegionOf(r), Because: because)))
            .Concat(bucket is not null && SpecBucket.Of(spec, connector) is { } place
                ? [(Service: "s3", Region: connector.Config.Get(bucket.Region?.Key ?? S3Keys.Region) ?? spec.Region, place.Because)]
                : [])
            .Concat(spec.ConnectorConfiguration
                .Where(entry => entry.Value.Contains("awsRoleArn=", StringComparison.Ordinal))
                .Select(entry => (Service: "sts", spec.Region, Because: Required.Key(entry.Key))));
        return
        [
            .. from call in calls
               group call.Because by (call.Service, call.Region) into service
               orderby service.Key
               select new NeededService(service.Key.Service, service.Key.Region, [.. service.Distinct()]),
        ];

        string RegionOf(AccessRequirement requirement) =>
            SpecArn.TryParse(requirement.Resource, out var arn) && !string.IsNullOrEmpty(arn.Region) ? arn.Region : spec.Region;
    }

    private static string ServiceOf(AccessRequirement requirement) => requirement.Action.Split(':')[0];
}
