using Amazon.KafkaConnect;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public class ProgressTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Fact]
    public void Every_state_in_which_a_figure_is_known_says_it_and_only_those()
    {
        Assert.Equal("5 to 12", UsualTime.Of(ConnectorState.CREATING).Minutes);
        Assert.Equal("up to 20", UsualTime.Of(ConnectorState.UPDATING).Minutes);
        Assert.Equal("up to 10", UsualTime.Of(ConnectorState.DELETING).Minutes);
        Assert.Null(UsualTime.Of(ConnectorState.PAUSING).Minutes);
        Assert.Null(UsualTime.Of(null).Minutes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(600)]
    public void A_deletion_of_a_replacement_stays_in_the_first_half(int minutes)
    {
        var percent = ProgressShare.Deletion.While(10, minutes * _minute, 3 * _minute);

        Assert.InRange(percent, 15, 45);
        Assert.InRange(ProgressShare.CreationAgain.While(50, minutes * _minute, 5 * _minute), 50, 95);
        Assert.InRange(ProgressShare.Whole.While(10, minutes * _minute, 3 * _minute), 10, 95);
    }

    [Fact]
    public void What_is_not_known_and_the_end_stay_what_they_are()
    {
        Assert.Equal(-1, ProgressShare.CreationAgain.Of(-1));
        Assert.Equal(100, ProgressShare.Deletion.Of(100));
        Assert.Equal(45, ProgressShare.CreationAgain.Of(15));
    }

    [Fact]
    public async Task While_a_replacement_deletes_the_bar_is_in_the_first_half_and_goes_on_from_there()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var before = rehearsal.Events.All.Count;

        await rehearsal.Provisioner.UpdateAsync(
            Source with { Description = "another" }, new UpdateOptions { AllowReplacement = true }, default);

        var shares = rehearsal.Events.All.Skip(before)
            .Where(e => e is { Level: ProvisioningEventLevel.Progress, PercentComplete: >= 0 }).ToList();
        var deleting = shares.Where(e => e.State == "DELETING").ToList();
        Assert.NotEmpty(deleting);
        Assert.All(deleting, e => Assert.InRange(e.PercentComplete, 15, 45));
        Assert.All(shares.Where(e => e.State == "CREATING"), e => Assert.InRange(e.PercentComplete, 45, 95));
        Assert.Equal(shares.Select(e => e.PercentComplete).Order(), shares.Select(e => e.PercentComplete));
    }

    [Fact]
    public async Task A_call_is_told_with_its_outcome_and_duration_and_is_no_detail()
    {
        using var rehearsal = new Rehearsal();

        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        var calls = rehearsal.Events.All.Where(e => e.Level == ProvisioningEventLevel.Call).Select(e => e.Message).ToList();
        Assert.Contains(calls, c => c.StartsWith("kafkaconnect:CreateConnector: OK, ", StringComparison.Ordinal));
        Assert.Contains(calls, c => c.StartsWith("iam:GetRole: NoSuchEntity, ", StringComparison.Ordinal));
        Assert.All(calls, c => Assert.EndsWith(" ms", c, StringComparison.Ordinal));
        Assert.DoesNotContain(
            rehearsal.Events.All,
            e => e.Level == ProvisioningEventLevel.Detail && e.Message.Contains("kafkaconnect:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_says_what_is_usual()
    {
        using var rehearsal = new Rehearsal();

        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        Assert.Contains(
            rehearsal.Events.All, e => e is { IsWait: true, State: "CREATING", UsualMinutes: "5 to 12", Step: "Waiting until it is running" });
    }
}
