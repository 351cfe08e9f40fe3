using System.Text.Json;
using Amazon.SecretsManager.Model;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The secrets that the configuration refers to have the keys that it refers to. The keys' names stand in the value, so that is
/// read; nothing but the names is kept or told.
/// </summary>
internal sealed class ObjectsSecretKeysCheck : IConnectorCheck
{
    public string Name => "Objects.SecretKeys";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var references = SecretReference.In(await ReferencedConfig.OfAsync(connector));
        if (references.Count == 0)
            return CheckOutcome.Pass("The configuration refers to no key of a secret.");
        var region = connector.Spec.Region;
        if (references.FirstOrDefault(r => SpecArn.TryParse(r.Secret, out var arn) && arn.Region != region) is { } elsewhere)
        {
            return CheckOutcome.Fail(
                $"{elsewhere.Field} refers to the secret {elsewhere.Secret}, which is in another region than the connector, {region}.",
                $"Refer to a secret in {region}, for example a replica of this one.",
                SpecFinding.ConfigurationField(elsewhere.Field));
        }

        var secrets = references.GroupBy(r => r.Secret, StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(secrets.Select(s => KeysAsync(connector, s.Key)));
        foreach (var (secret, keys) in secrets.Zip(found))
        {
            if (keys is null)
            {
                return CheckOutcome.Fail(
                    $"{Fields(secret)} {Refer(secret)} to the secret {secret.Key}, which does not exist in {connector.Spec.Region}.",
                    "Correct the secret's name in the reference, or make the secret.",
                    SpecFinding.ConfigurationField(secret.First().Field));
            }

            if (secret.Where(r => !keys.Contains(r.Key)).ToList() is { Count: > 0 } missing)
            {
                var has = keys.Count == 0
                    ? "It holds no JSON object, and so no keys"
                    : $"It has {string.Join(", ", keys.Order(StringComparer.Ordinal))}";
                return CheckOutcome.Fail(
                    $"The secret {secret.Key} lacks {string.Join(", ", missing.Select(r => r.Key).Distinct())}. {has}.",
                    "Correct the key in the reference, or add it to the secret.",
                    SpecFinding.ConfigurationField(missing[0].Field));
            }
        }

        return CheckOutcome.Pass(
            $"{string.Join(", ", secrets.Select(s => s.Key))} has {string.Join(", ", references.Select(r => r.Key).Distinct())}.");
    }

    /// <summary>The names of a secret's keys; null where it does not exist.</summary>
    private static async Task<IReadOnlySet<string>?> KeysAsync(CheckedConnector connector, string secret)
    {
        try
        {
            var value = await connector.Context.CallAsync("secretsmanager:GetSecretValue", () =>
                connector.Context.Aws.SecretsManager.GetSecretValueAsync(
                    new GetSecretValueRequest { SecretId = secret }, connector.StopToken));
            return Names(value.SecretString);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static HashSet<string> Names(string? text)
    {
        try
        {
            using var json = JsonDocument.Parse(text ?? "null");
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Select(p => p.Name)]
                : [];
        }
        catch (JsonException)
        {
            // Its words may repeat a part of the secret.
            return [];
        }
    }

    private static string Fields(IEnumerable<SecretReference> references) =>
        string.Join(", ", references.Select(r => r.Field).Distinct());

    private static string Refer(IEnumerable<SecretReference> references) =>
        references.Select(r => r.Field).Distinct().Count() == 1 ? "refers" : "refer";
}
