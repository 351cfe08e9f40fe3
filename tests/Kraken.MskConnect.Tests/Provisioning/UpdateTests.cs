using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class UpdateTests
{
    private static readonly UpdateOptions _defaults = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    /// <summary>What can be changed in place, and the calls that change it.</summary>
    public static TheoryData<string, Func<ConnectorSpec, ConnectorSpec>, string[]> InPlace => new()
    {
        { "capacity", s => s with { AutoscalingMcuCount = 2 }, ["UpdateConnector"] },
        { "provisioned", s => s with { ProvisionedWorkerCount = 3 }, ["UpdateConnector"] },
        { "a key", s => s.WithKey("snapshot.mode", "never"), ["UpdateConnector"] },
        { "both", s => s.WithKey("snapshot.mode", "never") with { AutoscalingMcuCount = 2 }, ["UpdateConnector", "UpdateConnector"] },
        { "a tag", s => s with { CommonTag = new Dictionary<string, string> { ["owner"] = "them" } }, ["CreateTags", "TagResource", "TagResource", "TagRole"] },
        { "boundary", s => s with { PermissionsBoundaryArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, ["PutRolePermissionsBoundary"] },
        { "topics", s => s with { KafkaTopicRead = ["signals"] }, ["PutRolePolicy"] },
        { "egress", s => s with { EgressDestination = ["10.0.0.0/8"] }, ["AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress"] },
        { "retention", s => s with { LogRetentionInDays = 14 }, ["PutRetentionPolicy"] },
    };

    [Theory]
    [MemberData(nameof(InPlace))]
    public async Task What_AWS_can_change_in_place_is_changed_and_nothing_else(
        string what, Func<ConnectorSpec, ConnectorSpec> change, string[] calls)
    {
        using var rehearsal = new Rehearsal();
        var before = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.UpdateAsync(change(Source), _defaults, default);

        Assert.Equal(calls, rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation).Order());
        Assert.True(result!.Changed, what);
        Assert.Equal(before.ConnectorArn, result.ConnectorArn);
        Assert.False((await rehearsal.Provisioner.PlanAsync(change(Source), default)).HasChanges);
    }

    [Fact]
    public async Task Where_all_is_as_the_spec_says_nothing_is_changed()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.UpdateAsync(Source, _defaults, default);

        Assert.False(result!.Changed);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task What_is_missing_is_made()
    {
        using var rehearsal = new Rehearsal();

        var made = await rehearsal.Provisioner.UpdateAsync(Source, _defaults, default);
        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new() { LogGroupName = made!.LogGroupName });
        var mended = await rehearsal.Provisioner.UpdateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", made.ConnectorState);
        Assert.True(mended!.Changed);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Fact]
    public async Task Grants_and_rules_are_widened_before_the_connector_changes_and_narrowed_after_it()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();
        var moved = Source.WithKey("database.port", "6432") with { KafkaTopicWrite = [.. Source.KafkaTopicWrite.Skip(1), "cdc.fills"] };

        await rehearsal.Provisioner.UpdateAsync(moved, _defaults, default);

        Assert.Equal(
            ["AuthorizeSecurityGroupEgress PutRolePolicy", "UpdateConnector", "PutRolePolicy RevokeSecurityGroupEgress"],
            Phases(rehearsal.TakeRequests()));
        Assert.False((await rehearsal.Provisioner.PlanAsync(moved, default)).HasChanges);
    }

    [Fact]
    public async Task A_change_by_hand_is_shown_and_repaired_and_foreign_tags_stay()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = made.SecurityGroupId,
            IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
        });
        await rehearsal.Aws.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region),
            Tags = [new() { Key = "cost-center", Value = "7" }],
        });
        ConnectorPlan? asked = null;
        var options = _defaults with { Approve = (plan, _) => Task.FromResult((asked = plan) is not null) };

        await rehearsal.Provisioner.UpdateAsync(Source, options, default);

        Assert.Contains("Egress[tcp 22 10.0.0.0/8]", Assert.Single(asked!.Losses()), StringComparison.Ordinal);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
        var role = await rehearsal.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region) });
        Assert.Contains(role.Role.Tags, t => t.Key == "cost-center");
    }

    [Fact]
    public async Task What_is_not_approved_is_not_done()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.UpdateAsync(
            Source with { LogRetentionInDays = 14 }, _defaults with { Approve = (_, _) => Task.FromResult(false) }, default);

        Assert.Null(result);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task An_update_that_AWS_rolls_back_is_an_error_with_its_reason_and_the_plan_shows_the_difference_still()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var changed = Source.WithKey("snapshot.mode", "never");
        rehearsal.Cloud.Faults.Add(new Kraken.LocalAws.Faults.ConnectorFailure(Source.ConnectorName, "InvalidInput.X", "snapshot.mode is refused"));

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(changed, _defaults, default));
        rehearsal.Cloud.Faults.Clear();
        var plan = await rehearsal.Provisioner.PlanAsync(changed, default);

        Assert.Equal(KrakenErrorKind.UpdateFailed, error.Kind);
        Assert.Contains("ROLLBACK_COMPLETE", error.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidInput.X snapshot.mode is refused", error.Message, StringComparison.Ordinal);
        Assert.Contains(plan.Resources[3].Changes, c => c.Property == "Configuration[snapshot.mode]");

        // With the cause mended the same command goes through.
        await rehearsal.Provisioner.UpdateAsync(changed, _defaults, default);
        Assert.False((await rehearsal.Provisioner.PlanAsync(changed, default)).HasChanges);
    }

    [Fact]
    public async Task A_change_that_is_reported_as_done_and_was_not_kept_is_an_error()
    {
        // AWS's answer to the update is real; the description after it is of another configuration.
        using var rehearsal = new Rehearsal(wrap: inner => new Reverting(inner));
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(
            Source.WithKey("snapshot.mode", "never"), _defaults, default));

        Assert.Equal(KrakenErrorKind.UpdateFailed, error.Kind);
        Assert.Contains("Configuration[snapshot.mode]: other -> never", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_of_others_is_waited_for_and_what_is_left_to_do_is_done()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Aws.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
        {
            ConnectorArn = made.ConnectorArn,
            CurrentVersion = made.ConnectorVersion,
            ConnectorConfiguration = new Dictionary<string, string>(EffectiveConfiguration.Of(Source.WithKey("tasks.max", "7"))),
        });

        var result = await rehearsal.Provisioner.UpdateAsync(Source, _defaults, default);

        Assert.True(result!.Changed);
        Assert.Contains(rehearsal.Events.All, e => e.Message.Contains("is UPDATING because of another run", StringComparison.Ordinal));
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Theory]
    [InlineData("a connector", "Connector.KafkaConnectVersion")]
    [InlineData("a role", "Role.Path")]
    public async Task A_replacement_without_permission_is_refused_and_changes_nothing(string what, string property)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(Replaced(what), _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains(property, error.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowReplacement", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Theory]
    [InlineData("a connector")]
    [InlineData("a role")]
    public async Task A_replacement_says_what_it_means_and_makes_the_connector_again(string what)
    {
        using var rehearsal = new Rehearsal();
        var before = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var spec = Replaced(what);
        var options = _defaults with { AllowReplacement = true };

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default);
        var after = await rehearsal.Provisioner.UpdateAsync(spec, options, default);

        var connector = plan.Resources[3];
        Assert.Equal(PlanAction.Replace, connector.Action);
        Assert.Contains("replication slot", connector.Note, StringComparison.Ordinal);
        Assert.Contains("offsets", connector.Note, StringComparison.Ordinal);
        Assert.NotEqual(before.ConnectorArn, after!.ConnectorArn);
        Assert.Equal("RUNNING", after.ConnectorState);
        Assert.False((await rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }

    [Fact]
    public async Task A_source_that_is_replaced_can_go_on_from_its_offsets_again_and_again()
    {
        using var rehearsal = new Rehearsal();
        var options = _defaults with { AllowReplacement = true, KeepOffsets = true };
        var first = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var topic = $"__amazon_msk_connect_offsets_{Source.ConnectorName}_{first.ConnectorArn.Split('/')[^1]}";
        var (newer, newest) = (Source with { KafkaConnectVersion = "3.7.x" }, Source with { KafkaConnectVersion = "3.7.x", Description = "again" });

        // Whoever approves the plan sees what keeps the offsets, which is made before the connector goes.
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(newer, options, default);
        var worker = plan.Resources.Single(r => r.Kind == "WorkerConfiguration");
        Assert.Equal(PlanAction.Create, worker.Action);
        Assert.Contains(worker.Changes, c => c.Property == "offset.storage.topic" && c.Desired == topic);
        var connector = plan.Resources.Single(r => r.Kind == "Connector");
        Assert.Contains(connector.Changes, c => c.Property == "WorkerConfigurationArn" && c.Desired == "(known after creation)");
        Assert.DoesNotContain(connector.Changes, c => c.Property == "WorkerConfigurationRevision" && c.Desired == "0");

        await rehearsal.Provisioner.UpdateAsync(newer, options, default);
        var second = await OffsetsAsync(rehearsal);
        Assert.Equal(
            worker.Name,
            (await rehearsal.Aws.KafkaConnect.ListWorkerConfigurationsAsync(new() { NamePrefix = worker.Name }))
                .WorkerConfigurations.Single().Name);
        await rehearsal.Provisioner.UpdateAsync(newest, options, default);
        var third = await OffsetsAsync(rehearsal);

        Assert.Contains("offset.storage.topic=" + topic, second, StringComparison.Ordinal);
        Assert.Contains("config.providers", second, StringComparison.Ordinal);
        Assert.Equal(second, third);

        // Runs without the switch know it for the spec's own, and a removal takes it along.
        Assert.False((await rehearsal.Provisioner.PlanAsync(newest, default)).HasChanges);
        var removal = await rehearsal.Provisioner.RemoveAsync(Source.ConnectorName, new RemoveOptions(), default);
        Assert.Contains(removal.Removed, r => r.StartsWith("WorkerConfiguration ", StringComparison.Ordinal));
    }

    private static async Task<string> OffsetsAsync(Rehearsal rehearsal)
    {
        var list = await rehearsal.Aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest());
        var worker = await rehearsal.Aws.KafkaConnect.DescribeWorkerConfigurationAsync(new DescribeWorkerConfigurationRequest
        {
            WorkerConfigurationArn = list.Connectors[0].WorkerConfiguration.WorkerConfigurationArn,
        });
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(worker.LatestRevision.PropertiesFileContent));
    }

    [Fact]
    public async Task A_connector_that_FAILED_is_told_why_or_replaced()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new Kraken.LocalAws.Faults.ConnectorFailure(Source.ConnectorName, "Code", "why"));
        await Fails(() => rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default));
        rehearsal.Cloud.Faults.Clear();

        var error = await Fails(() => rehearsal.Provisioner.UpdateAsync(Source, _defaults, default));
        var replaced = await rehearsal.Provisioner.UpdateAsync(Source, _defaults with { AllowReplacement = true }, default);

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Equal("RUNNING", replaced!.ConnectorState);
    }

    private static ConnectorSpec Replaced(string what) => what == "a role"
        ? Source with { RolePath = "/connect/" }
        : Source with { KafkaConnectVersion = "3.7.x" };

    /// <summary>The changing calls: a phase ends where UpdateConnector begins or ends.</summary>
    private static IEnumerable<string> Phases(IReadOnlyList<LocalAwsRequest> requests)
    {
        var calls = requests.Where(r => r.IsMutating).Select(r => r.Operation).ToList();
        var update = calls.IndexOf("UpdateConnector");
        return new[] { calls[..update], calls[update..(update + 1)], calls[(update + 1)..] }
            .Select(phase => string.Join(' ', phase.Order()));
    }

    private static Task<KrakenException> Fails<T>(Func<Task<T>> work) => Assert.ThrowsAsync<KrakenException>(work);

    private sealed class Reverting(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private volatile bool _updated;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var isConnector = request.RequestUri!.AbsolutePath.Contains("/v1/connectors/", StringComparison.Ordinal);
            _updated |= isConnector && request.Method == HttpMethod.Put;
            if (_updated && isConnector && request.Method == HttpMethod.Get)
            {
                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                response.Content = new StringContent(
                    body.Replace("\"snapshot.mode\":\"never\"", "\"snapshot.mode\":\"other\"", StringComparison.Ordinal),
                    System.Text.Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
