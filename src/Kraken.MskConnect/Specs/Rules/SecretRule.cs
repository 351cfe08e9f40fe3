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

        foreach (var reference in ProvidedReference.In(check.Config).Where(r => !r.CanBeGranted))
            NotGranted(check, reference);
    }

    private static void NotGranted(SpecCheck check, ProvidedReference reference)
    {
        var (what, instead) = reference.Kind switch
        {
            ProvidedKind.Secret when check.Spec.IsSource => ("secret", "Give the secret's name or ARN in the reference; or in RdsSecretArn, for a database's."),
            ProvidedKind.Secret => ("secret", "Give the secret's name or ARN in the reference, or grant it in AdditionalPolicyStatement."),
            ProvidedKind.Parameter => ("parameter", "Give the parameter's name in the reference, or grant it in AdditionalPolicyStatement."),
            _ => ("file", "Give the file as region:bucket/key in the reference, or grant it in AdditionalPolicyStatement."),
        };
        check.OnKey(
            FindingSeverity.Warning, reference.Key, "SecretNotGranted",
            $"refers to a {what} whose name no policy can have, so it is not granted", instead);
    }
}
