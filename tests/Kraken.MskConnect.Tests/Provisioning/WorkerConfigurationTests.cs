using System.Text;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>What the worker configuration asks for is granted, on an embedded AWS that judges it by itself.</summary>
public sealed class WorkerConfigurationTests : IDisposable
{
    private const string Converters = """
        key.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter=org.apache.kafka.connect.json.JsonConverter
        config.providers=secretsmanager
        config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider
        """;

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Theory]
    [InlineData("offset.storage.topic=connect-offsets", "source", "connect-offsets")]
    [InlineData("offset.storage.topic=connect-offsets", "sink", "connect-offsets")]
    [InlineData("exactly.once.source.support=enabled", "source", "Transactional Id authorization failed")]
    [InlineData("producer.enable.idempotence=true", "source", "Cluster authorization failed")]
    public async Task It_is_granted_and_the_connector_runs_which_without_it_does_not(string property, string type, string logged)
    {
        var spec = await SpecAsync(property, type);

        var made = await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        Assert.Equal("RUNNING", made.ConnectorState);
        Assert.Empty((await _rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default)).Resources.SelectMany(r => r.Changes.Select(c => $"{r.Kind} {c.Property}: {c.Current} -> {c.Desired}")));
        await AssertProvenAsync(spec);
        await AssertExportedAsync(spec);
        await _rehearsal.Provisioner.RemoveAsync(spec.ConnectorName, new RemoveOptions(), default);

        // With the policy of the spec alone, which another worker configuration's is too, it does not start.
        await MakeByHandAsync(spec);
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => _rehearsal.Provisioner.WaitAsync(spec.ConnectorName, "RUNNING", TimeSpan.FromMinutes(5), taskCheck: false, default));
        Assert.Contains(logged, await LogAsync("/hand/logs"), StringComparison.Ordinal);
        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
    }

    [Fact]
    public async Task A_plan_names_the_key_that_asks_for_the_grant()
    {
        var spec = await SpecAsync("offset.storage.topic=connect-offsets", "source");

        var plan = await _rehearsal.Provisioner.PlanAsync(spec, default);

        Assert.Contains(
            plan.Resources.SelectMany(r => r.Changes), c => c.Reason?.Contains("WorkerConfigurationArn[offset.storage.topic]", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_group_of_the_sinks_own_is_granted_in_place_of_the_usual_one()
    {
        var spec = (await SpecAsync("x=y", "sink")).WithKey("consumer.override.group.id", "raw-zone");

        Assert.Equal("RUNNING", (await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default)).ConnectorState);
        var policy = await _rehearsal.Aws.Iam.GetRolePolicyAsync(new GetRolePolicyRequest
        {
            RoleName = ResourceNames.RoleName(spec.ConnectorName, spec.Region), PolicyName = await PolicyNameAsync(spec),
        });
        var text = Uri.UnescapeDataString(policy.PolicyDocument);
        Assert.Contains("/raw-zone\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/connect-" + spec.ConnectorName, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Plan")]
    [InlineData("Update")]
    public async Task One_that_may_not_be_read_is_a_warning_that_says_what_is_not_derived(string run)
    {
        var spec = await SpecAsync("x=y", "source");
        if (run == "Update")
            await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        _rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = "DescribeWorkerConfiguration", Times = int.MaxValue });

        Task running = run switch
        {
            "Create" => _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default),
            "Plan" => _rehearsal.Provisioner.PlanAsync(spec, default),
            _ => _rehearsal.Provisioner.UpdateAsync(spec with { LogRetentionInDays = 14 }, new UpdateOptions(), default),
        };
        await running;

        var warning = Assert.Single(_rehearsal.Events.All, e =>
            e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("cannot be read", StringComparison.Ordinal)).Message;
        Assert.Contains(spec.WorkerConfigurationArn!, warning, StringComparison.Ordinal);
        Assert.Contains("offset.storage.topic", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_may_pass_stops_the_run_and_takes_no_grant_away()
    {
        var spec = await SpecAsync("offset.storage.topic=connect-offsets", "source");
        await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        _rehearsal.TakeRequests();
        _rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Operation = "DescribeWorkerConfiguration", Times = int.MaxValue });

        await Assert.ThrowsAsync<KrakenException>(() => _rehearsal.Provisioner.UpdateAsync(spec, new UpdateOptions(), default));

        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Exactly_once_that_the_version_ignores_is_a_warning_at_the_run()
    {
        var spec = (await SpecAsync("exactly.once.source.support=enabled", "source")) with { KafkaConnectVersion = "2.7.1" };

        await _rehearsal.Provisioner.PlanAsync(spec, default);

        Assert.Contains(_rehearsal.Events.All, e => e.Level == ProvisioningEventLevel.Warning
            && e.Message.Contains("WorkerConfigurationArn[exactly.once.source.support] needs Kafka Connect 3.3 or newer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connector_that_requires_exactly_once_does_not_start_where_the_workers_lack_it()
    {
        var spec = (await SpecAsync("x=y", "source")).WithKey("exactly.once.support", "required");

        await Assert.ThrowsAsync<KrakenException>(() => _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default));

        Assert.Contains("does not have exactly-once source support enabled", await LogAsync(ResourceNames.LogGroupName(spec.ConnectorName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_reads_each_worker_configuration_once()
    {
        var first = await SpecAsync("offset.storage.topic=connect-offsets", "source");
        var specs = Enumerable.Range(0, 6).Select(i => first with { ConnectorName = $"orders-{i}" }).ToList();
        var fleet = _rehearsal.Provisioner.ForFleet(specs);
        _rehearsal.TakeRequests();

        await Task.WhenAll(specs.Select(s => fleet.PlanAsync(s, default)));

        Assert.Single(_rehearsal.TakeRequests(), r => r.Operation == "DescribeWorkerConfiguration");
    }

    private async Task<ConnectorSpec> SpecAsync(string property, string type)
    {
        var worker = await _rehearsal.Aws.KafkaConnect.CreateWorkerConfigurationAsync(new CreateWorkerConfigurationRequest
        {
            Name = "own", PropertiesFileContent = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Converters}\n{property}\n")),
        });
        var spec = type == "sink" ? ReferenceExamples.S3Sink : ReferenceExamples.DebeziumSource with
        {
            KafkaTopicWrite = ["kraken-cdc.public.trades", "kraken-cdc.public.orders", "kraken-cdc.public.positions"],
        };
        return spec with
        {
            KafkaConnectVersion = "3.7.x",
            MskAuthenticationType = "IAM",
            MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
            WorkerConfigurationArn = worker.WorkerConfigurationArn,
        };
    }

    private async Task MakeByHandAsync(ConnectorSpec spec)
    {
        var (_, group) = await HandMade.MakeAsync(_rehearsal.Aws, spec with { ConnectorName = "other" });
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = HandMade.RoleName, PolicyName = "spec", PolicyDocument = DesiredState.From(spec).Policy.ToJson(),
        });
        await _rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest
        {
            RoleName = HandMade.RoleName, PolicyDocument = DesiredState.From(spec).Trust.ToJson(),
        });
        var request = HandMade.Request(spec, group);
        request.KafkaClusterClientAuthentication.AuthenticationType = Amazon.KafkaConnect.KafkaClusterClientAuthenticationType.IAM;
        await _rehearsal.Aws.KafkaConnect.CreateConnectorAsync(request);
    }

    private async Task<string> LogAsync(string group) => string.Join(
        '\n', (await _rehearsal.Aws.Logs.FilterLogEventsAsync(new() { LogGroupName = group })).Events?.Select(e => e.Message) ?? []);

    private async Task AssertProvenAsync(ConnectorSpec spec)
    {
        var inspector = new PolicyInspector(_rehearsal.Aws, clock: _rehearsal.Clock);
        var whole = await inspector.CompleteAsync(spec, default);
        var live = await inspector.ReadAsync(spec, default);
        Assert.Empty(PolicyProof.Check(whole, live).Where(c => !c.Passed).Select(c => $"{c.Kind} {c.Action} {c.Resource}"));
        Assert.Contains(PolicyProof.Check(spec, live), c => c is { Passed: false, Kind: PolicyCheckKind.Excess });
        Assert.Equal(
            CheckStatus.Pass,
            Assert.Single(await new ConnectorChecks(_rehearsal.Aws, clock: _rehearsal.Clock).CheckAsync(
                spec, new CheckOptions { Checks = ["Permissions.Role"] }, default)).Status);
    }

    private async Task AssertExportedAsync(ConnectorSpec spec)
    {
        await foreach (var found in new SpecExporter(_rehearsal.Aws, _rehearsal.Events, _rehearsal.Clock).ExportAsync(spec.ConnectorName, default))
        {
            Assert.DoesNotContain("connect-offsets", found.KafkaTopicRead.Concat(found.KafkaTopicWrite));
            Assert.False((await _rehearsal.Provisioner.PlanUpdateAsync(found, new UpdateOptions(), default)).HasChanges);
        }
    }

    private async Task<string> PolicyNameAsync(ConnectorSpec spec) => Assert.Single((await _rehearsal.Aws.Iam.ListRolePoliciesAsync(
        new ListRolePoliciesRequest { RoleName = ResourceNames.RoleName(spec.ConnectorName, spec.Region) })).PolicyNames);
}
