using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class PruneTagsTests
{
    private static readonly ConnectorSpec _before = ReferenceExamples.DebeziumSource with
    {
        CommonTag = new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "data", ["old"] = "x" },
    };

    private static readonly ConnectorSpec _after = _before with
    {
        CommonTag = new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "data" },
    };

    [Fact]
    public async Task Without_it_a_tag_that_the_spec_has_no_more_stays_and_the_plan_says_so()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_before, new(), default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(_after, new(), default);
        var result = await rehearsal.Provisioner.UpdateAsync(_after, new(), default);

        Assert.False(plan.HasChanges);
        Assert.Equal(
            "tags that the spec does not have stay: old; -PruneTags removes them",
            Assert.Single(plan.Resources, r => r.Note is not null).Note);
        Assert.False(result!.Changed);
    }

    [Fact]
    public async Task With_it_the_tag_is_removed_from_all_that_is_the_connectors_and_nothing_else_is()
    {
        using var rehearsal = new Rehearsal();
        var options = new UpdateOptions { PruneTags = true };
        var made = await rehearsal.Provisioner.CreateAsync(_before, new(), default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(_after, options, default);
        var result = await rehearsal.Provisioner.UpdateAsync(_after, options, default);
        var again = await rehearsal.Provisioner.UpdateAsync(_after, options, default);

        Assert.Equal(["Role", "SecurityGroup", "LogGroup", "Connector"], plan.Resources.Where(r => r.Action == PlanAction.Update).Select(r => r.Kind));
        Assert.All(plan.Resources.SelectMany(r => r.Changes), c => Assert.Equal(("Tag[old]", null), (c.Property, c.Desired)));
        Assert.True(result!.Changed);
        Assert.False(again!.Changed);
        var tags = (await rehearsal.Aws.KafkaConnect.ListTagsForResourceAsync(new() { ResourceArn = made.ConnectorArn })).Tags;
        Assert.Equal(
            [ResourceNames.EnvTag, ResourceNames.ConnectorTag, ResourceNames.ManagedByTag, "owner"],
            tags.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            (await rehearsal.Provisioner.PlanUpdateAsync(_after, new(), default)).Resources, r => r.Note is not null);
    }

    [Fact]
    public async Task A_connector_leaves_a_fleet_with_it_and_the_plan_says_so_before()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(_after with { Fleet = "trading" }, new(), default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(_after, new(), default);
        await rehearsal.Provisioner.UpdateAsync(_after, new UpdateOptions { PruneTags = true }, default);

        Assert.False(plan.HasChanges);
        Assert.Contains("stay: kraken:fleet;", Assert.Single(plan.Resources, r => r.Note is not null).Note, StringComparison.Ordinal);
        var tags = (await rehearsal.Aws.KafkaConnect.ListTagsForResourceAsync(new() { ResourceArn = made.ConnectorArn })).Tags;
        Assert.DoesNotContain(ResourceNames.FleetTag, tags.Keys);
        Assert.Contains(ResourceNames.ManagedByTag, tags.Keys);
    }

    [Fact]
    public async Task A_plan_that_was_saved_with_it_is_applied_with_it_alone()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_before, new(), default);
        var pruning = new UpdateOptions { PruneTags = true };
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(_after, pruning, default);
        var saved = SavedPlan.Parse(
            SavedPlan.Of([plan], rehearsal.Clock).ToJson(), "plan.json");

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.UpdateAsync(_after, new UpdateOptions { Plan = saved }, default));
        Assert.Contains("-PruneTags", error.Message, StringComparison.Ordinal);
        Assert.True((await rehearsal.Provisioner.UpdateAsync(_after, pruning with { Plan = saved }, default))!.Changed);
    }
}
