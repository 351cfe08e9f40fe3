using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// The calls that fetch secrets and files: the database's secret, and what the configuration's references
/// <c>${provider:path:key}</c> name. Providers are told apart by the class that the worker configuration declares for them,
/// or where that was not read by their names, as AWS's instructions name them.
/// Source: Amazon MSK developer guide, Externalize sensitive information using config providers; the documentation of
/// AWS's config providers for Secrets Manager, Systems Manager and S3.
/// </summary>
internal static class SecretAccess
{
    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec, ConnectorConfig config) =>
    [
        .. DatabaseSecret(spec),
        .. SecretKey(spec),
        .. Secrets(spec, config),
        .. Parameters(spec, config),
        .. Files(spec, config),
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

    /// <summary>Secrets that the configuration refers to, beside the database's.</summary>
    private static IEnumerable<AccessRequirement> Secrets(ConnectorSpec spec, ConnectorConfig config)
    {
        var database = spec.RdsSecretArn is { Length: > 0 } arn ? Names(arn) : [];
        var secrets = References(config, ProvidedKind.Secret)
            .Select(reference => (reference.Key, Arn: SecretArn(spec, reference)))
            .Where(secret => !Names(secret.Arn).Intersect(database).Any())
            .SelectMany(secret => Secret(secret.Arn, Required.Key(secret.Key)));
        return Required.Calls("ReferencedSecrets", "referenced secrets", ["secretsmanager:GetSecretValue"], Merge(secrets));
    }

    private static IEnumerable<AccessRequirement> Parameters(ConnectorSpec spec, ConnectorConfig config)
    {
        var partition = SpecArn.PartitionOf(spec.Region);
        var parameters = References(config, ProvidedKind.Parameter)
            .Select(reference => new RequiredResource(
                $"arn:{partition}:ssm:{reference.Region ?? spec.Region}:{spec.AccountId}:parameter/{reference.Path.TrimStart('/')}",
                Required.Key(reference.Key)));
        return Required.Calls("ReferencedParameters", "referenced parameters", ["ssm:GetParameter"], Merge(parameters));
    }

    private static IEnumerable<AccessRequirement> Files(ConnectorSpec spec, ConnectorConfig config)
    {
        var files = References(config, ProvidedKind.File)
            .Select(reference => new RequiredResource(
                $"arn:{SpecArn.PartitionOf(spec.Region)}:s3:::{reference.Path}", Required.Key(reference.Key)));
        return Required.Calls("ReferencedFiles", "referenced files", ["s3:GetObject"], Merge(files));
    }

    /// <summary>The secret, with an example of the random characters where they are not known.</summary>
    private static IEnumerable<RequiredResource> Secret(string arn, string because) =>
        SecretName.Resources(arn).Select(resource => new RequiredResource(resource, because)
        {
            Examples = [resource.Replace("??????", "a1B2c3", StringComparison.Ordinal)],
        });

    /// <summary>The names that the ARN may stand for: its ending may be random characters or a word.</summary>
    private static IEnumerable<string> Names(string arn) => SecretName.Resources(arn).Select(SecretName.Of);

    private static string SecretArn(ConnectorSpec spec, ProvidedReference reference) =>
        reference.Path.StartsWith("arn:", StringComparison.Ordinal)
            ? reference.Path
            : $"arn:{SpecArn.PartitionOf(spec.Region)}:secretsmanager:{reference.Region ?? spec.Region}:{spec.AccountId}:secret:{reference.Path}";

    private static IEnumerable<ProvidedReference> References(ConnectorConfig config, ProvidedKind kind) =>
        ProvidedReference.In(config).Where(reference => reference.Kind == kind && reference.CanBeGranted);

    /// <summary>One resource for each ARN, with all that asked for it.</summary>
    private static IEnumerable<RequiredResource> Merge(IEnumerable<RequiredResource> resources) =>
        from resource in resources
        group resource by resource.Arn into same
        orderby same.Key
        select same.First() with { Because = [.. same.SelectMany(r => r.Because).Distinct().Order(StringComparer.Ordinal)] };
}
