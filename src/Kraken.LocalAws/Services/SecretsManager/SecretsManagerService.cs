using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.SecretsManager;

/// <summary>A secret. Its value is made up and opens nothing.</summary>
internal sealed record Secret(
    string Arn, string Name, string? KmsKeyId, string Value, DateTimeOffset Created, string VersionId);

/// <summary>Secrets Manager. Source: Secrets Manager API reference.</summary>
internal sealed class SecretsManagerService(LocalCloud cloud) : Service(cloud, "secretsmanager")
{
    // An ARN's six random characters and the hyphen before them may be left out.
    private const int SuffixLength = 7;

    private readonly Dictionary<string, Secret> _secrets = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Secret>("secrets", _secrets)];

    internal void Add(Secret secret) => _secrets.Add(secret.Arn, secret);

    /// <summary>The secret by name, by ARN, or by ARN without its suffix; or null.</summary>
    internal Secret? Find(string id) =>
        _secrets.GetValueOrDefault(id)
        ?? _secrets.Values.FirstOrDefault(s => s.Name == id || s.Arn[..^SuffixLength] == id);

    private Structure DescribeSecret(Call call)
    {
        var secret = Get(call);
        return new Structure
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["KmsKeyId"] = secret.KmsKeyId,
            ["CreatedDate"] = secret.Created,
            ["LastChangedDate"] = secret.Created,
            ["VersionIdsToStages"] = new Structure { [secret.VersionId] = new List<object?> { "AWSCURRENT" } },
        };
    }

    private Structure GetSecretValue(Call call)
    {
        var secret = Get(call);
        return new Structure
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["VersionId"] = secret.VersionId,
            ["SecretString"] = secret.Value,
            ["VersionStages"] = new List<object?> { "AWSCURRENT" },
            ["CreatedDate"] = secret.Created,
        };
    }

    /// <summary>No secret has a policy of its own; the answer then leaves it out.</summary>
    private Structure GetResourcePolicy(Call call)
    {
        var secret = Get(call);
        return new Structure { ["ARN"] = secret.Arn, ["Name"] = secret.Name };
    }

    private Secret Get(Call call) =>
        Find(call.Input.Required("SecretId"))
        ?? throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}
