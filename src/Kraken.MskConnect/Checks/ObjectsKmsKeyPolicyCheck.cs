using Amazon;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The policies of the KMS keys that the role uses let it in, or leave that to the account's IAM policies.
/// </summary>
internal sealed class ObjectsKmsKeyPolicyCheck : IConnectorCheck
{
    public string Name => "Objects.KmsKeyPolicy";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var keys = NamedKey.In(connector.Spec).Where(k => k.Service is not null).ToList();
        if (keys.Count == 0)
            return CheckOutcome.Pass("The spec names no KMS key that the role uses.");
        var role = await RoleArnAsync(connector);
        var outcomes = await Task.WhenAll(keys.Select(k => CheckAsync(connector, k, role)));
        return outcomes.FirstOrDefault(o => o.Status == CheckStatus.Fail)
            ?? outcomes.FirstOrDefault(o => o.Status == CheckStatus.Unknown)
            ?? CheckOutcome.Pass(string.Join(" ", outcomes.Select(o => o.Evidence)));
    }

    private static async Task<CheckOutcome> CheckAsync(CheckedConnector connector, NamedKey key, string role)
    {
        if (!Arn.TryParse(key.Arn, out var arn) || arn.Region != connector.Spec.Region)
            return CheckOutcome.Unknown($"The key {key.Arn} is in another region than {connector.Spec.Region}.", field: key.Field);
        if (await connector.Objects.KeyPolicyAsync(key.Arn) is not { } text)
            return CheckOutcome.Unknown($"The key {key.Arn} does not exist.", field: key.Field);
        var policy = new KeyPolicy(text, role);
        var calls = key.Actions.Select(a => new PolicyRequest(a, key.Arn)
            .With("kms:ViaService", $"{key.Service}.{arn.Region}.{SpecArn.DnsSuffixOf(arn.Region)}")
            .With("kms:CallerAccount", connector.Spec.AccountId)).ToList();
        if (calls.TrueForAll(policy.Allows))
            return CheckOutcome.Pass($"The policy of {key.Arn} lets the role in.");
        if (calls.TrueForAll(policy.AllowsConditionally))
        {
            return CheckOutcome.Unknown(
                $"The policy of {key.Arn} lets the role in under conditions that cannot be held against a call beforehand.",
                field: key.Field);
        }

        var actions = string.Join(", ", key.Actions);
        return CheckOutcome.Fail(
            $"The policy of the key {key.Arn} allows neither the account's IAM policies nor {role} {actions}.",
            $"Add a statement to the key policy that allows arn:{arn.Partition}:iam::{connector.Spec.AccountId}:root kms:*, by which "
            + $"IAM policies decide, or one that allows {role} {actions}.",
            key.Field);
    }

    private static async Task<string> RoleArnAsync(CheckedConnector connector)
    {
        if ((await connector.Live)?.ServiceExecutionRoleArn is { Length: > 0 } given)
            return given;
        var spec = connector.Spec;
        return $"arn:{SpecArn.PartitionOf(spec.Region)}:iam::{spec.AccountId}:role{spec.RolePath}"
            + ResourceNames.RoleName(spec.ConnectorName, spec.Region);
    }
}
