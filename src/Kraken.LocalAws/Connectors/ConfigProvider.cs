using System.Text.RegularExpressions;

namespace Kraken.LocalAws.Connectors;

/// <summary>What a config provider fetches.</summary>
internal enum ProvidedKind
{
    /// <summary>Nothing that this cloud has.</summary>
    Other,
    Secret,
    Parameter,
    File,
}

/// <summary>
/// Config providers by the classes that the worker configuration or the connector declares, and where neither does by the
/// names under which their documentation declares them. Source: aws-samples/msk-config-providers; jcustenborder's, Confluent's
/// and Lenses' providers of secrets, their source.
/// </summary>
internal static partial class ConfigProvider
{
    private const string Aws = "com.amazonaws.kafka.config.providers.";
    private const string Jcustenborder = "com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider";
    private const string Confluent = "io.confluent.csid.config.provider.aws.SecretsManagerConfigProvider";
    private const string Lenses = "io.lenses.connect.secrets.providers.AWSSecretProvider";

    /// <summary>What the provider fetches.</summary>
    internal static ProvidedKind KindOf(ConnectorConfig config, string provider) => ClassOf(config, provider) switch
    {
        Aws + "SecretsManagerConfigProvider" or Jcustenborder or Confluent or Lenses => ProvidedKind.Secret,
        Aws + "SsmParamStoreConfigProvider" => ProvidedKind.Parameter,
        Aws + "S3ImportConfigProvider" => ProvidedKind.File,
        not null => ProvidedKind.Other,
        null when SecretName().IsMatch(provider) => ProvidedKind.Secret,
        null when provider.Contains("ssm", StringComparison.OrdinalIgnoreCase) => ProvidedKind.Parameter,
        null when provider.Equals("s3import", StringComparison.OrdinalIgnoreCase) => ProvidedKind.File,
        _ => ProvidedKind.Other,
    };

    /// <summary>The class that is declared for it; null where none is.</summary>
    internal static string? ClassOf(ConnectorConfig config, string provider) => config.OfWorkerOrOwn($"config.providers.{provider}.class");

    /// <summary>A parameter of its declaration, or null.</summary>
    internal static string? Parameter(ConnectorConfig config, string provider, string name) =>
        config.OfWorkerOrOwn($"config.providers.{provider}.param.{name}");

    /// <summary>The region that it is told to ask in: AWS's providers have another key for it than the others.</summary>
    internal static string? RegionOf(ConnectorConfig config, string provider) =>
        Parameter(config, provider, "region") ?? Parameter(config, provider, "aws.region");

    /// <summary>Whether it asks when a secret is rotated before it reads it.</summary>
    internal static bool Describes(ConnectorConfig config, string provider) => ClassOf(config, provider) == Lenses;

    /// <summary>What it puts before a secret's name; jcustenborder's joins it as a path.</summary>
    internal static string PrefixOf(ConnectorConfig config, string provider) => ClassOf(config, provider) switch
    {
        Jcustenborder when Parameter(config, provider, "secret.prefix") is { } prefix => prefix.TrimEnd('/') + "/",
        Confluent => Parameter(config, provider, "secret.prefix") ?? "",
        _ => "",
    };

    /// <summary>All references of a configuration to providers of a kind: the provider and what follows its name.</summary>
    internal static IEnumerable<(string Provider, string Text)> References(ConnectorConfig config, ProvidedKind kind) =>
        from value in config.Values.Values
        from match in Reference().Matches(value)
        let provider = match.Groups[1].Value
        where KindOf(config, provider) == kind
        select (provider, match.Groups[2].Value);

    /// <summary>The declared providers that the configuration refers to and nobody here can stand in for.</summary>
    internal static IReadOnlyList<string> NotJudged(ConnectorConfig config) =>
        [.. References(config, ProvidedKind.Other).Select(r => r.Provider).Where(p => ClassOf(config, p) is not null).Distinct()];

    [GeneratedRegex(@"\$\{([\w.-]+):([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\Asecrets?-?manager\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
