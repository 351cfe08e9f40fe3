using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Plugin, worker configuration and capacity are changed in place, together, and what MSK Connect rolls back is told.</summary>
public sealed class WorkerSettingTests
{
    private static readonly UpdateOptions _update = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    private static string OtherPlugin => ReferenceExamples.S3Sink.CustomPluginArn;

    /// <summary>A source whose configuration needs no config provider.</summary>
    private static ConnectorSpec Plain =>
        Source.WithKey("database.user", "kraken").WithKey("database.password", "Kr4ken-rehearsal") with { WorkerConfigurationArn = null };

    [Fact]
    public async Task Several_worker_settings_go_in_one_call_and_the_connector_stays_the_same()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Plain, new CreateOptions(), default);
        var spec = Source with { CustomPluginArn = OtherPlugin, AutoscalingMcuCount = 2 };
        rehearsal.TakeRequests();

        var result = (await rehearsal.Provisioner.UpdateAsync(spec, _update, default))!;

        // The configuration, whose references need the new worker configuration, comes in the second call.
        Assert.Equal(2, rehearsal.TakeRequests().Count(r => r.Operation == "UpdateConnector"));
        Assert.Equal(made.ConnectorArn, result.ConnectorArn);
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default)).HasChanges);
        var operations = await OperationsAsync(rehearsal);
        Assert.Equal(["UPDATE_CONNECTOR_CONFIGURATION", "UPDATE_WORKER_SETTING"], operations.Select(o => o.OperationType));
        Assert.Equal(["Capacity", "CustomPlugin", "WorkerConfiguration"], operations[1].Changes.Select(c => c.Name));
        Assert.Equal(
            ($"{Source.CustomPluginArn} revision 1", $"{OtherPlugin} revision 1"),
            (operations[1].Changes[1].From, operations[1].Changes[1].To));
        Assert.Equal(
            ("MSK Connect's default", $"{Source.WorkerConfigurationArn} revision 1"),
            (operations[1].Changes[2].From, operations[1].Changes[2].To));
    }

    [Fact]
    public async Task A_connector_goes_back_to_the_default_worker_configuration()
    {
        using var rehearsal = new Rehearsal();
        var spec = Plain with { WorkerConfigurationArn = Source.WorkerConfigurationArn };
        var made = await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

        await rehearsal.Provisioner.UpdateAsync(Plain, _update, default);

        var now = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        Assert.Null(now.WorkerConfiguration);
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(Plain, _update, default)).HasChanges);
    }

    [Fact]
    public async Task A_plugin_whose_health_check_fails_is_rolled_back_told_with_its_reason_and_still_planned()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new ConnectorFailure(
            "*", Message: "The tasks are unhealthy.", LogLines: ["ERROR java.lang.OutOfMemoryError: Java heap space"])
        {
            Kind = FaultKind.UpdateFails,
        });
        var spec = Source with { CustomPluginArn = OtherPlugin };

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(spec, _update, default));

        Assert.Equal(KrakenErrorKind.UpdateFailed, error.Kind);
        Assert.Contains("ROLLBACK_COMPLETE; MSK Connect rolled it back, and the connector runs as before", error.Message, StringComparison.Ordinal);
        Assert.Contains("The tasks are unhealthy.", error.Message, StringComparison.Ordinal);
        Assert.Contains("ran out of memory", error.Message, StringComparison.Ordinal);
        var now = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        Assert.Equal(("RUNNING", Source.CustomPluginArn), (now.ConnectorState.Value, now.Plugins[0].CustomPlugin.CustomPluginArn));
        var plan = (await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default)).Resources[^1];
        Assert.Equal((PlanAction.Update, "CustomPluginArn"), (plan.Action, Assert.Single(plan.Changes).Property));
    }

    [Fact]
    public async Task Without_health_checks_the_change_stays_the_plan_says_what_that_means_and_dead_tasks_are_told()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new ConnectorFailure("*", LogLines: ["ERROR java.lang.OutOfMemoryError: Java heap space"])
        {
            Kind = FaultKind.UpdateFails,
        });
        var spec = Source with { CustomPluginArn = OtherPlugin };
        var options = _update with { SkipHealthCheck = true };

        var note = (await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default)).Resources[^1].Note;
        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(spec, options, default));

        Assert.Contains("as -SkipHealthCheck says: the change stays in effect", note, StringComparison.Ordinal);
        Assert.Equal(KrakenErrorKind.TaskFailed, error.Kind);
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default)).HasChanges);
    }

    [Fact]
    public async Task A_source_that_keeps_offsets_keeps_them_with_another_worker_configuration()
    {
        using var rehearsal = new Rehearsal();
        var newer = Plain with { KafkaConnectVersion = "3.7.x" };
        await rehearsal.Provisioner.CreateAsync(Plain, new CreateOptions(), default);
        await rehearsal.Provisioner.UpdateAsync(newer, _update with { AllowReplacement = true, KeepOffsets = true }, default);
        var topic = await TopicAsync(rehearsal);
        Assert.NotNull(topic);
        var spec = newer with { WorkerConfigurationArn = Source.WorkerConfigurationArn };

        await rehearsal.Provisioner.UpdateAsync(spec, _update, default);

        Assert.Equal(topic, await TopicAsync(rehearsal));
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default)).HasChanges);
        Assert.Contains("config.providers", await PropertiesAsync(rehearsal), StringComparison.Ordinal);
    }

    private static async Task<string?> TopicAsync(Rehearsal rehearsal) =>
        (await PropertiesAsync(rehearsal)).Split('\n').FirstOrDefault(l => l.StartsWith("offset.storage.topic=", StringComparison.Ordinal));

    private static async Task<string> PropertiesAsync(Rehearsal rehearsal)
    {
        var found = Assert.Single(await rehearsal.FindAsync("*"));
        var connector = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = found.ConnectorArn });
        var worker = await rehearsal.Aws.KafkaConnect.DescribeWorkerConfigurationAsync(
            new() { WorkerConfigurationArn = connector.WorkerConfiguration.WorkerConfigurationArn });
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(worker.LatestRevision.PropertiesFileContent));
    }

    private static async Task<List<ConnectorOperation>> OperationsAsync(Rehearsal rehearsal)
    {
        var operations = new List<ConnectorOperation>();
        await foreach (var operation in new ConnectorInspector(rehearsal.Aws, null, rehearsal.Clock).ReadOperationsAsync(Source.ConnectorName, default))
            operations.Add(operation);
        return operations;
    }
}
