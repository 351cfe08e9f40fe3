using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.TestClients;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>A connector that runs is not deleted where a read tells that it could not be made again.</summary>
public sealed class ReplacementTests
{
    private static readonly UpdateOptions _replace = new() { AllowReplacement = true };

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    // What MSK Connect takes, and what then fails.
    private const string NoProvider = "no provider";

    /// <summary>What CreateConnector, or what comes before it, refuses, and what fails for certain: the change, the error's kind, a word of it.</summary>
    public static TheoryData<string, Func<ConnectorSpec, ConnectorSpec>, KrakenErrorKind, string> Impossible => new()
    {
        { "no plugin", s => s with { CustomPluginArn = s.CustomPluginArn.Replace("debezium-postgres", "no-such", StringComparison.Ordinal) }, KrakenErrorKind.NotFound, "custom-plugin/no-such" },
        { "no revision of it", s => s with { CustomPluginRevision = 7 }, KrakenErrorKind.NotFound, "CustomPluginRevision is 7" },
        { "no worker configuration", s => s with { WorkerConfigurationArn = s.WorkerConfigurationArn!.Replace("kraken-secrets", "no-such", StringComparison.Ordinal) }, KrakenErrorKind.NotFound, "worker-configuration/no-such" },
        { "no revision of that", s => s with { WorkerConfigurationRevision = 9 }, KrakenErrorKind.NotFound, "WorkerConfigurationRevision is 9" },
        { "no boundary", s => s with { KafkaConnectVersion = "3.7.x", PermissionsBoundaryArn = "arn:aws:iam::123456789012:policy/no-such" }, KrakenErrorKind.NotFound, "policy/no-such" },
        { "no workers left", s => s with { KafkaConnectVersion = "3.7.x", AutoscalingMaxWorkerCount = 10, AutoscalingMinWorkerCount = 9 }, KrakenErrorKind.WorkerQuotaExceeded, "quota is 9" },
        { NoProvider, s => (s with { KafkaConnectVersion = "3.7.x" }).WithKey("database.password", "${vault:a:b}"), KrakenErrorKind.SpecInvalid, "'vault'" },
        { "no subnet", s => s with { SubnetId = ["subnet-0000000000000dead"] }, KrakenErrorKind.NotFound, "subnet-0000000000000dead" },
        { "another VPC", s => s with { VpcId = "vpc-0000000000000dead" }, KrakenErrorKind.NotFound, "vpc-0000000000000dead" },
    };

    /// <summary>Those that AWS refuses.</summary>
    public static TheoryData<string, Func<ConnectorSpec, ConnectorSpec>, KrakenErrorKind, string> Refused
    {
        get
        {
            var refused = new TheoryData<string, Func<ConnectorSpec, ConnectorSpec>, KrakenErrorKind, string>();
            foreach (var row in Impossible.Where(r => (string)r[0] != NoProvider))
                refused.Add((string)row[0], (Func<ConnectorSpec, ConnectorSpec>)row[1], (KrakenErrorKind)row[2], (string)row[3]);
            return refused;
        }
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_could_not_be_made_again_is_not_deleted(
        string what, Func<ConnectorSpec, ConnectorSpec> change, KrakenErrorKind kind, string named)
    {
        using var rehearsal = new Rehearsal();
        var before = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var options = _replace with { WorkerQuota = what == "no workers left" ? 9 : 60 };
        rehearsal.TakeRequests();

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.UpdateAsync(change(Source), options, default));

        Assert.True(kind == error.Kind, error.ToString());
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", error.Remedy);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        Assert.Equal(before.ConnectorArn, Assert.Single(await rehearsal.FindAsync("*")).ConnectorArn);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task The_plan_says_so_too(
        string what, Func<ConnectorSpec, ConnectorSpec> change, KrakenErrorKind kind, string named)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var options = _replace with { WorkerQuota = what == "no workers left" ? 9 : 60 };

