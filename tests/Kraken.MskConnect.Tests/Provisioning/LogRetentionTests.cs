using Amazon.CloudWatchLogs.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>How long log events are kept: for so many days, or with 0 for ever.</summary>
public sealed class LogRetentionTests : IDisposable
{
    private readonly Rehearsal _rehearsal = new();

    private static ConnectorSpec Week => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Never => Week with { LogRetentionInDays = 0 };

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task A_group_whose_events_never_expire_is_made_without_a_retention()
    {
        var plan = await _rehearsal.Provisioner.PlanAsync(Never, default);
        await _rehearsal.Provisioner.CreateAsync(Never, new CreateOptions(), default);

        Assert.Contains(new PropertyChange("RetentionInDays", null, "never", true), plan.Resources[2].Changes);
        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.Operation!.EndsWith("RetentionPolicy", StringComparison.Ordinal));
        Assert.Null((await GroupAsync()).RetentionInDays);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(Never, default)).HasChanges);
    }

    [Theory]
    [InlineData(7, 0, "7", "never", "DeleteRetentionPolicy")]
    [InlineData(0, 7, "never", "7 days: events older than 7 days are deleted", "PutRetentionPolicy")]
    [InlineData(30, 1, "30", "1 day: events older than 1 day are deleted", "PutRetentionPolicy")]
    [InlineData(7, 30, "7", "30", "PutRetentionPolicy")]
    public async Task A_change_is_one_call_and_its_plan_says_what_is_deleted(
        int before, int after, string current, string desired, string call)
    {
        await _rehearsal.Provisioner.CreateAsync(Week with { LogRetentionInDays = before }, new CreateOptions(), default);
        var wanted = Week with { LogRetentionInDays = after };
        _rehearsal.TakeRequests();

        var plan = await _rehearsal.Provisioner.PlanUpdateAsync(wanted, new UpdateOptions(), default);
        await _rehearsal.Provisioner.UpdateAsync(wanted, new UpdateOptions(), default);

        Assert.Equal([new PropertyChange("RetentionInDays", current, desired, true)], plan.Resources[2].Changes);
        Assert.Equal([call], _rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation));
        Assert.Equal(after == 0 ? null : after, (await GroupAsync()).RetentionInDays);
        Assert.Empty(plan.Losses());
    }

    [Fact]
    public async Task A_take_over_that_deletes_events_is_asked_about()
    {
        await HandMade.MakeAsync(_rehearsal.Aws, Week);
        ConnectorPlan? asked = null;
        var options = new UpdateOptions { Adopt = true, Approve = (plan, _) => Task.FromResult((asked = plan) is null) };

        Assert.Null(await _rehearsal.Provisioner.UpdateAsync(Week, options, default));

        Assert.Contains(
            "LogGroup /hand/logs: RetentionInDays never -> 7 days: events older than 7 days are deleted", asked!.Losses());
        Assert.Null((await GroupAsync("/hand/logs")).RetentionInDays);
    }

    [Fact]
    public async Task An_exported_spec_keeps_events_for_ever_where_the_group_does()
    {
        await _rehearsal.Provisioner.CreateAsync(Never, new CreateOptions(), default);

        var exported = new List<ConnectorSpec>();
        await foreach (var spec in new SpecExporter(_rehearsal.Aws, _rehearsal.Events).ExportAsync(Never.ConnectorName, default))
            exported.Add(spec);
        var read = SpecReader.ReadText(SpecWriter.Write(exported, SpecFileFormat.Json), SpecFormat.Json, "export").Single();

        Assert.Equal(0, read.Spec.LogRetentionInDays);
        Assert.DoesNotContain(_rehearsal.Events.All, e => e.Message.StartsWith("LogRetentionInDays", StringComparison.Ordinal));
    }

    private async Task<LogGroup> GroupAsync(string? name = null) => Assert.Single((await _rehearsal.Aws.Logs.DescribeLogGroupsAsync(
        new DescribeLogGroupsRequest { LogGroupNamePrefix = name ?? ResourceNames.LogGroupName(Week.ConnectorName) })).LogGroups);
}
