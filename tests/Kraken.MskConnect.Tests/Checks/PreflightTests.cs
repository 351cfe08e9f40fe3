using Kraken.LocalAws;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Tests.Specs.Schema;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>What is checked before a run, and with few calls beside a plan.</summary>
public sealed class PreflightTests
{
    private const int Quota = 60;

    [Fact]
    public async Task A_failed_check_refuses_with_what_it_saw_and_what_to_do()
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = world.Spec with { CustomPluginRevision = 9, AutoscalingMaxWorkerCount = 61 };
        world.Rehearsal.TakeRequests();

        var checks = await world.Checks.PreflightAsync(world.Spec, Quota, adopt: false, default);
        var error = Assert.Throws<KrakenException>(() => Preflight.RefuseFailed(world.Spec, checks));

        Assert.Equal((KrakenErrorKind.PreflightFailed, "Kraken.PreflightFailed"), (error.Kind, error.ErrorId));
        var lines = error.Message.Split('\n');
        Assert.Equal(
            "Preflight of 'debezium-postgres-cdc-dev': Objects.Plugin, Objects.WorkerQuota fail; nothing was changed.", lines[0].TrimEnd('\r'));
        Assert.Contains("CustomPluginRevision is 9", lines[1], StringComparison.Ordinal);
        Assert.Contains("Give CustomPluginRevision 1 or less.", lines[1], StringComparison.Ordinal);
        Assert.Contains("the quota is 60", lines[2], StringComparison.Ordinal);
        Assert.Equal(world.Spec.ConnectorName, error.ConnectorName);
        Assert.DoesNotContain(world.Rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task What_warns_or_cannot_be_seen_refuses_nothing()
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = world.Spec with { SubnetId = [LocalAwsSeed.SubnetIdA] };
        world.Rehearsal.Cloud.Iam.DeniedToUser.Add("iam:SimulatePrincipalPolicy");
        var checks = await world.Checks.PreflightAsync(world.Spec, Quota, adopt: false, default);
        Assert.Equal(
            [("Network.Subnets", CheckStatus.Warn), ("Permissions.Caller", CheckStatus.Unknown)],
            checks.Where(c => c.Status != CheckStatus.Pass).Select(c => (c.Check, c.Status)).Order());
        Preflight.RefuseFailed(world.Spec, checks);
    }

    [Theory]
    [InlineData("the role lacks a grant")]
    [InlineData("egress to the database is revoked")]
    [InlineData("the log group is gone")]
    [InlineData("a task is dead")]
    [InlineData("MSK Connect cannot assume the role")]
    public async Task What_the_run_itself_mends_is_no_reason_to_refuse_it(string broken)
    {
        using var world = await World.MakeAsync(after: true);
        await Break.All.Single(b => b.Name == broken).Do(world);
        Preflight.RefuseFailed(world.Spec, await world.Checks.PreflightAsync(world.Spec, Quota, adopt: false, default));
    }

    [Fact]
    public async Task Names_that_are_taken_refuse_a_creation_and_no_take_over()
    {
        using var world = await World.MakeAsync(after: false);
        await Break.All.Single(b => b.Name == "the role's name is somebody else's").Do(world);
        var creation = await world.Checks.PreflightAsync(world.Spec, Quota, adopt: false, default);
        Assert.Throws<KrakenException>(() => Preflight.RefuseFailed(world.Spec, creation));
        Preflight.RefuseFailed(world.Spec, await world.Checks.PreflightAsync(world.Spec, Quota, adopt: true, default));
    }

    [Fact]
    public async Task A_boundary_that_is_too_narrow_refuses_a_creation()
    {
        using var world = await World.MakeAsync(after: false);
        await Break.All.Single(b => b.Name == "the boundary that the spec gives is too narrow").Do(world);
        var checks = await world.Checks.PreflightAsync(world.Spec, Quota, adopt: false, default);
        var error = Assert.Throws<KrakenException>(() => Preflight.RefuseFailed(world.Spec, checks));
        Assert.Contains("Permissions.Boundary fails", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_makes_the_calls_that_the_documentation_names_and_once_for_a_fleet()
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.TakeRequests();
        foreach (var name in new[] { "one", "two", "three" })
        {
            var checks = await world.Checks.PreviewAsync(world.Spec with { ConnectorName = name }, default);
            Assert.Equal(ConnectorChecks.PreviewNames, checks.Select(c => c.Check));
            Assert.All(checks, c => Assert.Equal((name, CheckStatus.Pass), (c.ConnectorName, c.Status)));
        }

        Assert.Equal(
            ["DescribeClusterV2", "DescribeCustomPlugin", "DescribeWorkerConfiguration", "GetBootstrapBrokers"],
            world.Rehearsal.TakeRequests().Select(r => r.Operation).Order());
        var page = RepositoryFiles.Read("docs/troubleshooting.md");
        Assert.All(ConnectorChecks.PreviewNames, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
