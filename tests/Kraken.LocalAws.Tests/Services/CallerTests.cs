using Amazon.IdentityManagement.Model;
using Amazon.Kafka.Model;
using Amazon.Runtime;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>What the account's user may do, by call and by IAM's policy simulator; and clusters of other types.</summary>
public sealed class CallerTests : IDisposable
{
    private const string User = "arn:aws:iam::123456789012:user/local";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_user_may_do_everything_at_first() =>
        Assert.Equal(["allowed", "allowed"], await SimulateAsync("iam:CreateRole", "s3:GetObject"));

    [Fact]
    public async Task A_denied_action_is_denied_by_the_call_and_by_the_simulator()
    {
        _test.Cloud.Iam.DeniedToUser.Add("kafka:ListClustersV2");

        Assert.Equal(["explicitDeny", "allowed"], await SimulateAsync("kafka:ListClustersV2", "kafka:ListTopics"));
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => _test.Aws.Kafka.ListClustersV2Async(new ListClustersV2Request()));
        Assert.Equal("AccessDeniedException", error.ErrorCode);
        Assert.Contains($"User: {User} is not authorized to perform: kafka:ListClustersV2", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await _test.Aws.Kafka.ListTopicsAsync(new() { ClusterArn = LocalAwsSeed.ClusterArn })).Topics);
    }

    [Fact]
    public async Task A_Serverless_cluster_has_IAM_alone_and_lists_no_topics()
    {
        _test.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { IsServerless = true });

        var cluster = (await _test.Aws.Kafka.DescribeClusterV2Async(new() { ClusterArn = LocalAwsSeed.ClusterArn })).ClusterInfo;
        Assert.Equal(("SERVERLESS", true), (cluster.ClusterType.Value, cluster.Serverless.ClientAuthentication.Sasl.Iam.Enabled == true));
        Assert.Null(cluster.Provisioned);
        var brokers = await _test.Aws.Kafka.GetBootstrapBrokersAsync(new() { ClusterArn = LocalAwsSeed.ClusterArn });
        Assert.Equal((LocalAwsSeed.IamBootstrapServers, null), (brokers.BootstrapBrokerStringSaslIam, brokers.BootstrapBrokerStringTls));
        await Assert.ThrowsAsync<BadRequestException>(
            () => _test.Aws.Kafka.ListTopicsAsync(new() { ClusterArn = LocalAwsSeed.ClusterArn }));
        Assert.Empty((await _test.Aws.Kafka.ListClustersV2Async(new() { ClusterTypeFilter = "PROVISIONED" })).ClusterInfoList);
        Assert.Single((await _test.Aws.Kafka.ListClustersV2Async(new() { ClusterTypeFilter = "SERVERLESS" })).ClusterInfoList);
    }

    private async Task<IEnumerable<string>> SimulateAsync(params string[] actions) =>
        (await _test.Aws.Iam.SimulatePrincipalPolicyAsync(new SimulatePrincipalPolicyRequest { PolicySourceArn = User, ActionNames = [.. actions] }))
            .EvaluationResults.Select(r => r.EvalDecision.Value);
}
