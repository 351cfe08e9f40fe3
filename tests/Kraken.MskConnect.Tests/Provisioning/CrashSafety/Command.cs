using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>A command that is given, has an accident, and is given again.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Prepare">Makes the world in which it is given.</param>
/// <param name="Run">Gives it.</param>
internal sealed record Command(
    string Name, Func<Rehearsal, Task> Prepare, Func<ConnectorProvisioner, CancellationToken, Task> Run)
{
    private static readonly UpdateOptions _update = new();
    private static readonly UpdateOptions _adopt = new() { Adopt = true };
    private static readonly UpdateOptions _replace = new() { AllowReplacement = true };

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    private static ConnectorSpec Paused => Spec with { DesiredState = "PAUSED" };

    /// <summary>A plugin that is there too; LocalAws does not look into the file.</summary>
    private static string OtherPlugin => ReferenceExamples.S3Sink.CustomPluginArn;

    /// <summary>A spec that needs no worker configuration.</summary>
    private static ConnectorSpec Plain { get; } =
        Spec.WithKey("database.user", "kraken").WithKey("database.password", "Kr4ken-rehearsal") with { WorkerConfigurationArn = null };

    /// <summary>A spec whose grants take two managed policies.</summary>
    private static ConnectorSpec Large { get; } = Spec with
    {
        KafkaTopicWrite = [.. Enumerable.Range(0, 150).Select(i => $"cdc.table{i:D4}.mnpi")],
    };

    /// <summary>Creation, each kind of update, adoption, replacement and removal.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new("create", _ => Task.CompletedTask, (p, t) => p.CreateAsync(Spec, new CreateOptions(), t)),
        Changed("update configuration", s => s.WithKey("snapshot.mode", "never")),
        Changed("update capacity", s => s with { AutoscalingMcuCount = 2 }),
        Changed("update both, with grants and rules", s => s.WithKey("database.port", "6432") with
        {
            AutoscalingMcuCount = 2,
            KafkaTopicWrite = [.. s.KafkaTopicWrite, "cdc.fills"],
        }),
        Changed("update tags", s => s with { CommonTag = new Dictionary<string, string> { ["owner"] = "them" } }),
        Changed("prune tags", s => s with { CommonTag = new Dictionary<string, string>() }, options: _update with { PruneTags = true }),
        Changed("update policy", s => s with { KafkaTopicRead = ["signals"] }),
        new("create with managed policies", _ => Task.CompletedTask, (p, t) => p.CreateAsync(Large, new CreateOptions(), t)),
        Changed("update to managed policies", _ => Large),
        new("update from managed policies", MadeLarge, (p, t) => p.UpdateAsync(Spec, _update, t)),
        new(
            "update managed policies",
            MadeLarge,
            (p, t) => p.UpdateAsync(Large with { KafkaTopicWrite = [.. Large.KafkaTopicWrite.Skip(80), "cdc.fills"] }, _update, t)),
        new("remove with managed policies", MadeLarge, Remove),
        new("update a fleet, one missing", Made, UpdateFleetAsync),
        new(
            "remove a fleet, one missing",
            Made,
            (p, t) => p.ForFleet([Spec.ConnectorName, "none"]).RemoveAsync(Spec.ConnectorName, new RemoveOptions(), t)),
        Changed("update plugin", s => s with { CustomPluginArn = OtherPlugin }),
        Changed("update worker configuration", s => s, from: Plain),
        Changed("update to the default worker configuration", _ => Plain),
        Changed("update plugin, worker configuration and capacity", s => s with
        {
            CustomPluginArn = OtherPlugin,
            AutoscalingMcuCount = 2,
        }, from: Plain),
        Changed("update without health checks", s => s with { CustomPluginArn = OtherPlugin }, options: _update with { SkipHealthCheck = true }),
        new("create paused", _ => Task.CompletedTask, (p, t) => p.CreateAsync(Paused, new CreateOptions(), t)),
        Changed("update to paused", _ => Paused),
        Changed("update to running", s => s with { DesiredState = "RUNNING" }, from: Paused),
        Changed("update a paused one", s => s.WithKey("snapshot.mode", "never") with { AutoscalingMcuCount = 2 }, from: Paused),
        Changed("update and pause", s => s.WithKey("snapshot.mode", "never") with { DesiredState = "PAUSED" }),
        Changed("update and resume", s => s.WithKey("snapshot.mode", "never") with { DesiredState = "RUNNING" }, from: Paused),
        new("pause", Made, ChangeState(ConnectorStateChange.Pause)),
        new("resume", r => r.Provisioner.CreateAsync(Paused, new CreateOptions(), default), ChangeState(ConnectorStateChange.Resume)),
        new("restart", Made, ChangeState(ConnectorStateChange.Restart)),
        new("remove paused", r => r.Provisioner.CreateAsync(Paused, new CreateOptions(), default), Remove),
        new("create with what a spec adds", Additions.PrepareAsync, (p, t) => p.CreateAsync(Additions.To(Spec), new CreateOptions(), t)),
        new("update to what a spec adds", MadeBesidePolicy, (p, t) => p.UpdateAsync(Additions.To(Spec), _update, t)),
        new("update from what a spec adds", MadeWithAdditions, (p, t) => p.UpdateAsync(Spec, _update, t)),
        new("remove with what a spec adds", MadeWithAdditions, Remove),
        Changed("update rules", s => s with { EgressDestination = ["10.0.0.0/8"] }),
        Changed("update retention", s => s with { LogRetentionInDays = 14 }),
        Changed("update retention to never", s => s with { LogRetentionInDays = 0 }),
        new(
            "adopt what a connector left",
            r => HandMade.MakeRemainsAsync(r.Aws, Spec),
            (p, t) => p.UpdateAsync(Spec, _adopt, t)),
        new(
            "create and adopt what a connector left",
            r => HandMade.MakeRemainsAsync(r.Aws, Spec),
            (p, t) => p.CreateAsync(Spec, new CreateOptions { Adopt = true }, t)),
        new(
            "adopt",
            r => HandMade.MakeAsync(r.Aws, Spec),
            (p, t) => p.UpdateAsync(Spec, _adopt, t)),
        new("replace connector", Made, (p, t) => p.UpdateAsync(Spec with { KafkaConnectVersion = "3.7.x" }, _replace, t)),
        new("replace with its role", Made, (p, t) => p.UpdateAsync(Spec with { RolePath = "/connect/" }, _replace, t)),
        new(
            "replace and keep the offsets",
            Made,
            (p, t) => p.UpdateAsync(Spec with { KafkaConnectVersion = "3.7.x" }, _replace with { KeepOffsets = true }, t)),
        new(
            "replace adopted",
            async r =>
            {
                await HandMade.MakeAsync(r.Aws, Spec);
                await r.Provisioner.UpdateAsync(Spec, _adopt, default);
            },
            (p, t) => p.UpdateAsync(Spec with { KafkaConnectVersion = "3.7.x" }, _replace, t)),
        new("remove", Made, Remove),
        new(
            "remove after offsets were kept",
            async r =>
            {
                await Made(r);
                await r.Provisioner.UpdateAsync(
                    Spec with { KafkaConnectVersion = "3.7.x" }, _replace with { KeepOffsets = true }, default);
            },
            Remove),
        new(
            "remove adopted",
            async r =>
            {
                await HandMade.MakeAsync(r.Aws, Spec);
                await r.Provisioner.UpdateAsync(Spec, _adopt, default);
            },
            Remove),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Command Changed(
        string name, Func<ConnectorSpec, ConnectorSpec> change, ConnectorSpec? from = null, UpdateOptions? options = null) => new(
        name,
        r => r.Provisioner.CreateAsync(from ?? Spec, new CreateOptions(), default),
        (p, t) => p.UpdateAsync(change(Spec), options ?? _update, t));

    private static Func<ConnectorProvisioner, CancellationToken, Task> ChangeState(ConnectorStateChange change) =>
        (p, t) => p.ChangeStateAsync(Spec.ConnectorName, change, new StateOptions(), t);

    private static async Task UpdateFleetAsync(ConnectorProvisioner provisioner, CancellationToken cancellationToken)
    {
        ConnectorSpec[] specs = [Spec with { LogRetentionInDays = 14 }, Spec with { ConnectorName = "another" }];
        var fleet = provisioner.ForFleet(specs);

        // One after the other: how often a fleet is looked at must not depend on which is faster.
        foreach (var spec in specs)
            await fleet.UpdateAsync(spec, _update, cancellationToken);
    }

    private static Task<ConnectorResult> Made(Rehearsal rehearsal) => rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default);

    private static Task<ConnectorResult> MadeLarge(Rehearsal rehearsal) =>
        rehearsal.Provisioner.CreateAsync(Large, new CreateOptions(), default);

    private static Task<RemovalResult> Remove(ConnectorProvisioner provisioner, CancellationToken cancellationToken) =>
        provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions(), cancellationToken);

    private static async Task MadeBesidePolicy(Rehearsal rehearsal)
    {
        await Additions.PrepareAsync(rehearsal);
        await Made(rehearsal);
    }

    private static async Task MadeWithAdditions(Rehearsal rehearsal)
    {
        await Additions.PrepareAsync(rehearsal);
        await rehearsal.Provisioner.CreateAsync(Additions.To(Spec), new CreateOptions(), default);
    }
}
