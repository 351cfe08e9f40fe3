using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Connectors;

public sealed class ConnectorLifecycleTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_connector_is_creating_until_its_time_and_then_runs()
    {
        var created = await _test.Aws.KafkaConnect.CreateConnectorAsync(await _test.PrepareAsync());
        Assert.Equal(ConnectorState.CREATING, created.ConnectorState);

        _test.Clock.Advance(TestCloud.Transition - TimeSpan.FromTicks(1));
        Assert.Equal(ConnectorState.CREATING, (await _test.DescribeAsync(created.ConnectorArn)).ConnectorState);

        _test.Clock.Advance(TimeSpan.FromTicks(1));
        var running = await _test.DescribeAsync(created.ConnectorArn);
        Assert.Equal(ConnectorState.RUNNING, running.ConnectorState);
        Assert.Null(running.StateDescription);
        Assert.Contains("Finished starting connectors and tasks", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_repeats_the_request_with_the_scaling_defaults_of_aws()
    {
        var request = await _test.PrepareAsync();
        request.ConnectorDescription = "a description";
        var described = await _test.StartAsync(request);

        Assert.Equal("a description", described.ConnectorDescription);
        Assert.Equal(20, described.Capacity.AutoScaling.ScaleInPolicy.CpuUtilizationPercentage);
        Assert.Equal(80, described.Capacity.AutoScaling.ScaleOutPolicy.CpuUtilizationPercentage);
        Assert.Equal(request.ConnectorConfiguration, described.ConnectorConfiguration);
        Assert.Equal(
            request.KafkaCluster.ApacheKafkaCluster.Vpc.Subnets, described.KafkaCluster.ApacheKafkaCluster.Vpc.Subnets);
        Assert.Equal(request.ServiceExecutionRoleArn, described.ServiceExecutionRoleArn);
        Assert.Equal("/aws/msk-connect/c1", described.LogDelivery.WorkerLogDelivery.CloudWatchLogs.LogGroup);
        Assert.Equal(
            _test.Clock.GetUtcNow()
                .UtcDateTime - TestCloud.Transition, described.CreationTime!.Value.ToUniversalTime());
    }

    [Fact]
    public async Task A_running_connector_has_made_its_topics()
    {
        await _test.StartAsync(await _test.PrepareAsync());
        var topics =
            await _test.Aws.Kafka.ListTopicsAsync(
                new() { ClusterArn = LocalAwsSeed.ClusterArn });
        Assert.Contains(topics.Topics, t => t.TopicName == "cdc.public.trades");
        Assert.Contains(
            topics.Topics, t => t.TopicName.StartsWith("__amazon_msk_connect_offsets_c1_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_connector_of_the_same_name_is_a_conflict_even_while_the_first_is_deleted()
    {
        var request = await _test.PrepareAsync();
        var running = await _test.StartAsync(request);
        await Assert.ThrowsAsync<ConflictException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));

        await DeleteAsync(running.ConnectorArn);
        await Assert.ThrowsAsync<ConflictException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
        _test.Clock.Advance(TestCloud.Transition);
        Assert.NotEqual(
            running.ConnectorArn, (await _test.Aws.KafkaConnect.CreateConnectorAsync(request)).ConnectorArn);
    }

    [Fact]
    public async Task A_deleted_connector_is_deleting_then_gone()
    {
        var running = await _test.StartAsync(await _test.PrepareAsync());
        Assert.Equal(ConnectorState.DELETING, (await DeleteAsync(running.ConnectorArn)).ConnectorState);
        // Deleting again is no error: the operation is idempotent.
        Assert.Equal(ConnectorState.DELETING, (await DeleteAsync(running.ConnectorArn)).ConnectorState);
        _test.Clock.Advance(TestCloud.Transition);
        await Assert.ThrowsAsync<NotFoundException>(() => _test.DescribeAsync(running.ConnectorArn));
        Assert.Empty((await _test.Aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest())).Connectors ?? []);
    }

    [Fact]
    public async Task A_connector_can_be_deleted_while_it_is_created()
    {
        var created = await _test.Aws.KafkaConnect.CreateConnectorAsync(await _test.PrepareAsync());
        await DeleteAsync(created.ConnectorArn);
        _test.Clock.Advance(TestCloud.Transition);
        await Assert.ThrowsAsync<NotFoundException>(() => _test.DescribeAsync(created.ConnectorArn));
    }

    [Fact]
    public async Task The_security_group_cannot_be_deleted_before_the_connector_is_gone()
    {
        var request = await _test.PrepareAsync();
        var group = request.KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups[0];
        var running = await _test.StartAsync(request);
        await DeleteAsync(running.ConnectorArn);

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(DeleteGroupAsync);
        Assert.Equal("DependencyViolation", refused.ErrorCode);
        _test.Clock.Advance(TestCloud.Transition);
        await DeleteGroupAsync();

        Task<DeleteSecurityGroupResponse> DeleteGroupAsync() =>
            _test.Aws.Ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group });
    }

    [Fact]
    public async Task A_configuration_update_takes_a_new_version_and_leaves_a_complete_operation()
    {
        var running = await _test.StartAsync(await _test.PrepareAsync());
        var wanted = new Dictionary<string, string>(running.ConnectorConfiguration) { ["tasks.max"] = "2" };
        var update = await UpdateAsync(running, wanted);

        Assert.Equal(ConnectorState.UPDATING, update.ConnectorState);
        Assert.Equal(ConnectorOperationState.PENDING, (await OperationAsync(update)).ConnectorOperationState);
        _test.Clock.Advance(TestCloud.Transition / 2);
        Assert.Equal(
            ConnectorOperationState.UPDATE_IN_PROGRESS, (await OperationAsync(update)).ConnectorOperationState);
        _test.Clock.Advance(TestCloud.Transition / 2);

        var operation = await OperationAsync(update);
        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, operation.ConnectorOperationState);
        Assert.Equal("2", operation.TargetConnectorConfiguration["tasks.max"]);
        Assert.Equal("1", operation.OriginConnectorConfiguration["tasks.max"]);
        var updated = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(ConnectorState.RUNNING, updated.ConnectorState);
        Assert.Equal("2", updated.ConnectorConfiguration["tasks.max"]);
        Assert.NotEqual(running.CurrentVersion, updated.CurrentVersion);
        var listed = await _test.Aws.KafkaConnect.ListConnectorOperationsAsync(
            new ListConnectorOperationsRequest { ConnectorArn = running.ConnectorArn });
        Assert.Equal([update.ConnectorOperationArn], listed.ConnectorOperations.Select(o => o.ConnectorOperationArn));
    }

    [Fact]
    public async Task An_update_with_which_the_connector_does_not_start_is_rolled_back()
    {
        var running = await _test.StartAsync(await _test.PrepareAsync());
        _test.Cloud.Faults.Add(new ConnectorFailure("c1", "SomeCode", "Some message.", ["ERROR boom"]));
        var wanted = new Dictionary<string, string>(running.ConnectorConfiguration) { ["tasks.max"] = "2" };
        var update = await UpdateAsync(running, wanted);

        _test.Clock.Advance(TestCloud.Transition);
        Assert.Equal(
            ConnectorOperationState.ROLLBACK_IN_PROGRESS, (await OperationAsync(update)).ConnectorOperationState);
        _test.Clock.Advance(TestCloud.Transition);

        var operation = await OperationAsync(update);
        Assert.Equal(ConnectorOperationState.ROLLBACK_COMPLETE, operation.ConnectorOperationState);
        Assert.Equal("SomeCode", operation.ErrorInfo.Code);
        var after = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(ConnectorState.RUNNING, after.ConnectorState);
        Assert.Equal("1", after.ConnectorConfiguration["tasks.max"]);
        Assert.Equal(running.CurrentVersion, after.CurrentVersion);
    }

    [Fact]
    public async Task An_update_is_refused_for_an_old_version_another_class_both_parts_or_a_state_other_than_running()
    {
        var running = await _test.StartAsync(await _test.PrepareAsync());
        var same = running.ConnectorConfiguration;
        await RefusedAsync(
            new UpdateConnectorRequest { ConnectorArn = running.ConnectorArn, CurrentVersion = "K0",
                ConnectorConfiguration = same });
        await RefusedAsync(
            new UpdateConnectorRequest { ConnectorArn = running.ConnectorArn,
                CurrentVersion = running.CurrentVersion });
        await RefusedAsync(new UpdateConnectorRequest
        {
            ConnectorArn = running.ConnectorArn,
            CurrentVersion = running.CurrentVersion,
            ConnectorConfiguration = new Dictionary<string, string>(same) { ["connector.class"] = "other.Connector" },
        });
        await RefusedAsync(new UpdateConnectorRequest
        {
            ConnectorArn = running.ConnectorArn,
            CurrentVersion = running.CurrentVersion,
            ConnectorConfiguration = same,
            Capacity =
                new CapacityUpdate { ProvisionedCapacity = new ProvisionedCapacityUpdate { McuCount = 1,
                    WorkerCount = 1 } },
        });
        await UpdateAsync(running, same);
        await RefusedAsync(
            new UpdateConnectorRequest { ConnectorArn = running.ConnectorArn, CurrentVersion = running.CurrentVersion,
                ConnectorConfiguration = same });

        Task RefusedAsync(UpdateConnectorRequest request) =>
            Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.UpdateConnectorAsync(request));
    }

    [Fact]
    public async Task A_capacity_update_changes_the_workers_and_their_interfaces()
    {
        var running = await _test.StartAsync(await _test.PrepareAsync());
        Assert.Equal(1, await InterfacesAsync());
        await _test.Aws.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
        {
            ConnectorArn = running.ConnectorArn,
            CurrentVersion = running.CurrentVersion,
            Capacity =
                new CapacityUpdate { ProvisionedCapacity = new ProvisionedCapacityUpdate { McuCount = 2,
                    WorkerCount = 3 } },
        });
        _test.Clock.Advance(TestCloud.Transition);
        var updated = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(3, updated.Capacity.ProvisionedCapacity.WorkerCount);
        Assert.Null(updated.Capacity.AutoScaling);
        Assert.Equal(3, await InterfacesAsync());

        async Task<int> InterfacesAsync() =>
            (await _test.Aws.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest()))
                .NetworkInterfaces.Count(i => i.Description.StartsWith("MSK Connect worker", StringComparison.Ordinal));
    }

    private Task<DeleteConnectorResponse> DeleteAsync(string arn) =>
        _test.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = arn });

    private Task<UpdateConnectorResponse> UpdateAsync(
        DescribeConnectorResponse running, Dictionary<string, string> configuration) =>
        _test.Aws.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
        {
            ConnectorArn = running.ConnectorArn,
            CurrentVersion = running.CurrentVersion,
            ConnectorConfiguration = configuration,
        });

    private Task<DescribeConnectorOperationResponse> OperationAsync(UpdateConnectorResponse update) =>
        _test.Aws.KafkaConnect.DescribeConnectorOperationAsync(
            new DescribeConnectorOperationRequest { ConnectorOperationArn = update.ConnectorOperationArn });
}
