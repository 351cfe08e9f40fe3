using System.Text.RegularExpressions;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Secrets are references, and what references need is there.</summary>
internal sealed partial class SecretRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        foreach (var (key, value) in spec.ConnectorConfiguration)
        {
            if (Redaction.IsSecret(key, value))
            {
                check.OnKey(
                    FindingSeverity.Warning, key, "LiteralSecret",
                    "contains a secret, which anyone who may describe the connector can read",
                    "Store it in Secrets Manager and write ${secretsmanager:SECRET:KEY}, "
                    + "with a worker configuration that declares the provider.");
            }
        }

        var references = spec.ConnectorConfiguration
            .SelectMany(entry => Reference().Matches(entry.Value).Select(match => (entry.Key, Match: match)))
            .ToList();
        if (references.Count == 0)
            return;
        var own = check.Config.List("config.providers");
        if (string.IsNullOrEmpty(spec.WorkerConfigurationArn)
            && references.Find(r => !own.Contains(r.Match.Groups["provider"].Value)) is { Key: { } undeclared })
        {
            check.Warning(
                nameof(spec.WorkerConfigurationArn), "ConfigProvider", null,
                $"is not given, but {SpecFinding.ConfigurationField(undeclared)} "
                + "refers to a config provider, and MSK Connect's default worker configuration does not declare one",
                "Give a worker configuration with config.providers.");
        }

        CheckSecretGrants(check, references);
    }

    private static void CheckSecretGrants(SpecCheck check, List<(string Key, Match Match)> references)
    {
        var granted = check.Spec.RdsSecretArn is { Length: > 0 } arn ? SecretName.Of(arn) : null;
        foreach (var (key, match) in references)
        {
            var provider = match.Groups["provider"].Value;
            var isSecret = (check.Config.ProviderClass(provider) ?? provider).Contains("secret", StringComparison.OrdinalIgnoreCase);
            var name = Uri.UnescapeDataString(match.Groups["path"].Value);
            if (!isSecret || name == granted || name == check.Spec.RdsSecretArn)
                continue;
            check.OnKey(
                FindingSeverity.Warning, key, "SecretNotGranted",
                granted is null
                    ? "refers to a secret, but RdsSecretArn is not given"
                    : $"refers to a secret other than RdsSecretArn, {granted}",
                "Give the ARN of the secret that the configuration refers to in RdsSecretArn.");
        }
    }

    [GeneratedRegex(@"\$\{(?<provider>[^{}:]+):(?<path>[^{}]*?)(?::(?<key>[^{}:]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
