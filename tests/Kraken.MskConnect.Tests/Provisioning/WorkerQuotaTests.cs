using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class WorkerQuotaTests
{
    private static readonly CreateOptions _creating = new();

    [Fact]
    public async Task A_fleet_beyond_the_quota_is_refused_before_its_first_change()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Spec("there", 9), _creating, default);
        rehearsal.TakeRequests();
        ConnectorSpec[] specs = [Spec("a", 10), Spec("b", 10), Spec("c", 10), Spec("d", 10), Spec("e", 10), Spec("f", 2)];
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        foreach (var spec in specs)
        {
            var error = await RefusedAsync(() => fleet.CreateAsync(spec, _creating, default));
            Assert.Contains("'a' (10), 'b' (10)", error.Message, StringComparison.Ordinal);
            Assert.Contains("'f' (2)", error.Message, StringComparison.Ordinal);
            Assert.Contains("need 52 more workers", error.Message, StringComparison.Ordinal);
            Assert.Contains("9 already, 61 in all, and the quota is 60", error.Message, StringComparison.Ordinal);
            Assert.Contains("-WorkerQuota", error.Remedy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Of_many_connectors_that_are_too_many_some_are_named_and_the_others_counted()
    {
        using var rehearsal = new Rehearsal();
        ConnectorSpec[] specs = [.. Enumerable.Range(1, 31).Select(i => Spec($"new-{i:D2}", 2))];

        var error = await RefusedAsync(() => rehearsal.Provisioner.ForFleet(specs).CreateAsync(specs[0], _creating, default));

        Assert.Contains("'new-10' (2) and 21 others need 62 more workers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_no_more_workers_goes_on_beside_what_is_refused()
    {
        using var rehearsal = new Rehearsal();
        var there = Spec("there", 10);
        await rehearsal.Provisioner.CreateAsync(there, _creating, default);
        ConnectorSpec[] specs = [there, .. Enumerable.Range(1, 6).Select(i => Spec($"new-{i}", 10))];
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        await RefusedAsync(() => fleet.CreateAsync(specs[1], _creating, default));

        Assert.False((await fleet.CreateAsync(there, _creating, default)).Changed);
        var longer = there with { LogRetentionInDays = 30, AutoscalingMaxWorkerCount = 4 };
        var update = rehearsal.Provisioner.ForFleet([longer, .. specs[1..]]);
        Assert.True((await update.UpdateAsync(longer, new UpdateOptions(), default))!.Changed);
    }

    [Fact]
    public async Task A_fleet_that_just_fits_is_made_whole()
    {
        using var rehearsal = new Rehearsal();
        var specs = Enumerable.Range(1, 6).Select(i => Spec($"new-{i}", 10)).ToList();
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        // One after the other: what was made of the fleet is not counted twice.
        foreach (var spec in specs)
        {
            Assert.True((await fleet.CreateAsync(spec, _creating, default)).Created);
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task A_quota_that_aws_has_raised_is_taken_from_the_options()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { WorkerQuota = 100 });
        var specs = Enumerable.Range(1, 7).Select(i => Spec($"new-{i}", 10)).ToList();
        var fleet = rehearsal.Provisioner.ForFleet(specs);

        await RefusedAsync(() => fleet.CreateAsync(specs[0], _creating, default));
        var made = await Task.WhenAll(
            specs.Select(s => fleet.CreateAsync(s, _creating with { WorkerQuota = 100 }, default)));

        Assert.All(made, r => Assert.True(r.Created));
    }

    [Fact]
    public async Task A_single_creation_counts_the_others_without_a_further_call()
    {
        using var rehearsal = new Rehearsal();
        for (var i = 1; i <= 5; i++)
            await rehearsal.Provisioner.CreateAsync(Spec($"there-{i}", 10), _creating, default);
        await rehearsal.Provisioner.CreateAsync(Spec("there-6", 1), _creating, default);
        rehearsal.TakeRequests();

        var error = await RefusedAsync(() => rehearsal.Provisioner.CreateAsync(Spec("new", 10), _creating, default));

        Assert.Equal("new", error.ConnectorName);
        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating);
        Assert.Single(requests, r => r.Operation == "ListConnectors");
        Assert.True((await rehearsal.Provisioner.CreateAsync(Spec("new", 9), _creating, default)).Created);
    }

    [Fact]
    public async Task An_update_that_grows_is_counted_by_what_it_adds_and_one_that_does_not_is_not_counted()
    {
        using var rehearsal = new Rehearsal();
        for (var i = 1; i <= 6; i++)
            await rehearsal.Provisioner.CreateAsync(Spec($"there-{i}", 9), _creating, default);
        rehearsal.TakeRequests();
        var options = new UpdateOptions { WorkerQuota = 54 };

        var error = await RefusedAsync(() => rehearsal.Provisioner.UpdateAsync(Spec("there-1", 10), options, default));
        Assert.Contains("'there-1' (1) needs 1 more worker,", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        await rehearsal.Provisioner.UpdateAsync(
            Spec("there-2", 9) with { LogRetentionInDays = 30 }, options with { WorkerQuota = 0 }, default);
        await rehearsal.Provisioner.UpdateAsync(Spec("there-3", 2), options with { WorkerQuota = 0 }, default);
        await rehearsal.Provisioner.UpdateAsync(Spec("there-1", 10), options, default);

        var plan = await rehearsal.Provisioner.PlanAsync(Spec("there-1", 10), default);
        Assert.False(plan.HasChanges);
    }

    private static ConnectorSpec Spec(string name, int workers) =>
        ReferenceExamples.DebeziumSource with { ConnectorName = name, AutoscalingMaxWorkerCount = workers };

    private static async Task<KrakenException> RefusedAsync(Func<Task> work)
    {
        var error = await Assert.ThrowsAsync<KrakenException>(work);
        Assert.Equal(KrakenErrorKind.WorkerQuotaExceeded, error.Kind);
        return error;
    }
}