        string said;
        try
        {
            said = (await rehearsal.Provisioner.PlanUpdateAsync(change(Source), options, default)).Resources[3].Note ?? "";
            Assert.Contains("is refused", said, StringComparison.Ordinal);
        }
        catch (KrakenException e)
        {
            (said, _) = (e.Message, kind);
        }

        Assert.Contains(named, said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task AWS_refuses_it_as_well(
        string what, Func<ConnectorSpec, ConnectorSpec> change, KrakenErrorKind kind, string named)
    {
        // What is refused before the deletion is what CreateConnector, or a call before it, would refuse after it.
        using var rehearsal = new Rehearsal(new LocalAwsOptions { WorkerQuota = what == "no workers left" ? 9 : 60 });
        var spec = change(Source);

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default));

        Assert.NotEqual(KrakenErrorKind.Unexpected, error.Kind);
        Assert.Empty(await rehearsal.FindAsync("*"));
        Assert.True(named.Length > 0 && kind != KrakenErrorKind.Unexpected);
    }

    [Fact]
    public async Task A_plugin_that_is_not_ACTIVE_is_told_with_its_state()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var plugin = await rehearsal.Aws.KafkaConnect.CreateCustomPluginAsync(new()
        {
            Name = "young", ContentType = "ZIP",
            Location = new()
            {
                S3Location = new() { BucketArn = Source.CustomPluginBucketArn, FileKey = "none.zip" },
            },
        });
        var spec = Source with { CustomPluginArn = plugin.CustomPluginArn };

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.UpdateAsync(spec, _replace, default));

        Assert.Equal(KrakenErrorKind.RequestRefused, error.Kind);
        Assert.Contains("not ACTIVE", error.Message, StringComparison.Ordinal);
        Assert.Single(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task What_may_not_be_looked_at_is_told_with_the_permission_and_nothing_is_deleted()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Operation = "DescribeCustomPlugin", Times = int.MaxValue,
        });
        rehearsal.TakeRequests();

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.UpdateAsync(Source with { KafkaConnectVersion = "3.7.x" }, _replace, default));

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("kafkaconnect:DescribeCustomPlugin", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_key_that_the_log_group_cannot_get_is_refused_while_the_connector_is_there()
    {
        using var rehearsal = new Rehearsal();
        var before = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Operation = "AssociateKmsKey", Times = int.MaxValue,
        });
        var spec = Source with { KafkaConnectVersion = "3.7.x", LogGroupKmsKeyArn = Source.MskKmsKeyArn };

        await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(spec, _replace, default));

        Assert.Equal(before.ConnectorArn, Assert.Single(await rehearsal.FindAsync("*")).ConnectorArn);
    }

    [Fact]
    public async Task A_version_that_this_module_does_not_know_is_doubted_in_the_plan()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(Source with { KafkaConnectVersion = "9.9.x" }, _replace, default);

        Assert.Contains("may be refused after the deletion", plan.Resources[3].Note, StringComparison.Ordinal);
        Assert.Contains("9.9.x", plan.Resources[3].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_takes_two_looks_more_and_a_plan_without_one_none()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        await rehearsal.Provisioner.PlanUpdateAsync(Source with { LogRetentionInDays = 14 }, _replace, default);
        var without = rehearsal.TakeRequests();
        await rehearsal.Provisioner.PlanUpdateAsync(Source with { KafkaConnectVersion = "3.7.x" }, _replace, default);
        var with = rehearsal.TakeRequests();

        // The plugin, and the worker configuration, which every plan reads, once more for the replacement.
        Assert.Equal(
            ["DescribeCustomPlugin"],
            with.Select(r => r.Operation).Where(o => without.All(r => r.Operation != o)).Order(StringComparer.Ordinal));
        Assert.Equal(2, with.Count(r => r.Operation == "DescribeWorkerConfiguration"));
        Assert.Equal(without.Count + 2, with.Count);
    }
}
