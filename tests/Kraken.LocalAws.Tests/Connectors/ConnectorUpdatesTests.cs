using System.IO.Compression;
using System.Text;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.S3.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>Updates of plugin and worker configuration, of paused connectors, and with health checks that fail.</summary>
public sealed class ConnectorUpdatesTests : IDisposable
{
    private const string Died = "Task is being killed and will not recover";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Plugin_worker_configuration_and_capacity_change_in_one_operation()
    {
        var running = await StartAsync();
        var workers = await NewWorkerConfigurationAsync();
        var update = await UpdateAsync(running, new()
        {
            Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn, 2),
            WorkerConfiguration = new() { WorkerConfigurationArn = workers, Revision = 1 },
            Capacity = new() { ProvisionedCapacity = new() { McuCount = 2, WorkerCount = 2 } },
        });

        var operation = await OperationAsync(update);
        Assert.Equal(ConnectorOperationType.UPDATE_WORKER_SETTING, operation.ConnectorOperationType);
        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, operation.ConnectorOperationState);
        Assert.Equal(LocalAwsSeed.DebeziumPluginArn, operation.OriginWorkerSetting.Plugins.Single().CustomPlugin.CustomPluginArn);
        Assert.Equal(2, operation.TargetWorkerSetting.Plugins.Single().CustomPlugin.Revision);
        Assert.Equal(LocalAwsSeed.WorkerConfigurationArn, operation.OriginWorkerSetting.WorkerConfiguration.WorkerConfigurationArn);
        Assert.Equal(workers, operation.TargetWorkerSetting.WorkerConfiguration.WorkerConfigurationArn);
        Assert.Equal(2, operation.TargetWorkerSetting.Capacity.ProvisionedCapacity.WorkerCount);
        Assert.Null(operation.TargetConnectorConfiguration);
        var updated = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(LocalAwsSeed.S3SinkPluginArn, updated.Plugins.Single().CustomPlugin.CustomPluginArn);
        Assert.Equal(workers, updated.WorkerConfiguration.WorkerConfigurationArn);
        Assert.Equal(2, updated.Capacity.ProvisionedCapacity.McuCount);
        Assert.NotEqual(running.CurrentVersion, updated.CurrentVersion);
    }

    [Fact]
    public async Task A_connector_goes_to_the_default_worker_configuration_and_from_it()
    {
        var running = await StartAsync();
        var back = await OperationAsync(await UpdateAsync(running, new() { UseDefaultWorkerConfiguration = true }));
        Assert.True(back.TargetWorkerSetting.UseDefaultWorkerConfiguration);
        Assert.NotNull(back.OriginWorkerSetting.WorkerConfiguration);
        var onDefault = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Null(onDefault.WorkerConfiguration);
        Assert.NotEmpty(onDefault.Plugins);

        var away = await OperationAsync(await UpdateAsync(onDefault, new()
        {
            WorkerConfiguration = new() { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn, Revision = 1 },
        }));
        Assert.True(away.OriginWorkerSetting.UseDefaultWorkerConfiguration);
        Assert.Equal(
            LocalAwsSeed.WorkerConfigurationArn, (await _test.DescribeAsync(running.ConnectorArn)).WorkerConfiguration.WorkerConfigurationArn);
    }

    [Fact]
    public async Task A_plugin_that_lacks_the_class_is_rolled_back_and_the_old_one_runs()
    {
        var running = await StartAsync();
        var empty = await NewPluginAsync("other", "com/example/OtherConnector.class");

        var update = await UpdateAsync(running, new() { Plugins = Plugins(empty) });
        Assert.Equal(ConnectorOperationState.ROLLBACK_IN_PROGRESS, (await OperationAsync(update)).ConnectorOperationState);
        Assert.Equal(ConnectorState.UPDATING, (await _test.DescribeAsync(running.ConnectorArn)).ConnectorState);
        _test.Clock.Advance(TestCloud.Transition);

        var operation = await OperationAsync(update);
        Assert.Equal(ConnectorOperationState.ROLLBACK_COMPLETE, operation.ConnectorOperationState);
        Assert.Equal("UnknownKafkaConnectWorkerFailure", operation.ErrorInfo.Code);
        var after = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal(LocalAwsSeed.DebeziumPluginArn, after.Plugins.Single().CustomPlugin.CustomPluginArn);
        Assert.Equal(running.CurrentVersion, after.CurrentVersion);
        Assert.Contains(
            "which name matches io.debezium.connector.postgresql.PostgresConnector, available connectors are: PluginDesc{klass=class com.example.OtherConnector}",
            await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_configuration_without_a_converter_is_rolled_back()
    {
        var running = await StartAsync();
        var half = await NewWorkerConfigurationAsync(more: "");

        var update = await UpdateAsync(running, new() { WorkerConfiguration = new() { WorkerConfigurationArn = half, Revision = 1 } });
        _test.Clock.Advance(TestCloud.Transition);

        Assert.Equal(ConnectorOperationState.ROLLBACK_COMPLETE, (await OperationAsync(update)).ConnectorOperationState);
        Assert.Equal(
            LocalAwsSeed.WorkerConfigurationArn, (await _test.DescribeAsync(running.ConnectorArn)).WorkerConfiguration.WorkerConfigurationArn);
    }

    [Fact]
    public async Task A_plugin_that_has_the_class_runs()
    {
        var running = await StartAsync();
        var plugin = await NewPluginAsync("newer", "io/debezium/connector/postgresql/PostgresConnector.class");

        var update = await UpdateAsync(running, new() { Plugins = Plugins(plugin) });

        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, (await OperationAsync(update)).ConnectorOperationState);
    }

    [Fact]
    public async Task Without_health_checks_an_update_stays_and_the_tasks_die()
    {
        var running = await StartAsync();
        var empty = await NewPluginAsync("other", "com/example/OtherConnector.class");

        var update = await UpdateAsync(running, new() { Plugins = Plugins(empty), SkipHealthValidation = true });

        var operation = await OperationAsync(update);
        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, operation.ConnectorOperationState);
        Assert.Null(operation.ErrorInfo);
        Assert.Contains(operation.OperationSteps, s => s.StepType == "VALIDATE_UPDATE" && s.StepState == "CANCELLED");
        var after = await _test.DescribeAsync(running.ConnectorArn);
        Assert.Equal((ConnectorState.RUNNING, empty), (after.ConnectorState, after.Plugins.Single().CustomPlugin.CustomPluginArn));
        Assert.Contains(Died, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "ROLLBACK_IN_PROGRESS")]
    [InlineData(true, "UPDATE_COMPLETE")]
    public async Task An_update_that_is_to_fail_fails_its_health_checks_once(bool skips, string state)
    {
        var running = await StartAsync();
        _test.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.UpdateFails, Connector = "c*", Cause = "ConverterMismatch", Count = 1 });

        var update = await UpdateAsync(running, new() { UseDefaultWorkerConfiguration = true, SkipHealthValidation = skips });
        Assert.Equal(state, (await OperationAsync(update)).ConnectorOperationState.Value);
        Assert.Equal(skips, (await _test.LogAsync()).Contains(Died, StringComparison.Ordinal));
        _test.Clock.Advance(TestCloud.Transition);

        var again = await UpdateAsync(
            await _test.DescribeAsync(running.ConnectorArn), new() { Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn) });
        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, (await OperationAsync(again)).ConnectorOperationState);
    }

    [Fact]
    public async Task A_paused_connector_is_updated_without_health_checks_only_and_stays_paused()
    {
        var paused = await PauseAsync(await StartAsync());
        var configuration = new Dictionary<string, string>(paused.ConnectorConfiguration) { ["tasks.max"] = "1", ["snapshot.mode"] = "never" };
        var log = await _test.LogAsync();

        var refused = await Assert.ThrowsAsync<BadRequestException>(
            () => UpdateAsync(paused, new() { ConnectorConfiguration = configuration }));
        Assert.Contains("skipHealthValidation", refused.Message, StringComparison.Ordinal);
        var update = await UpdateAsync(paused, new() { ConnectorConfiguration = configuration, SkipHealthValidation = true });

        Assert.Equal(ConnectorOperationState.UPDATE_COMPLETE, (await OperationAsync(update)).ConnectorOperationState);
        var after = await _test.DescribeAsync(paused.ConnectorArn);
        Assert.Equal((ConnectorState.PAUSED, "never"), (after.ConnectorState, after.ConnectorConfiguration["snapshot.mode"]));
        Assert.Equal(log, await _test.LogAsync());

        await ResumeAsync(after);
        Assert.Equal(2, (await _test.LogAsync()).Split("Finished starting connectors and tasks").Length - 1);
    }

    [Fact]
    public async Task What_was_broken_while_it_was_paused_shows_when_it_resumes()
    {
        var paused = await PauseAsync(await StartAsync());
        var empty = await NewPluginAsync("other", "com/example/OtherConnector.class");
        await UpdateAsync(paused, new() { Plugins = Plugins(empty), SkipHealthValidation = true });
        Assert.DoesNotContain(Died, await _test.LogAsync(), StringComparison.Ordinal);

        await ResumeAsync(paused);

        Assert.Equal(ConnectorState.RUNNING, (await _test.DescribeAsync(paused.ConnectorArn)).ConnectorState);
        Assert.Contains(Died, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_update_cannot_ask_for_is_refused()
    {
        var running = await StartAsync();
        var workers = new WorkerConfigurationUpdate { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn, Revision = 1 };
        UpdateConnectorRequest[] bad =
        [
            new(),
            new() { UseDefaultWorkerConfiguration = false },
            new() { ConnectorConfiguration = running.ConnectorConfiguration, Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn) },
            new() { ConnectorConfiguration = running.ConnectorConfiguration, UseDefaultWorkerConfiguration = true },
            new() { WorkerConfiguration = workers, UseDefaultWorkerConfiguration = true },
            new() { Plugins = [] },
            new() { Plugins = [.. Plugins(LocalAwsSeed.S3SinkPluginArn), .. Plugins(LocalAwsSeed.DebeziumPluginArn)] },
        ];
        foreach (var request in bad)
            await Assert.ThrowsAsync<BadRequestException>(() => UpdateAsync(running, request));
        UpdateConnectorRequest[] missing =
        [
            new() { Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn + "0") },
            new() { Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn, 3) },
            new() { Plugins = Plugins(LocalAwsSeed.S3SinkPluginArn, 0) },
            new() { WorkerConfiguration = new() { WorkerConfigurationArn = workers.WorkerConfigurationArn, Revision = 2 } },
        ];
        foreach (var request in missing)
            await Assert.ThrowsAsync<NotFoundException>(() => UpdateAsync(running, request));

        Assert.Equal(running.CurrentVersion, (await _test.DescribeAsync(running.ConnectorArn)).CurrentVersion);
    }

    private async Task<DescribeConnectorResponse> StartAsync() => await _test.StartAsync(await _test.PrepareAsync());

    private async Task<DescribeConnectorResponse> PauseAsync(DescribeConnectorResponse connector)
    {
        await _test.Aws.KafkaConnect.PauseConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition);
        return await _test.DescribeAsync(connector.ConnectorArn);
    }

    private async Task ResumeAsync(DescribeConnectorResponse connector)
    {
        await _test.Aws.KafkaConnect.ResumeConnectorAsync(new() { ConnectorArn = connector.ConnectorArn });
        _test.Clock.Advance(TestCloud.Transition);
    }

    private async Task<UpdateConnectorResponse> UpdateAsync(DescribeConnectorResponse connector, UpdateConnectorRequest request)
    {
        request.ConnectorArn = connector.ConnectorArn;
        request.CurrentVersion = connector.CurrentVersion;
        var update = await _test.Aws.KafkaConnect.UpdateConnectorAsync(request);
        _test.Clock.Advance(TestCloud.Transition);
        return update;
    }

    private Task<DescribeConnectorOperationResponse> OperationAsync(UpdateConnectorResponse update) =>
        _test.Aws.KafkaConnect.DescribeConnectorOperationAsync(new() { ConnectorOperationArn = update.ConnectorOperationArn });

    private async Task<string> NewWorkerConfigurationAsync(string more = "\nvalue.converter=org.apache.kafka.connect.storage.StringConverter") => (await _test.Aws.KafkaConnect.CreateWorkerConfigurationAsync(new()
    {
        Name = "other",
        PropertiesFileContent = Convert.ToBase64String(
            Encoding.UTF8.GetBytes("key.converter=org.apache.kafka.connect.storage.StringConverter" + more)),
    })).WorkerConfigurationArn;

    /// <summary>A plugin whose file is a ZIP with a JAR with one class.</summary>
    private async Task<string> NewPluginAsync(string name, string classFile)
    {
        using var file = new MemoryStream(Zip("lib/c.jar", Zip(classFile, [])));
        await _test.Aws.S3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = LocalAwsSeed.PluginBucketArn.Split(':')[^1], Key = name + ".zip", InputStream = file,
        });
        var made = await _test.Aws.KafkaConnect.CreateCustomPluginAsync(new()
        {
            Name = name,
            ContentType = "ZIP",
            Location = new() { S3Location = new() { BucketArn = LocalAwsSeed.PluginBucketArn, FileKey = name + ".zip" } },
        });
        _test.Clock.Advance(TestCloud.Transition);
        return made.CustomPluginArn;
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return zip.ToArray();
    }

    private static List<PluginUpdate> Plugins(string arn, long revision = 1) =>
        [new() { CustomPlugin = new() { CustomPluginArn = arn, Revision = revision } }];
}
