using Kraken.LocalAws.Services.Kms;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.SecretsManager;

/// <summary>Secrets Manager. Source: Secrets Manager API reference.</summary>
internal sealed class SecretsManagerService(LocalCloud cloud) : Service(cloud, "secretsmanager")
{
    // An ARN's six random characters and the hyphen before them may be left out.
    private const int SuffixLength = 7;

    private readonly Dictionary<string, Secret> _secrets = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Secret>("secrets", _secrets)];

    internal void Add(Secret secret) => _secrets.Add(secret.Arn, secret);

    /// <summary>Keeps a secret in the place of the one of the same ARN.</summary>
    internal void Replace(Secret secret) => _secrets[secret.Arn] = secret;

    /// <summary>The secret by name, by ARN, or by ARN without its suffix; or null.</summary>
    internal Secret? Find(string id) =>
        _secrets.GetValueOrDefault(id)
        ?? _secrets.Values.FirstOrDefault(s => s.Name == id || s.Arn[..^SuffixLength] == id);

    /// <summary>The ARN of a new secret of that name.</summary>
    internal string NewArn(string name) => Arn($"secret:{name}-{Cloud.Ids.Hex(SuffixLength - 1)}");

    private Structure CreateSecret(Call call)
    {
        var name = call.Input.Required("Name");
        if (Find(name) is not null)
        {
            throw new AwsError(
                "ResourceExistsException", $"The operation failed because the secret {name} already exists.");
        }

        var secret = new Secret(
            NewArn(name), name, call.Input.Text("KmsKeyId"), ValueIn(call), call.Now,
            VersionIn(call))
        {
            Description = call.Input.Text("Description"),
        };
        Add(secret);
        return new Structure { ["ARN"] = secret.Arn, ["Name"] = name, ["VersionId"] = secret.VersionId };
    }

    private Structure PutSecretValue(Call call)
    {
        var secret = Get(call) with { Value = ValueIn(call), VersionId = VersionIn(call) };
        Replace(secret);
        return new Structure
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["VersionId"] = secret.VersionId,
            ["VersionStages"] = new List<object?> { "AWSCURRENT" },
        };
    }

    private Structure DescribeSecret(Call call)
    {
        var secret = Get(call);
        return new Structure
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["Description"] = secret.Description,
            ["KmsKeyId"] = secret.KmsKeyId,
            ["CreatedDate"] = secret.Created,
            ["LastChangedDate"] = secret.Created,
            ["VersionIdsToStages"] = new Structure { [secret.VersionId] = new List<object?> { "AWSCURRENT" } },
        };
    }

    private Structure GetSecretValue(Call call)
    {
        var secret = Get(call);
        if (IsLocked(secret))
        {
            throw new AwsError(
                "DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
        }

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

    /// <summary>Whether the secret's key is one that cannot be used.</summary>
    private bool IsLocked(Secret secret) =>
        secret.KmsKeyId is { } id && Cloud.Kms.Find(id) is { State: not KeyStates.Enabled };

    /// <summary>The text of a request; a secret of bytes is not kept here, since no config provider reads one.</summary>
    private static string ValueIn(Call call) => call.Input.Text("SecretString")
        ?? throw new AwsError("InvalidParameterException", "LocalAws keeps secrets with a SecretString only.");

    /// <summary>The version's id is the request's token. Source: Secrets Manager API reference, ClientRequestToken.</summary>
    private string VersionIn(Call call) => call.Input.Text("ClientRequestToken") ?? Cloud.Ids.Uuid();

    private Secret Get(Call call) =>
        Find(call.Input.Required("SecretId"))
        ?? throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}
