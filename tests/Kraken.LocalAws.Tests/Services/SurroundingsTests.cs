using Amazon.Kafka.Model;
using Amazon.SecretsManager.Model;
using Kraken.LocalAws.Models;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>What is there from the start, and that every operation of every model is answered.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Every_operation_of_every_model_has_a_handler_and_every_handler_an_operation()
    {
        foreach (var service in _test.Cloud.Services)
            Assert.Equal(ServiceCatalog.Find(service.Name)!.Operations.Keys.Order(), service.Operations.Order());
        Assert.Equal(ServiceCatalog.Names.Order(), _test.Cloud.Services.Select(s => s.Name).Order());
    }

    [Fact]
    public async Task The_cluster_tells_how_it_is_reached_and_encrypted()
    {
        var cluster = (await _test.Aws.Kafka.DescribeClusterV2Async(
            new DescribeClusterV2Request { ClusterArn = LocalAwsSeed.ClusterArn })).ClusterInfo;
        Assert.Equal("ACTIVE", cluster.State.Value);
        Assert.True(cluster.Provisioned.ClientAuthentication.Sasl.Iam.Enabled);
        Assert.True(cluster.Provisioned.ClientAuthentication.Sasl.Scram.Enabled);
        Assert.Equal(LocalAwsSeed.MskKeyArn, cluster.Provisioned.EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId);
        Assert.Equal([LocalAwsSeed.SubnetIdA, LocalAwsSeed.SubnetIdB], cluster.Provisioned.BrokerNodeGroupInfo.ClientSubnets);
        var brokers = await _test.Aws.Kafka.GetBootstrapBrokersAsync(
            new GetBootstrapBrokersRequest { ClusterArn = LocalAwsSeed.ClusterArn });
        Assert.Equal(LocalAwsSeed.IamBootstrapServers, brokers.BootstrapBrokerStringSaslIam);
        Assert.Equal(LocalAwsSeed.TlsBootstrapServers, brokers.BootstrapBrokerStringTls);
        await Assert.ThrowsAsync<Amazon.Further.Kafka.Model.NotFoundException>(() => _test.Aws.Kafka.DescribeTopicAsync(
            new() { ClusterArn = LocalAwsSeed.ClusterArn, TopicName = "none" }));
    }

    [Theory]
    [InlineData(LocalAwsSeed.SecretArn)]
    [InlineData(LocalAwsSeed.SecretName)]
    [InlineData("arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database")]
    public async Task The_secret_is_found_by_name_by_arn_and_by_arn_without_its_suffix(string id)
    {
        var secret = await _test.Aws.SecretsManager.DescribeSecretAsync(new DescribeSecretRequest { SecretId = id });
        Assert.Equal((LocalAwsSeed.SecretArn, LocalAwsSeed.SecretName), (secret.ARN, secret.Name));
    }

    [Fact]
    public async Task Clusters_are_listed_by_the_beginning_of_their_name()
    {
        var found = await _test.Raw.RestAsync("kafka", HttpMethod.Get, "/v1/clusters?clusterNameFilter=kraken");
        var cluster = Assert.Single(found.Json.GetProperty("clusterInfoList").EnumerateArray());
        Assert.Equal(LocalAwsSeed.ClusterArn, cluster.GetProperty("clusterArn").GetString());
        Assert.Equal(2, cluster.GetProperty("brokerNodeGroupInfo").GetProperty("clientSubnets").GetArrayLength());
        var none = await _test.Raw.RestAsync("kafka", HttpMethod.Get, "/v1/clusters?clusterNameFilter=other");
        Assert.Empty(none.Json.GetProperty("clusterInfoList").EnumerateArray());
    }

    [Theory]
    [InlineData("enableDnsHostnames", "true")]
    [InlineData("enableDnsSupport", "true")]
    [InlineData("enableNetworkAddressUsageMetrics", "false")]
    public async Task A_vpcs_attributes_are_told_one_at_a_time(string attribute, string value)
    {
        var answer = await AskAsync(LocalAwsSeed.VpcId);
        var told = Assert.Single(answer.Xml.Elements(), e => e.Name.LocalName.StartsWith("enable"));
        Assert.Equal((attribute, value), (told.Name.LocalName, told.Value));
        Assert.Contains("InvalidVpcID.NotFound", (await AskAsync("vpc-00000000")).Body);

        Task<Answer> AskAsync(string id) =>
            _test.Raw.QueryAsync("ec2", "DescribeVpcAttribute", ("VpcId", id), ("Attribute", attribute));
    }

    [Theory]
    [InlineData("true", LocalAwsSeed.VpcId)]
    [InlineData("false", null)]
    public async Task A_vpc_has_a_main_route_table(string main, string? vpc)
    {
        var answer = await _test.Raw.QueryAsync(
            "ec2", "DescribeRouteTables",
            ("Filter.1.Name", "association.main"), ("Filter.1.Value.1", main),
            ("Filter.2.Name", "vpc-id"), ("Filter.2.Value.1", LocalAwsSeed.VpcId));
        Assert.Equal(200, answer.Status);
        Assert.Equal(vpc, answer.Element("vpcId"));
        Assert.Equal(vpc is null ? null : "local", answer.Element("gatewayId"));
    }

    [Fact]
    public async Task The_secret_has_no_policy_of_its_own()
    {
        var answer = await AskAsync(LocalAwsSeed.SecretName);
        Assert.Equal(LocalAwsSeed.SecretArn, answer.Json.GetProperty("ARN").GetString());
        Assert.False(answer.Json.TryGetProperty("ResourcePolicy", out _));
        Assert.Contains("ResourceNotFoundException", (await AskAsync("none")).Body);

        Task<Answer> AskAsync(string id) => _test.Raw.JsonAsync(
            "secretsmanager", "secretsmanager.GetResourcePolicy", $$"""{"SecretId":"{{id}}"}""");
    }

    [Fact]
    public async Task The_keys_and_the_secrets_value_are_there()
    {
        foreach (var arn in new[] { LocalAwsSeed.MskKeyArn, LocalAwsSeed.S3KeyArn })
        {
            var key = await _test.Raw.JsonAsync("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{arn}}"}""");
            Assert.Equal(arn, key.Json.GetProperty("KeyMetadata").GetProperty("Arn").GetString());
        }

        var value = await _test.Raw.JsonAsync(
            "secretsmanager", "secretsmanager.GetSecretValue", $$"""{"SecretId":"{{LocalAwsSeed.SecretName}}"}""");
        Assert.Contains("debezium", value.Json.GetProperty("SecretString").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_another_region_and_account_the_surroundings_have_those()
    {
        using var far = new TestCloud(o => o with { Region = "eu-central-1", AccountId = "210987654321" });
        var arn = LocalAwsSeed.ClusterArn.Replace("us-east-1", "eu-central-1", StringComparison.Ordinal)
            .Replace("123456789012", "210987654321", StringComparison.Ordinal);
        Assert.Equal(arn, (await far.Aws.Kafka.DescribeClusterV2Async(new DescribeClusterV2Request { ClusterArn = arn })).ClusterInfo.ClusterArn);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com")]
    [InlineData("eu-central-1", "aws", "amazonaws.com")]
    public async Task The_brokers_have_the_names_of_the_region(string region, string partition, string suffix)
    {
        using var far = new TestCloud(o => o with { Region = region });
        var arn = LocalAwsSeed.ClusterArn.Replace("us-east-1", region, StringComparison.Ordinal)
            .Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal);

        var brokers = await far.Aws.Kafka.GetBootstrapBrokersAsync(new GetBootstrapBrokersRequest { ClusterArn = arn });
        Assert.All(
            brokers.BootstrapBrokerStringSaslIam.Split(','),
            b => Assert.EndsWith($".kafka.{region}.{suffix}:9098", b, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_cloud_has_none_of_them()
    {
        using var empty = new TestCloud(o => o with { Seed = false });
        Assert.Empty((await empty.Aws.Ec2.DescribeVpcsAsync(new())).Vpcs ?? []);
        Assert.Empty((await empty.Aws.KafkaConnect.ListCustomPluginsAsync(new())).CustomPlugins ?? []);
    }
}
