using System.Collections.Concurrent;
using System.Net;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>A bucket as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">The region that it is in.</param>
internal sealed record LiveBucket(string Name, string Region);

/// <summary>How a bucket encrypts what is put into it without another word.</summary>
/// <param name="UsesKms">Whether KMS does, and not S3 with keys of its own.</param>
/// <param name="Key">The key as the bucket names it: an ARN, an ID or an alias; null for AWS's own.</param>
internal sealed record LiveEncryption(bool UsesKms, string? Key);

/// <summary>A KMS key as it is.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="State">For example <c>Enabled</c>.</param>
internal sealed record LiveKey(string Arn, string State);

/// <summary>
/// What a connector's spec names in S3, KMS and Systems Manager; read as <see cref="CheckedConnector"/> reads. The types of
/// these services' assemblies stand in no field, so that each is loaded when its service is asked.
/// </summary>
internal sealed class CheckedObjects
{
    private readonly CheckedConnector _connector;
    private readonly Lazy<Task<LiveBucket?>> _bucket;
    private readonly Lazy<Task<LiveEncryption?>> _encryption;
    private readonly Lazy<Task<IReadOnlySet<string>>> _parameters;
    private readonly ConcurrentDictionary<string, Lazy<Task<LiveKey?>>> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _keyPolicies = new(StringComparer.Ordinal);

    /// <summary>Takes note of the connector; reads nothing yet.</summary>
    public CheckedObjects(CheckedConnector connector)
    {
        _connector = connector;
        _bucket = new(ReadBucketAsync);
        _encryption = new(ReadEncryptionAsync);
        _parameters = new(ReadParametersAsync);
    }

    /// <summary>The connector's bucket; of a spec that names one.</summary>
    public Task<LiveBucket?> Bucket => _bucket.Value;

    /// <summary>The default encryption of that bucket.</summary>
    public Task<LiveEncryption?> Encryption => _encryption.Value;

    /// <summary>Those of the parameters that the configuration refers to that exist: their names, never a value.</summary>
    public Task<IReadOnlySet<string>> Parameters => _parameters.Value;

    private string BucketName =>
        SpecArn.Parse(SpecBucket.Of(_connector.Spec, SpecConnector.Of(_connector.Spec))!.Arn, nameof(ConnectorSpec.S3SinkBucketArn)).Resource;

    /// <summary>The key of that ARN, ID or alias.</summary>
    public Task<LiveKey?> KeyAsync(string key) => _keys.GetOrAdd(key, k => new(() => ReadKeyAsync(k))).Value;

    /// <summary>The policy of the key of that ARN.</summary>
    public Task<string?> KeyPolicyAsync(string key) => _keyPolicies.GetOrAdd(key, k => new(() => ReadKeyPolicyAsync(k))).Value;

    // The permission has another name than the call. Source: S3 API reference, HeadBucket, permissions.
    private async Task<LiveBucket?> ReadBucketAsync()
    {
        try
        {
            var found = await _connector.Context.CallAsync("s3:ListBucket", () => _connector.Context.Aws.S3.HeadBucketAsync(
                new HeadBucketRequest { BucketName = BucketName }, _connector.StopToken));
            return new LiveBucket(BucketName, found.BucketRegion ?? _connector.Spec.Region);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e) when (RegionIn(e) is { } region && region != _connector.Spec.Region)
        {
            return new LiveBucket(BucketName, region);
        }
    }

    // Source: S3 API reference, GetBucketEncryption, permissions.
    private async Task<LiveEncryption?> ReadEncryptionAsync()
    {
        try
        {
            var answer = await _connector.Context.CallAsync("s3:GetEncryptionConfiguration", () =>
                _connector.Context.Aws.S3.GetBucketEncryptionAsync(
                    new GetBucketEncryptionRequest { BucketName = BucketName }, _connector.StopToken));
            // The SDK also gives an answer without it in place of some errors. Every bucket has had one since 2023.
            var rule = answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?
                .Select(r => r.ServerSideEncryptionByDefault).FirstOrDefault(r => r is not null);
            return rule is null
                ? null
                : new LiveEncryption(
                    rule.ServerSideEncryptionAlgorithm?.Value?.StartsWith("aws:kms", StringComparison.Ordinal) == true,
                    rule.ServerSideEncryptionKeyManagementServiceKeyId);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e) when (RegionIn(e) is { } region && region != _connector.Spec.Region)
        {
            throw new KrakenException(
                KrakenErrorKind.RequestRefused,
                $"The bucket {BucketName} is in {region}, and its encryption cannot be seen from {_connector.Spec.Region}.",
                $"Compare S3KmsKeyArn with it yourself: aws s3api get-bucket-encryption --bucket {BucketName} --region {region}.");
        }
    }

    private async Task<LiveKey?> ReadKeyAsync(string key)
    {
        try
        {
            var answer = await _connector.Context.CallAsync("kms:DescribeKey", () => _connector.Context.Aws.Kms.DescribeKeyAsync(
                new DescribeKeyRequest { KeyId = key }, _connector.StopToken));
            var found = Answers.Of(answer, answer.KeyMetadata);
            return new LiveKey(found.Arn ?? key, found.KeyState?.Value ?? "");
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task<string?> ReadKeyPolicyAsync(string key)
    {
        try
        {
            var answer = await _connector.Context.CallAsync("kms:GetKeyPolicy", () => _connector.Context.Aws.Kms.GetKeyPolicyAsync(
                new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" }, _connector.StopToken));
            return Answers.Of(answer, answer.Policy);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// DescribeParameters tells that a parameter is there and nothing of its value, which GetParameters would tell of all
    /// but secure ones.
    /// </summary>
    private async Task<IReadOnlySet<string>> ReadParametersAsync()
    {
        // Source: Systems Manager API reference, ParameterStringFilter: 50 values at most.
        const int mostValues = 50;
        var names = ParameterReference.In(await ReferencedConfig.OfAsync(_connector)).Select(r => r.Parameter).Distinct();
        var pages = await Task.WhenAll(names.Chunk(mostValues).Select(some => Pages.AllAsync(
            token => _connector.Context.CallAsync("ssm:DescribeParameters", () =>
                _connector.Context.Aws.Parameters.DescribeParametersAsync(
                    new DescribeParametersRequest
                    {
                        ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = [.. some] }],
                        MaxResults = mostValues,
                        NextToken = token,
                    },
                    _connector.StopToken)),
            page => page.Parameters,
            page => page.NextToken)));
        return pages.SelectMany(p => p).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The bucket's region, which S3 names in the head of an answer that refuses. Source: S3 API reference, HeadBucket.</summary>
    private static string? RegionIn(AmazonS3Exception error)
    {
        const string header = "x-amz-bucket-region";
        return (error.InnerException as HttpErrorResponseException)?.Response is { } response && response.IsHeaderPresent(header)
            ? response.GetHeaderValue(header)
            : null;
    }
}
