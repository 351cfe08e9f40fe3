using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Connectors that version 0.1.0 made, whose roles also reach what other connectors keep for themselves.</summary>
public sealed class NarrowedScopeTests : IDisposable
{
    /// <summary>The policy that 0.1.0 gives the role of the reference's source, as it stands in IAM.</summary>
    private const string PolicyOf010 = """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"Cluster","Effect":"Allow","Action":["kafka-cluster:Connect","kafka-cluster:DescribeCluster"],"Resource":"arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5"},
        {"Sid":"WrittenTopics","Effect":"Allow","Action":["kafka-cluster:CreateTopic","kafka-cluster:DescribeTopic","kafka-cluster:WriteData"],"Resource":["arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.orders.mnpi","arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.positions.mnpi","arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.trades.mnpi"]},
        {"Sid":"InternalTopics","Effect":"Allow","Action":["kafka-cluster:CreateTopic","kafka-cluster:DescribeTopic","kafka-cluster:ReadData","kafka-cluster:WriteData"],"Resource":"arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/__amazon_msk_connect_*_debezium-postgres-cdc-dev_*"},
        {"Sid":"Groups","Effect":"Allow","Action":["kafka-cluster:AlterGroup","kafka-cluster:DescribeGroup"],"Resource":"arn:aws:kafka:us-east-1:123456789012:group/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/__amazon_msk_connect_*_debezium-postgres-cdc-dev_*"},
        {"Sid":"MskKey","Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01","Condition":{"StringEquals":{"kms:ViaService":"kafka.us-east-1.amazonaws.com"}}},
        {"Sid":"DatabaseSecret","Effect":"Allow","Action":["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue"],"Resource":"arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123"},
        {"Sid":"Logs","Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/debezium-postgres-cdc-dev:*"},
        {"Sid":"Plugin","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::kraken-connect-plugins-dev/*"}]}
        """;

    private readonly Rehearsal _rehearsal = new();

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task A_comparison_and_a_creation_tell_the_difference_in_access_and_change_nothing()
    {
        await MakeAsync();
        _rehearsal.TakeRequests();

        var plan = await _rehearsal.Provisioner.PlanUpdateAsync(Spec, new UpdateOptions(), default);
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => _rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default));

        var role = Assert.Single(plan.Resources, r => r.Action != PlanAction.None);
        Assert.Equal(("Role", PlanAction.Update), (role.Kind, role.Action));
        Assert.Equal(["Policy[Groups]", "Policy[InternalTopics]"], role.Changes.Select(c => c.Property).Order(StringComparer.Ordinal));
        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains(
            "Role.Policy[InternalTopics]: no longer kafka-cluster:CreateTopic, kafka-cluster:DescribeTopic, kafka-cluster:ReadData, "
            + "kafka-cluster:WriteData on arn:aws:kafka:us-east-1:123456789012:topic/" + ReferenceExamples.Cluster
            + "/__amazon_msk_connect_*_debezium-postgres-cdc-dev_*",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Update-KrakenMskConnector", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task The_proof_of_the_live_role_finds_the_neighbours_that_it_reaches()
    {
        await MakeAsync();

        var policies = await new PolicyInspector(_rehearsal.Aws, null).ReadAsync(Spec, default);
        var failed = PolicyProof.Check(Spec, policies).Where(c => !c.Passed).ToList();

        Assert.Contains(failed, c => c.Kind == PolicyCheckKind.Neighbour && c.Action == "kafka-cluster:ReadData"
            && c.Resource.Contains("__amazon_msk_connect_configs_eu_debezium-postgres-cdc-dev_", StringComparison.Ordinal));
        Assert.Contains(failed, c => c.Kind == PolicyCheckKind.Neighbour && c.Action == "kafka-cluster:AlterGroup"
            && c.Resource.Contains("__amazon_msk_connect_cluster_debezium-postgres-cdc-dev_v2_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_update_narrows_it_with_one_call_and_takes_nothing_that_the_connector_uses()
    {
        var before = await MakeAsync();
        _rehearsal.TakeRequests();

        var updated = await _rehearsal.Provisioner.UpdateAsync(Spec, new UpdateOptions(), default);

        Assert.Equal(before.ConnectorArn, updated!.ConnectorArn);
        Assert.Equal(["PutRolePolicy"], _rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation));
        var policies = await new PolicyInspector(_rehearsal.Aws, null).ReadAsync(Spec, default);
        Assert.Empty(PolicyProof.Check(Spec, policies).Where(c => !c.Passed).Select(c => $"{c.Kind} {c.Action} {c.Resource}"));
        var differences = PolicyDifferences.Between(
            [PolicyDocument.Parse(PolicyOf010)], policies.Policies.Select(p => p.Document));
        Assert.All(differences, d => Assert.Equal("Lost", d.Change));
        Assert.Equal(6, differences.Count);
        Assert.False((await _rehearsal.Provisioner.UpdateAsync(Spec, new UpdateOptions(), default))!.Changed);
    }

    private async Task<ConnectorResult> MakeAsync()
    {
        var made = await _rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default);
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = ResourceNames.RoleName(Spec.ConnectorName, Spec.Region),
            PolicyName = ResourceNames.PolicyName(Spec.ConnectorName),
            PolicyDocument = PolicyOf010,
        });
        return made;
    }
}
