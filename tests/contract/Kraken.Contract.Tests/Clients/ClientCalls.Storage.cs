using System.Text;
using Amazon.KeyManagementService.Model;
using Amazon.S3.Model;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Kraken.LocalAws;
using static Kraken.Contract.Tests.Clients.ClientCall;

namespace Kraken.Contract.Tests.Clients;

/// <content>Secrets, parameters, keys and objects.</content>
internal static partial class ClientCalls
{
    private const string Bucket = "kraken-contract";
    private const string ParameterName = "/kraken/contract";
    private const string Key = "topics/a b/é+1.json";

    private static IEnumerable<ClientCall> Storage() =>
    [
        Do(w => w.SecretsManager.DescribeSecretAsync(
            new DescribeSecretRequest { SecretId = LocalAwsSeed.SecretName })),
        Refused("ResourceNotFoundException", w => w.SecretsManager.DescribeSecretAsync(
            new DescribeSecretRequest { SecretId = "none" })),
        Do(w => w.SecretsManager.GetSecretValueAsync(
            new GetSecretValueRequest { SecretId = LocalAwsSeed.SecretName })),
        Refused("ResourceNotFoundException", w => w.SecretsManager.GetSecretValueAsync(
            new GetSecretValueRequest { SecretId = "none" })),
        Do(w => w.Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = w.Id("key") })),
        Refused("NotFoundException", w => w.Kms.DescribeKeyAsync(
            new DescribeKeyRequest { KeyId = "00000000-0000-4000-8000-00000000dead" })),
        Do(w => w.Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = w.Id("key"), PolicyName = "default" })),
        Refused("NotFoundException", w => w.Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest
        {
            KeyId = "00000000-0000-4000-8000-00000000dead", PolicyName = "default",
        })),
        Do(w => w.Ssm.PutParameterAsync(new PutParameterRequest
        {
            Name = ParameterName, Value = "none", Type = ParameterType.SecureString,
        })),
        Refused("ParameterAlreadyExists", w => w.Ssm.PutParameterAsync(new PutParameterRequest
        {
            Name = ParameterName, Value = "none", Type = ParameterType.SecureString,
        })),
        Do(w => w.Ssm.GetParameterAsync(new GetParameterRequest { Name = ParameterName, WithDecryption = true })),
        Refused("ParameterNotFound", w => w.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/kraken/none" })),
        Do(w => w.Ssm.GetParametersAsync(new GetParametersRequest
        {
            Names = [ParameterName, "/kraken/none"], WithDecryption = true,
        })),
        Do(w => w.Ssm.DescribeParametersAsync(new DescribeParametersRequest
        {
            ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = [ParameterName, "/kraken/none"] }],
        })),
        Do(w => w.S3.PutBucketAsync(new PutBucketRequest { BucketName = Bucket }), "CreateBucket"),
        Do(w => w.S3.HeadBucketAsync(new HeadBucketRequest { BucketName = Bucket })),
        Do(w => w.S3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = Bucket })),
        Refused("NoSuchBucket", w => w.S3.GetBucketLocationAsync(
            new GetBucketLocationRequest { BucketName = "kraken-none" })),
        Do(w => w.S3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = Bucket })),
        Do(w => w.S3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = Bucket,
            Key = Key,
            InputStream = new MemoryStream(Encoding.UTF8.GetBytes("hello")),
            ContentType = "text/plain",
        })),
        Refused("NoSuchBucket", w => w.S3.PutObjectAsync(
            new PutObjectRequest { BucketName = "kraken-none", Key = Key, ContentBody = "hello" })),
        Do(
            w => w.S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = Key }),
            "HeadObject"),
        Do(w => w.S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = Key })),
        Refused("NoSuchKey", w => w.S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "none" })),
        Do(w => w.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "topics/" })),
        Refused("NoSuchBucket", w => w.S3.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = "kraken-none" })),
        Do(w => w.S3.ListBucketsAsync(new ListBucketsRequest { Prefix = Bucket })),
    ];
}
