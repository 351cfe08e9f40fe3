using Amazon.SecretsManager.Model;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The database's secret is there. Its value is not asked for.</summary>
internal sealed class ObjectsSecretCheck : IConnectorCheck
{
    public string Name => "Objects.Secret";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (spec.RdsSecretArn is not { Length: > 0 } arn)
            return CheckOutcome.Pass("The spec names no secret.");
        const string Remedy = "Correct RdsSecretArn, or make the secret.";
        if (SpecArn.Parse(arn, nameof(spec.RdsSecretArn)).Region is { } region && region != spec.Region)
        {
            return CheckOutcome.Fail(
                $"The secret {SecretName.Of(arn)} is in {region}, and the connector asks for its secrets in {spec.Region}.",
                $"Name a secret in {spec.Region}, for example a replica of this one.",
                nameof(spec.RdsSecretArn));
        }

        try
        {
            var secret = await connector.Context.CallAsync("secretsmanager:DescribeSecret", () =>
                connector.Context.Aws.SecretsManager.DescribeSecretAsync(
                    new DescribeSecretRequest { SecretId = arn }, connector.StopToken));
            if (secret.DeletedDate is { } date)
            {
                return CheckOutcome.Fail(
                    $"The secret {secret.Name} is to be deleted on {date:yyyy-MM-dd}, so nobody can read it.",
                    "Restore it, or name another one in RdsSecretArn.",
                    nameof(spec.RdsSecretArn));
            }

            return secret.KmsKeyId is { Length: > 0 } key && !IsGranted(spec, key)
                ? CheckOutcome.Fail(
                    $"The secret {secret.Name} is encrypted with {key}, and the spec grants the role "
                    + $"{(string.IsNullOrEmpty(spec.SecretKmsKeyArn) ? "no key of secrets" : spec.SecretKmsKeyArn)}.",
                    $"Give SecretKmsKeyArn {key}.",
                    nameof(spec.SecretKmsKeyArn))
                : CheckOutcome.Pass($"The secret {secret.Name ?? SecretName.Of(arn)} exists.");
        }
        catch (ResourceNotFoundException)
        {
            return CheckOutcome.Fail($"The secret {arn} does not exist.", Remedy, nameof(spec.RdsSecretArn));
        }
    }

    /// <summary>
    /// Whether the role may use the secret's key as far as the spec goes. AWS's own needs no grant, and which key an alias
    /// stands for is not looked up. Source: Secrets Manager user guide, secret encryption and decryption.
    /// </summary>
    private static bool IsGranted(ConnectorSpec spec, string key) =>
        key.Contains("alias/", StringComparison.Ordinal)
        || key == spec.SecretKmsKeyArn
        || spec.SecretKmsKeyArn?.EndsWith("/" + key, StringComparison.Ordinal) == true;
}
