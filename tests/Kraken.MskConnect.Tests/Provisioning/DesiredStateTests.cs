using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Whether a connector is to run or to be paused, as its spec says or does not say it.</summary>
public sealed class DesiredStateTests
{
    private static readonly UpdateOptions _update = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Paused => Source with { DesiredState = "paused" };

    private static ConnectorSpec Running => Source with { DesiredState = "RUNNING" };

    [Fact]
    public async Task A_new_connector_is_paused_when_it_runs_and_again_changes_nothing()
    {
        using var rehearsal = new Rehearsal();

        var made = await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);
        rehearsal.TakeRequests();
        var again = await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);

        Assert.Equal(("PAUSED", true), (made.ConnectorState, made.Created));
        Assert.Equal(("PAUSED", false), (again.ConnectorState, again.Changed));
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_creation_that_was_not_waited_for_is_paused_by_the_next_one_and_not_where_somebody_resumed_it()
    {
        using var rehearsal = new Rehearsal();
        var started = await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions { Wait = false }, default);
        Assert.Contains(rehearsal.Events.All, e => e.Message.Contains("can be paused only when it is RUNNING", StringComparison.Ordinal));

        var paused = await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);
        await rehearsal.Provisioner.ChangeStateAsync(Source.ConnectorName, ConnectorStateChange.Resume, new StateOptions(), default);
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default));

        Assert.Equal(("CREATING", "PAUSED"), (started.ConnectorState, paused.ConnectorState));
        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains("DesiredState: RUNNING -> PAUSED", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_shows_the_difference_and_an_update_pauses_and_resumes()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        Assert.Equal("DesiredState: RUNNING -> PAUSED", await DifferenceAsync(rehearsal, Paused));
        Assert.Equal("PAUSED", (await rehearsal.Provisioner.UpdateAsync(Paused, _update, default))!.ConnectorState);
        Assert.Equal("", await DifferenceAsync(rehearsal, Paused));
        Assert.Equal("DesiredState: PAUSED -> RUNNING", await DifferenceAsync(rehearsal, Running));
        Assert.Equal("RUNNING", (await rehearsal.Provisioner.UpdateAsync(Running, _update, default))!.ConnectorState);
        Assert.Equal("", await DifferenceAsync(rehearsal, Running));
    }

    [Fact]
    public async Task A_paused_connector_whose_spec_says_nothing_stays_paused_and_nobody_waits_for_it()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);
        var start = rehearsal.Clock.GetUtcNow();
        rehearsal.TakeRequests();

        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var updated = (await rehearsal.Provisioner.UpdateAsync(Source, _update, default))!;

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        Assert.Equal(start, rehearsal.Clock.GetUtcNow());
        Assert.Equal(("PAUSED", false), (made.ConnectorState, made.Changed));
        Assert.Equal(("PAUSED", false), (updated.ConnectorState, updated.Changed));
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(Source, _update, default);
        Assert.False(plan.HasChanges);
        Assert.Equal("is PAUSED", plan.Resources[^1].Note);
    }

    [Fact]
    public async Task A_paused_connector_is_changed_without_health_checks_stays_paused_and_the_plan_says_so()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);
        var spec = Source.WithKey("snapshot.mode", "never") with { AutoscalingMcuCount = 2 };

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default);
        Assert.Contains("without health checks, as it is paused", plan.Resources[^1].Note, StringComparison.Ordinal);
        var result = (await rehearsal.Provisioner.UpdateAsync(spec, _update, default))!;

        Assert.Equal(("PAUSED", true, "1-2 workers x 2 MCU"), (result.ConnectorState, result.Changed, result.Capacity));
        Assert.False((await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default)).HasChanges);
    }

    [Fact]
    public async Task A_replaced_connector_is_paused_where_the_spec_says_so_and_the_plan_tells_where_it_does_not()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Paused, new CreateOptions(), default);
        var replace = _update with { AllowReplacement = true };
        var silent = await rehearsal.Provisioner.PlanUpdateAsync(Source with { KafkaConnectVersion = "3.7.x" }, replace, default);
        Assert.Contains("the new connector runs", silent.Resources[^1].Note, StringComparison.Ordinal);

        var result = (await rehearsal.Provisioner.UpdateAsync(Paused with { KafkaConnectVersion = "3.7.x" }, replace, default))!;

        Assert.Equal(("PAUSED", true), (result.ConnectorState, result.Created));
    }

    [Fact]
    public async Task A_fleet_of_20_with_5_paused_changes_nothing_and_makes_no_more_calls_than_one_that_runs()
    {
        var specs = Fleets.FleetOf(20);
        using var rehearsal = new Rehearsal();
        await Fleets.CreateAsync(rehearsal, specs);
        var before = await UpdateFleetAsync(rehearsal, specs);
        foreach (var spec in specs.Where((_, i) => i % 4 == 0))
            await rehearsal.Provisioner.ChangeStateAsync(spec.ConnectorName, ConnectorStateChange.Pause, new StateOptions(), default);
        var start = rehearsal.Clock.GetUtcNow();

        var after = await UpdateFleetAsync(rehearsal, specs);

        Assert.Equal(start, rehearsal.Clock.GetUtcNow());
        Assert.Equal(before.Calls, after.Calls);
        Assert.All(after.Results, r => Assert.False(r.Changed));
        Assert.Equal(5, after.Results.Count(r => r.ConnectorState == "PAUSED"));
    }

    private static async Task<(ConnectorResult[] Results, string Calls)> UpdateFleetAsync(
        Rehearsal rehearsal, List<ConnectorSpec> specs)
    {
        rehearsal.TakeRequests();
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        var results = new List<ConnectorResult>();
        foreach (var spec in specs)
            results.Add((await fleet.UpdateAsync(spec, _update, default))!);
        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating);
        return ([.. results], Fleets.Counts(requests));
    }

    private static async Task<string> DifferenceAsync(Rehearsal rehearsal, ConnectorSpec spec)
    {
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, _update, default);
        Assert.All(plan.Resources.Where(r => r.Changes.Count > 0), r => Assert.Equal(PlanAction.Update, r.Action));
        return string.Join("; ", plan.Resources.SelectMany(r => r.Changes).Select(c => $"{c.Property}: {c.Current} -> {c.Desired}"));
    }
}
