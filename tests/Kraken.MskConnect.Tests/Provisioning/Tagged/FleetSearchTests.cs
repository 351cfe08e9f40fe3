using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning.Tagged;

/// <summary>Who belongs to a fleet by its tag, and what is concluded from that.</summary>
public sealed class FleetSearchTests
{
    private static readonly ConnectorSpec _spec = ReferenceExamples.DebeziumSource with { AutoscalingMaxWorkerCount = 1 };

    [Fact]
    public async Task A_fleet_has_the_connectors_with_its_tag_and_no_others()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, ("b", "orders"), ("a", "orders"), ("c", "Orders"), ("d", "fills"), ("e", null));
        var hand = await rehearsal.FindAsync("e");
        await rehearsal.Aws.KafkaConnect.TagResourceAsync(new()
        {
            ResourceArn = hand[0].ConnectorArn, Tags = new Dictionary<string, string> { ["kraken:fleet"] = "orders", ["kraken:managed-by"] = "Terraform" },
        });

        Assert.Equal(["a", "b"], await FindAsync(rehearsal, "orders"));
        Assert.Equal(["d"], await FindAsync(rehearsal, "fills"));
        Assert.Empty(await FindAsync(rehearsal, "none"));
    }

    [Fact]
    public async Task The_tag_comes_onto_what_exists_and_onto_all_of_it_and_moves_with_the_spec()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_spec, new CreateOptions(), default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(_spec with { Fleet = "orders" }, new(), default);
        await rehearsal.Provisioner.UpdateAsync(_spec with { Fleet = "orders" }, new(), default);

        Assert.Equal(4, plan.Resources.Count(r => r.Action == PlanAction.Update));
        Assert.All(plan.Resources, r => Assert.Equal(
            ("Tag[kraken:fleet]", null, "orders", "Fleet"),
            (Assert.Single(r.Changes).Property, r.Changes[0].Current, r.Changes[0].Desired, r.Changes[0].Reason)));
        Assert.Single(await FindAsync(rehearsal, "orders"));

        // Without a fleet in the spec, the connector stays in its own until its tags are pruned.
        await rehearsal.Provisioner.UpdateAsync(_spec, new(), default);
        Assert.Single(await FindAsync(rehearsal, "orders"));
        await rehearsal.Provisioner.UpdateAsync(_spec with { Fleet = "fills" }, new(), default);
        Assert.Empty(await FindAsync(rehearsal, "orders"));
        Assert.Single(await FindAsync(rehearsal, "fills"));
        await rehearsal.Provisioner.UpdateAsync(_spec, new() { PruneTags = true }, default);
        Assert.Empty(await FindAsync(rehearsal, "fills"));
    }

    [Fact]
    public async Task A_second_look_asks_for_the_tags_of_those_alone_that_it_is_about()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, ("a", "orders"), ("b", "orders"), ("c", "orders"));
        var before = rehearsal.Cloud.Requests.Count;

        var found = await new FleetSearch(rehearsal.Aws, rehearsal.Events, rehearsal.Clock)
            .FindAsync("orders", new HashSet<string> { "b", "gone" }, default);

        Assert.Equal(["b"], found.Select(m => m.ConnectorName));
        Assert.Single(rehearsal.Cloud.Requests.Skip(before), r => r.Operation == "ListTagsForResource");
    }

    [Fact]
    public async Task Where_AWS_does_not_tell_the_tags_nothing_is_concluded()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, ("a", "orders"), ("b", "orders"));
        rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "ListTagsForResource" });

        var error = await Assert.ThrowsAsync<KrakenException>(() => FindAsync(rehearsal, "orders"));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("kafkaconnect:ListTagsForResource", error.Message, StringComparison.Ordinal);
    }

    private static async Task MakeAsync(Rehearsal rehearsal, params (string Name, string? Fleet)[] connectors)
    {
        foreach (var (name, fleet) in connectors)
            await rehearsal.Provisioner.CreateAsync(_spec with { ConnectorName = name, Fleet = fleet }, new CreateOptions(), default);
    }

    private static async Task<IEnumerable<string>> FindAsync(Rehearsal rehearsal, string fleet) =>
        (await new FleetSearch(rehearsal.Aws, rehearsal.Events, rehearsal.Clock).FindAsync(fleet, null, default)).Select(m => m.ConnectorName);
}
