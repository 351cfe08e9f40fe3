using System.Text.RegularExpressions;
using Kraken.MskConnect.Redacting;
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
internal static partial class SecretAccess
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
        var secrets = References(spec, config, Provider.Secrets)
            .Select(reference => (reference.Key, Arn: SecretArn(spec, reference.Path)))
            .Where(secret => secret.Arn is not null && !Names(secret.Arn).Intersect(database).Any())
            .SelectMany(secret => Secret(secret.Arn!, Required.Key(secret.Key)));
        return Required.Calls("ReferencedSecrets", "referenced secrets", ["secretsmanager:GetSecretValue"], Merge(secrets));
    }

    private static IEnumerable<AccessRequirement> Parameters(ConnectorSpec spec, ConnectorConfig config)
    {
        var start = $"arn:{SpecArn.PartitionOf(spec.Region)}:ssm:{spec.Region}:{spec.AccountId}:parameter";
        var parameters = References(spec, config, Provider.Parameters)
            .Where(reference => IsPlain(reference.Path))
            .Select(reference => new RequiredResource(
                $"{start}/{reference.Path.TrimStart('/')}", Required.Key(reference.Key)));
        return Required.Calls("ReferencedParameters", "referenced parameters", ["ssm:GetParameter"], Merge(parameters));
    }

    private static IEnumerable<AccessRequirement> Files(ConnectorSpec spec, ConnectorConfig config)
    {
        var files = References(spec, config, Provider.Files)
            .Where(reference => IsPlain(reference.Path) && reference.Path.Contains('/', StringComparison.Ordinal))
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

    private static string? SecretArn(ConnectorSpec spec, string path) => !IsPlain(path) ? null
        : path.StartsWith("arn:", StringComparison.Ordinal) ? path
        : $"arn:{SpecArn.PartitionOf(spec.Region)}:secretsmanager:{spec.Region}:{spec.AccountId}:secret:{path}";

    /// <summary>Characters that mean something else in a policy could widen the grant, so nothing is granted for them.</summary>
    private static bool IsPlain(string path) => path.Length > 0 && path.IndexOfAny(['*', '?', '$', ' ']) < 0;

    /// <summary>One resource for each ARN, with all that asked for it.</summary>
    private static IEnumerable<RequiredResource> Merge(IEnumerable<RequiredResource> resources) =>
        from resource in resources
        group resource by resource.Arn into same
        orderby same.Key
        select same.First() with { Because = [.. same.SelectMany(r => r.Because).Distinct().Order(StringComparer.Ordinal)] };

    private static IEnumerable<(string Key, string Path)> References(
        ConnectorSpec spec, ConnectorConfig config, Provider provider) =>
        from entry in spec.ConnectorConfiguration
        from Match match in Reference().Matches(entry.Value)
        where ProviderOf(match.Groups["provider"].Value, config) == provider
        select (entry.Key, Path(provider, match.Groups["rest"].Value));

    /// <summary>
    /// What of a reference names the thing. A secret is named by name or ARN, perhaps percent-encoded, and a key of it
    /// follows; a parameter follows an optional region; a file is <c>region:bucket/key</c>.
    /// </summary>
    private static string Path(Provider provider, string rest)
    {
        var parts = Uri.UnescapeDataString(rest).Split(':');
        if (provider != Provider.Secrets)
            return parts[^1];

        // arn:partition:secretsmanager:region:account:secret:name
        const int arnParts = 7;
        return parts[0] == "arn" && parts.Length >= arnParts ? string.Join(':', parts.Take(arnParts)) : parts[0];
    }

    private static Provider ProviderOf(string name, ConnectorConfig config)
    {
        var type = config.ProviderClass(name) ?? name;
        return type.Contains("secret", StringComparison.OrdinalIgnoreCase) ? Provider.Secrets
            : type.Contains("ssm", StringComparison.OrdinalIgnoreCase) ? Provider.Parameters
            : type.Contains("s3", StringComparison.OrdinalIgnoreCase) ? Provider.Files
            : Provider.Other;
    }

    private enum Provider
    {
        Other,
        Secrets,
        Parameters,
        Files,
    }

    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z][\w.-]*):(?<rest>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
