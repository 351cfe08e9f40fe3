using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;

namespace Kraken.AwsClients.Tests.Wire;

public class EndpointTests
{
    private static readonly Dictionary<string, Func<ClientConfig>> _configs = new()
    {
        ["kafkaconnect"] = () => new AmazonKafkaConnectConfig(),
        ["kafka"] = () => new AmazonKafkaConfig(),
        ["iam"] = () => new AmazonIdentityManagementServiceConfig(),
        ["logs"] = () => new AmazonCloudWatchLogsConfig(),
        ["secretsmanager"] = () => new AmazonSecretsManagerConfig(),
    };

    private readonly FakeHttp _http = new();

    [Theory]
    [InlineData("kafkaconnect", "eu-central-1", "", "https://kafkaconnect.eu-central-1.amazonaws.com/")]
    [InlineData("kafkaconnect", "cn-north-1", "", "https://kafkaconnect.cn-north-1.amazonaws.com.cn/")]
    [InlineData("kafkaconnect", "us-gov-west-1", "fips", "https://kafkaconnect.us-gov-west-1.amazonaws.com/")]
    [InlineData("kafkaconnect", "us-east-1", "fips", "https://kafkaconnect-fips.us-east-1.amazonaws.com/")]
    [InlineData("kafka", "us-east-1", "dualstack", "https://kafka-api.us-east-1.api.aws/")]
    [InlineData("kafka", "us-east-1", "fips dualstack", "https://kafka-api-fips.us-east-1.api.aws/")]
    [InlineData("kafka", "us-east-1", "", "https://kafka.us-east-1.amazonaws.com/")]
    [InlineData("logs", "ap-southeast-2", "", "https://logs.ap-southeast-2.amazonaws.com/")]
    [InlineData("secretsmanager", "us-east-1", "dualstack", "https://secretsmanager.us-east-1.amazonaws.com/")]
    [InlineData("secretsmanager", "us-east-1", "fips", "https://secretsmanager-fips.us-east-1.amazonaws.com/")]
    [InlineData("iam", "eu-central-1", "", "https://iam.amazonaws.com/")]
    [InlineData("iam", "eu-central-1", "fips", "https://iam-fips.amazonaws.com/")]
    [InlineData("iam", "cn-northwest-1", "", "https://iam.cn-north-1.amazonaws.com.cn/")]
    [InlineData("iam", "us-gov-east-1", "", "https://iam.us-gov.amazonaws.com/")]
    public void A_region_has_its_endpoint(string service, string region, string variants, string expected)
    {
        var config = _configs[service]();
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = variants.Contains("fips", StringComparison.Ordinal);
        config.UseDualstackEndpoint = variants.Contains("dualstack", StringComparison.Ordinal);

        Assert.Equal(expected, Resolve(config).URL);
    }

    [Fact]
    public void Fips_and_a_given_endpoint_exclude_each_other()
    {
        var config = new AmazonKafkaConnectConfig { ServiceURL = "http://127.0.0.1:4566", UseFIPSEndpoint = true };

        Assert.Contains("custom endpoint", Assert.Throws<AmazonClientException>(() => Resolve(config)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_that_a_partition_does_not_have_is_an_error()
    {
        var config = new AmazonIdentityManagementServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName("us-iso-east-1"), UseDualstackEndpoint = true };

        Assert.Contains("aws-iso", Assert.Throws<AmazonClientException>(() => Resolve(config)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-northwest-1", "cn-north-1/iam")]
    [InlineData("us-gov-east-1", "us-gov-west-1/iam")]
    [InlineData("ap-southeast-2", "us-east-1/iam")]
    public async Task A_global_service_is_signed_for_its_partitions_home(string region, string signedFor)
    {
        _http.Answer("<ListRolesResponse/>");
        var config = _http.Into(new AmazonIdentityManagementServiceConfig());
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        using var client = new AmazonIdentityManagementServiceClient(new BasicAWSCredentials("AKID", "secret"), config);

        await client.ListRolesAsync();

        Assert.Equal(signedFor, Assert.Single(_http.Sent).SignedFor);
    }

    [Fact]
    public async Task A_given_endpoint_is_used_as_it_is_and_signed_for_the_authentication_region()
    {
        _http.Answer("{}");
        var config = _http.Into(new AmazonKafkaConnectConfig());
        config.AuthenticationRegion = "eu-west-3";
        config.ServiceURL = "http://127.0.0.1:4566";
        using var client = new AmazonKafkaConnectClient(new BasicAWSCredentials("AKID", "secret"), config);

        await client.ListConnectorsAsync(new());

        var sent = Assert.Single(_http.Sent);
        Assert.Equal("http://127.0.0.1:4566/v1/connectors", sent.Uri.AbsoluteUri);
        Assert.Equal("eu-west-3/kafkaconnect", sent.SignedFor);
    }

    [Fact]
    public async Task A_session_token_goes_along()
    {
        _http.Answer("{}");
        using var client = new AmazonKafkaConnectClient("AKID", "secret", "token", _http.Into(new AmazonKafkaConnectConfig()));

        await client.ListConnectorsAsync(new());

        Assert.Equal("token", Assert.Single(_http.Sent).Headers["X-Amz-Security-Token"]);
    }

    private static Endpoint Resolve(ClientConfig config) =>
        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new Amazon.KafkaConnect.Model.ListConnectorsRequest()));
}
