using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Kms;

/// <summary>Key Management Service. Source: KMS API reference.</summary>
internal sealed class KmsService(LocalCloud cloud) : Service(cloud, "kms")
{
    // A key has one policy, of this name. Source: KMS API reference, GetKeyPolicy.
    private const string PolicyName = "default";

    // Source: KMS API reference, ScheduleKeyDeletion: the waiting period without a number of days.
    private static readonly TimeSpan _waitingPeriod = TimeSpan.FromDays(30);

    private readonly Dictionary<string, KmsKey> _keys = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<KmsKey>("keys", _keys)];

    internal void Add(KmsKey key) => _keys.Add(key.Arn, key);

    /// <summary>The key by ARN or id, or null.</summary>
    internal KmsKey? Find(string id) => _keys.GetValueOrDefault(id) ?? _keys.Values.FirstOrDefault(k => k.Id == id);

    /// <summary>
    /// A key's policy. By KMS's default one the account's IAM policies decide. Source: KMS developer guide, Default key
    /// policy.
    /// </summary>
    internal string PolicyOf(KmsKey key) => key.Policy
        ?? $$"""{"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:{{Cloud.Partition}}:iam::{{Cloud.AccountId}}:root"},"Action":"kms:*","Resource":"*"}]}""";

    private Structure DescribeKey(Call call)
    {
        var key = Get(call);
        return new Structure
        {
            ["KeyMetadata"] = new Structure
            {
                ["AWSAccountId"] = Cloud.AccountId,
                ["KeyId"] = key.Id,
                ["Arn"] = key.Arn,
                ["CreationDate"] = key.Created,
                ["Enabled"] = key.State == KeyStates.Enabled,
                ["Description"] = key.Description,
                ["KeyUsage"] = "ENCRYPT_DECRYPT",
                ["KeyState"] = key.State,
                ["DeletionDate"] = key.State == KeyStates.PendingDeletion ? call.Now + _waitingPeriod : null,
                ["Origin"] = "AWS_KMS",
                ["KeyManager"] = "CUSTOMER",
                ["KeySpec"] = "SYMMETRIC_DEFAULT",
                ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
                ["EncryptionAlgorithms"] = new List<object?> { "SYMMETRIC_DEFAULT" },
                ["MultiRegion"] = false,
            },
        };
    }

    private Structure GetKeyPolicy(Call call)
    {
        var key = Get(call);
        return (call.Input.Text("PolicyName") ?? PolicyName) == PolicyName
            ? new Structure { ["Policy"] = PolicyOf(key), ["PolicyName"] = PolicyName }
            : throw new AwsError("NotFoundException", "No such policy exists");
    }

    private KmsKey Get(Call call)
    {
        var id = call.Input.Required("KeyId");
        return Find(id) ?? throw new AwsError("NotFoundException", $"Key '{id}' does not exist");
    }
}
