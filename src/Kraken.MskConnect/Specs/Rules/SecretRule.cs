using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Secrets are references, and what references need is there.</summary>
internal sealed class SecretRule : ISpecRule
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

        var undeclared = ConfigReference.LeftToWorkers(spec.ConnectorConfiguration).FirstOrDefault(r => r.IsMeant);
        if (undeclared is not null && string.IsNullOrEmpty(spec.WorkerConfigurationArn))
        {
            check.Warning(
                nameof(spec.WorkerConfigurationArn), "ConfigProvider", null,
                $"is not given, but {SpecFinding.ConfigurationField(undeclared.Key)} refers to the config provider "
                + $"{undeclared.Provider}, which MSK Connect's default worker configuration does not declare",
                "Give a worker configuration with config.providers.");
        }
    }
}
