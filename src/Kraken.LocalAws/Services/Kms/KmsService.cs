using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Kms;

/// <summary>A customer managed key.</summary>
internal sealed record KmsKey(string Arn, string Description, DateTimeOffset Created)
{
    internal string Id => Arn[(Arn.LastIndexOf('/') + 1)..];
}

/// <summary>Key Management Service. Source: KMS API reference.</summary>
internal sealed class KmsService(LocalCloud cloud) : Service(cloud, "kms")
{
    private readonly Dictionary<string, KmsKey> _keys = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<KmsKey>("keys", _keys)];

    internal void Add(KmsKey key) => _keys.Add(key.Arn, key);

    /// <summary>The key by ARN or id, or null.</summary>
    internal KmsKey? Find(string id) => _keys.GetValueOrDefault(id) ?? _keys.Values.FirstOrDefault(k => k.Id == id);

    private Structure DescribeKey(Call call)
    {
        var id = call.Input.Required("KeyId");
        var key = Find(id) ?? throw new AwsError("NotFoundException", $"Key '{id}' does not exist");
        return new Structure
        {
            ["KeyMetadata"] = new Structure
            {
                ["AWSAccountId"] = Cloud.AccountId,
                ["KeyId"] = key.Id,
                ["Arn"] = key.Arn,
                ["CreationDate"] = key.Created,
                ["Enabled"] = true,
                ["Description"] = key.Description,
                ["KeyUsage"] = "ENCRYPT_DECRYPT",
                ["KeyState"] = "Enabled",
                ["Origin"] = "AWS_KMS",
                ["KeyManager"] = "CUSTOMER",
                ["KeySpec"] = "SYMMETRIC_DEFAULT",
                ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
                ["EncryptionAlgorithms"] = new List<object?> { "SYMMETRIC_DEFAULT" },
                ["MultiRegion"] = false,
            },
        };
    }
}
