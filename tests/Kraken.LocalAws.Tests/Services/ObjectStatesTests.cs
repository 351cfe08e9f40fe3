using Kraken.LocalAws.Services.Kms;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>Buckets, keys and secrets that are not as a connector needs them, as AWS answers for them.</summary>
public sealed class ObjectStatesTests : IDisposable
{
    private const string Bucket = "kraken-raw-mnpi-dev";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_bucket_of_another_region_is_answered_with_that_region()
    {
        _test.Cloud.S3.Find(Bucket)!.Region = "eu-west-1";
        var head = await _test.Raw.SendAsync("s3", HttpMethod.Head, "/" + Bucket);
        Assert.Equal((301, "eu-west-1", ""), (head.Status, head.Headers["x-amz-bucket-region"], head.Body));
        var get = await _test.Raw.SendAsync("s3", HttpMethod.Get, $"/{Bucket}?encryption");
        Assert.Equal(301, get.Status);
        Assert.Contains("<Code>PermanentRedirect</Code>", get.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_of_another_account_lets_nobody_in()
    {
        _test.Cloud.S3.Find(Bucket)!.OwnerId = "210987654321";
        var head = await _test.Raw.SendAsync("s3", HttpMethod.Head, "/" + Bucket);
        Assert.Equal((403, "us-east-1"), (head.Status, head.Headers["x-amz-bucket-region"]));
    }

    [Theory]
    [InlineData(KeyStates.Enabled, true)]
    [InlineData(KeyStates.Disabled, false)]
    [InlineData(KeyStates.PendingDeletion, false)]
    public async Task A_keys_state_is_told_and_locks_the_secrets_that_it_encrypts(string state, bool opens)
    {
        _test.Cloud.Kms.Find(LocalAwsSeed.S3KeyArn)!.State = state;
        var key = await _test.Raw.JsonAsync("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{LocalAwsSeed.S3KeyArn}}"}""");
        var metadata = key.Json.GetProperty("KeyMetadata");
        Assert.Equal(state, metadata.GetProperty("KeyState").GetString());
        Assert.Equal(opens, metadata.GetProperty("Enabled").GetBoolean());
        Assert.Equal(state == KeyStates.PendingDeletion, metadata.TryGetProperty("DeletionDate", out _));

        await SecretAsync("CreateSecret", $$"""{"Name":"locked","SecretString":"v","KmsKeyId":"{{LocalAwsSeed.S3KeyArn}}"}""");
        var secret = await SecretAsync("GetSecretValue", """{"SecretId":"locked"}""");
        Assert.Equal(opens, secret.Status == 200);
        Assert.Equal(!opens, secret.Body.Contains("DecryptionFailure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_has_the_default_policy_of_KMS_until_it_has_another()
    {
        Assert.Contains("iam::123456789012:root", await PolicyAsync(), StringComparison.Ordinal);
        _test.Cloud.Kms.Find(LocalAwsSeed.S3KeyArn)!.Policy = """{"Version":"2012-10-17"}""";
        Assert.Equal("""{"Version":"2012-10-17"}""", await PolicyAsync());

        async Task<string?> PolicyAsync() => (await _test.Raw.JsonAsync(
            "kms", "TrentService.GetKeyPolicy", $$"""{"KeyId":"{{LocalAwsSeed.S3KeyArn}}"}""")).Json.GetProperty("Policy").GetString();
    }

    [Fact]
    public async Task A_secret_is_made_once_and_its_value_put_anew()
    {
        var made = await SecretAsync("CreateSecret", """{"Name":"a/b","SecretString":"{\"k\":1}"}""");
        Assert.Matches(@"^arn:aws:secretsmanager:us-east-1:123456789012:secret:a/b-\w{6}\z", made.Json.GetProperty("ARN").GetString());
        Assert.Contains("ResourceExistsException", (await SecretAsync("CreateSecret", """{"Name":"a/b","SecretString":"x"}""")).Body);
        var put = await SecretAsync("PutSecretValue", """{"SecretId":"a/b","SecretString":"two"}""");
        Assert.NotEqual(made.Json.GetProperty("VersionId").GetString(), put.Json.GetProperty("VersionId").GetString());
        var value = await SecretAsync("GetSecretValue", """{"SecretId":"a/b"}""");
        Assert.Equal("two", value.Json.GetProperty("SecretString").GetString());
        Assert.Contains("ResourceNotFoundException", (await SecretAsync("PutSecretValue", """{"SecretId":"none","SecretString":"x"}""")).Body);
        Assert.Contains("InvalidParameterException", (await SecretAsync("CreateSecret", """{"Name":"bytes"}""")).Body);
    }

    private Task<Answer> SecretAsync(string operation, string request) =>
        _test.Raw.JsonAsync("secretsmanager", "secretsmanager." + operation, request);
}
