extern alias generated;

using System.Text;
using Amazon.Runtime;
using generated::Amazon.KeyManagementService;
using generated::Amazon.SSO;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>What only the clients made for comparison have: blobs, and operations without a signature.</summary>
public class CompatibilityWireTests
{
    private readonly FakeHttp _http = new();

    [Fact]
    public async Task A_blob_is_base64_on_the_wire()
    {
        _http.Answer("""{"CiphertextBlob":"//8A","KeyId":"k"}""");
        using var kms = new AmazonKeyManagementServiceClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonKeyManagementServiceConfig()));

        var response = await kms.EncryptAsync(new() { KeyId = "k", Plaintext = new MemoryStream(Encoding.UTF8.GetBytes("plain")) });

        Assert.Equal("""{"KeyId":"k","Plaintext":"cGxhaW4="}""", Assert.Single(_http.Sent).Body);
        Assert.Equal([0xFF, 0xFF, 0x00], response.CiphertextBlob.ToArray());
    }

    [Fact]
    public async Task A_simple_method_fills_its_request()
    {
        _http.Answer("""{"KeyMetadata":{"KeyId":"k","EncryptionAlgorithms":["RSAES_OAEP_SHA_1"]}}""");
        using var kms = new AmazonKeyManagementServiceClient(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonKeyManagementServiceConfig()));

        var response = await kms.DescribeKeyAsync("k");

        Assert.Equal("""{"KeyId":"k"}""", Assert.Single(_http.Sent).Body);
        Assert.Equal(["RSAES_OAEP_SHA_1"], response.KeyMetadata.EncryptionAlgorithms);
    }

    [Fact]
    public async Task An_anonymous_operation_is_not_signed_and_carries_its_header()
    {
        _http.Answer("""{"roleCredentials":{"accessKeyId":"a","expiration":1631614272345}}""");
        using var sso = new AmazonSSOClient(new AnonymousAWSCredentials(), _http.Into(new AmazonSSOConfig()));

        var response = await sso.GetRoleCredentialsAsync(new() { AccessToken = "bearer", AccountId = "123456789012", RoleName = "r" });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal("https://portal.sso.us-east-1.amazonaws.com/federation/credentials?account_id=123456789012&role_name=r", sent.Uri.AbsoluteUri);
        Assert.Equal("bearer", sent.Headers["x-amz-sso_bearer_token"]);
        Assert.False(sent.Headers.ContainsKey("Authorization"));
        Assert.Equal(1631614272345, response.RoleCredentials.Expiration);
    }
}
