using Amazon.Kafka.Model;
using Amazon.SecretsManager.Model;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// Tells what each key is for that a role may use: by the service that the grant names, else by asking what the key
/// encrypts.
/// </summary>
internal sealed class KeySearch(ProvisioningContext context, LiveGrants grants)
{
    /// <summary>The spec with its keys.</summary>
    /// <param name="spec">The spec, with cluster, secret and bucket as far as they are known.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<ConnectorSpec> FindAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        spec = spec with
        {
            MskKmsKeyArn = One(nameof(spec.MskKmsKeyArn), grants.KeysVia("kafka")),
            S3KmsKeyArn = One(nameof(spec.S3KmsKeyArn), grants.KeysVia("s3")),
            SecretKmsKeyArn = One(nameof(spec.SecretKmsKeyArn), grants.KeysVia("secretsmanager")),
        };
        var open = grants.KeysWithoutService("kms:Decrypt");
        if (open.Count == 0)
            return spec;

        // Only a sink's writing to S3 makes data keys.
        if (spec.S3SinkBucketArn is not null)
        {
            spec = spec with
            {
                S3KmsKeyArn = spec.S3KmsKeyArn
                    ?? One(nameof(spec.S3KmsKeyArn), grants.KeysWithoutService("kms:GenerateDataKey")),
            };
        }

        if (spec.MskKmsKeyArn is null && spec.MskClusterArn.Length > 0)
            spec = spec with { MskKmsKeyArn = Among(open, await ClusterKeyAsync(spec.MskClusterArn, cancellationToken)) };
        if (spec.SecretKmsKeyArn is null && spec.RdsSecretArn is { } secret)
            spec = spec with { SecretKmsKeyArn = Among(open, await SecretKeyAsync(secret, cancellationToken)) };

        string?[] known = [spec.MskKmsKeyArn, spec.S3KmsKeyArn, spec.SecretKmsKeyArn];
        foreach (var key in open.Except(known.OfType<string>(), StringComparer.Ordinal))
        {
            context.Warn(
                $"{nameof(spec.MskKmsKeyArn)}, {nameof(spec.S3KmsKeyArn)}, {nameof(spec.SecretKmsKeyArn)}: the role may "
                + $"use {key}, and nothing says for which of them; "
                + $"{nameof(ConnectorSpec.AdditionalPolicyStatement)} keeps the grant");
        }

        return spec;
    }

    private string? One(string field, IReadOnlyList<string> keys)
    {
        if (keys.Count > 1)
            context.Warn($"{field}: the role may use {string.Join(", ", keys)}; the spec has the first");
        return keys.Count == 0 ? null : keys[0];
    }

    /// <summary>The granted key with that ARN or id.</summary>
    private static string? Among(IReadOnlyList<string> granted, string? key) =>
        key is null ? null : granted.FirstOrDefault(g => g == key || g.EndsWith("/" + key, StringComparison.Ordinal));

    private async Task<string?> ClusterKeyAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var cluster = await context.CallAsync("kafka:DescribeClusterV2", () =>
                context.Aws.Kafka.DescribeClusterV2Async(
                    new DescribeClusterV2Request { ClusterArn = arn }, cancellationToken));
            return cluster.ClusterInfo?.Provisioned?.EncryptionInfo?.EncryptionAtRest?.DataVolumeKMSKeyId;
        }
        catch (Amazon.Kafka.Model.NotFoundException)
        {
            return null;
        }
    }

    private async Task<string?> SecretKeyAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await context.CallAsync("secretsmanager:DescribeSecret", () =>
                context.Aws.SecretsManager.DescribeSecretAsync(
                    new DescribeSecretRequest { SecretId = arn }, cancellationToken));
            return secret.KmsKeyId;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
