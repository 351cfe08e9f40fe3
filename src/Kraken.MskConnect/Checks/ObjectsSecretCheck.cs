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

            return CheckOutcome.Pass($"The secret {secret.Name ?? SecretName.Of(arn)} exists.");
        }
        catch (ResourceNotFoundException)
        {
            return CheckOutcome.Fail($"The secret {arn} does not exist.", Remedy, nameof(spec.RdsSecretArn));
        }
    }
}
