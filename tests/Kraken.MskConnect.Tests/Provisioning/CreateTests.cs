using Amazon.IdentityManagement.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.TestClients;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class CreateTests
{
    private static readonly CreateOptions _defaults = new();

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Theory]
    [InlineData("source")]
    [InlineData("sink")]
    public async Task A_connector_is_made_with_all_that_it_needs_and_runs(string type)
    {
        using var rehearsal = new Rehearsal();
        var spec = type == "source" ? Source : ReferenceExamples.S3Sink;

        var result = await rehearsal.Provisioner.CreateAsync(spec, _defaults, default);

        Assert.Equal("RUNNING", result.ConnectorState);
        Assert.True(result.Changed);
        Assert.Equal(spec.ConnectorName, result.ConnectorName);
        Assert.Equal(type, result.ConnectorType);
        Assert.Equal("us-east-1", result.Region);
        Assert.Equal("123456789012", result.AccountId);
        Assert.Contains(":connector/" + spec.ConnectorName + "/", result.ConnectorArn, StringComparison.Ordinal);
        Assert.StartsWith("sg-", result.SecurityGroupId, StringComparison.Ordinal);
        Assert.Contains(":role/", result.IamRoleArn, StringComparison.Ordinal);
        Assert.Equal("/aws/msk-connect/" + spec.ConnectorName, result.LogGroupName);
        Assert.NotNull(result.ConnectorVersion);
        Assert.NotNull(result.CreationTime);
        Assert.EndsWith("workers x 1 MCU", result.Capacity, StringComparison.Ordinal);
        var plan = await rehearsal.Provisioner.PlanAsync(spec, default);
        Assert.False(plan.HasChanges, Describe(plan));
    }

    // Where the spec names a worker configuration, one call more reads it.
    [Theory]
    [InlineData(true, 15)]
    [InlineData(false, 14)]
    public async Task A_creation_takes_at_most_so_many_calls_until_it_is_accepted(bool hasReferences, int most)
    {
        using var rehearsal = new Rehearsal();

        await rehearsal.Provisioner.CreateAsync(hasReferences ? Source : ReferenceExamples.S3Sink, _defaults, default);

        var calls = rehearsal.TakeRequests().Select(r => r.Operation).ToList();
        var untilAccepted = calls.IndexOf("CreateConnector") + 1;
        Assert.True(untilAccepted > 0 && untilAccepted <= most, string.Join(", ", calls));
    }

    // The worker configuration decides what the role needs, so it is read before all else.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_more_than_4_calls_or_5_wait_for_one_another_until_it_is_accepted(bool hasReferences)
    {
        string[][] waves =
        [
            .. hasReferences ? [["DescribeWorkerConfiguration"]] : Array.Empty<string[]>(),
            ["GetCallerIdentity", "ListConnectors", "GetRole", "DescribeSecurityGroups", "DescribeLogGroups", "DescribeSubnets"],
            ["CreateRole", "CreateSecurityGroup", "CreateLogGroup"],
            ["PutRolePolicy", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "PutRetentionPolicy"],
            ["CreateConnector"],
        ];
        WaveHandler? handler = null;
        using var rehearsal = new Rehearsal(wrap: inner => handler = new WaveHandler(inner, waves));
        handler!.Cloud = rehearsal.Cloud;

        await handler.EndAsync(rehearsal.Provisioner.CreateAsync(
            hasReferences ? Source : ReferenceExamples.S3Sink, new CreateOptions { Wait = false }, default));

        Assert.Contains(rehearsal.Cloud.Requests, r => r.Operation == "CreateConnector");
    }

    [Theory]
    [InlineData(true, 11)]
    [InlineData(false, 10)]
    public async Task A_second_run_changes_nothing_with_at_most_so_many_calls(bool hasWorker, int most)
    {
        using var rehearsal = new Rehearsal();
        var spec = hasWorker ? Source : ReferenceExamples.S3Sink;
        var first = await rehearsal.Provisioner.CreateAsync(spec, _defaults, default);
        rehearsal.TakeRequests();

        var second = await rehearsal.Provisioner.CreateAsync(spec, _defaults, default);

        var requests = rehearsal.TakeRequests();
        Assert.DoesNotContain(requests, r => r.IsMutating);
        Assert.True(requests.Count <= most, string.Join(", ", requests.Select(r => r.Operation)));
        Assert.Equal(first with { Changed = false, Created = false }, second);
    }

    [Fact]
    public async Task A_connector_whose_name_only_begins_alike_is_another_one()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source with { ConnectorName = "orders-2" }, _defaults, default);

        var result = await rehearsal.Provisioner.CreateAsync(Source with { ConnectorName = "orders" }, _defaults, default);

        Assert.True(result.Changed);
        Assert.Equal("orders", result.ConnectorName);
    }

    [Fact]
    public async Task A_connector_that_differs_is_refused_and_the_differences_are_named()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);
        rehearsal.TakeRequests();
        var changed = Source.WithKey("snapshot.mode", "never") with { AutoscalingMaxWorkerCount = 5, LogRetentionInDays = 30 };

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(changed, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains("Connector.Configuration[snapshot.mode]: (none) -> never", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connector.AutoscalingMaxWorkerCount: 2 -> 5", error.Message, StringComparison.Ordinal);
        Assert.Contains("LogGroup.RetentionInDays: 7 -> 30", error.Message, StringComparison.Ordinal);
        Assert.Contains("Compare-KrakenMskConnector", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_difference_that_needs_a_replacement_says_so()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source with { SubnetId = [Source.SubnetId[0]] }, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains("Connector.SubnetId", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs replacement", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowReplacement", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_group_that_somebody_deleted_is_made_again()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);
        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new() { LogGroupName = "/aws/msk-connect/" + Source.ConnectorName });
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.True(result.Changed);
        Assert.Equal(
            ["CreateLogGroup", "PutRetentionPolicy"],
            rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation));
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Fact]
    public async Task What_an_unfinished_run_left_is_brought_in_line_whatever_happened_to_it()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "DELETED", TimeSpan.FromMinutes(1), taskCheck: true, default);
        var role = ResourceNames.RoleName(Source.ConnectorName, Source.Region);
        var policy = ResourceNames.PolicyName(Source.ConnectorName);
        await rehearsal.Aws.Iam.PutRolePolicyAsync(new()
        {
            RoleName = role,
            PolicyName = policy,
            PolicyDocument =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        });
        await rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(new()
        {
            RoleName = role,
            PolicyDocument =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":"ec2.amazonaws.com"}}]}
                """,
        });
        await rehearsal.Aws.Iam.UntagRoleAsync(new() { RoleName = role, TagKeys = ["env"] });
        await rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = made.SecurityGroupId,
            IpPermissions = [new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] }],
        });
        await rehearsal.Aws.Ec2.DeleteTagsAsync(new() { Resources = [made.SecurityGroupId], Tags = [new() { Key = "env" }] });
        await rehearsal.Aws.Logs.PutRetentionPolicyAsync(new() { LogGroupName = made.LogGroupName, RetentionInDays = 365 });

        var again = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        Assert.Equal("RUNNING", again.ConnectorState);
        Assert.Equal(made.SecurityGroupId, again.SecurityGroupId);
        var plan = await rehearsal.Provisioner.PlanAsync(Source, default);
        Assert.False(plan.HasChanges, Describe(plan));
    }

    [Fact]
    public async Task What_an_unfinished_run_left_and_cannot_be_changed_in_place_is_refused()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "DELETED", TimeSpan.FromMinutes(1), taskCheck: true, default);
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source with { RolePath = "/connect/" }, _defaults, default));

        Assert.Equal(KrakenErrorKind.ConnectorDiffers, error.Kind);
        Assert.Contains("Role.Path: / -> /connect/", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_spec_with_errors_is_refused_before_any_call()
    {
        using var rehearsal = new Rehearsal();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source with { AutoscalingMcuCount = 3, MskClusterArn = "arn:aws:kafka:eu-west-1:1:cluster/x/y" }, _defaults, default));

        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Contains("AutoscalingMcuCount", error.Message, StringComparison.Ordinal);
        Assert.Contains("MskClusterArn", error.Message, StringComparison.Ordinal);
        Assert.Empty(rehearsal.TakeRequests());
    }

    [Fact]
    public async Task Credentials_of_another_account_are_refused_before_any_change()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { AccountId = "999999999999" });

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.AccountMismatch, error.Kind);
        Assert.Contains("999999999999", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task An_unknown_subnet_is_named_before_any_change()
    {
        using var rehearsal = new Rehearsal();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source with { SubnetId = [Source.SubnetId[0], "subnet-0000000000000dead"] }, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains("SubnetId", error.Message, StringComparison.Ordinal);
        Assert.Contains("subnet-0000000000000dead", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_VPC_that_is_not_the_subnets_is_named_before_any_change()
    {
        using var rehearsal = new Rehearsal();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source with { VpcId = "vpc-0000000000000dead" }, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains("vpc-0000000000000dead", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_role_of_that_name_without_our_tags_is_not_touched()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Aws.Iam.CreateRoleAsync(new CreateRoleRequest
        {
            RoleName = ResourceNames.RoleName(Source.ConnectorName, Source.Region),
            AssumeRolePolicyDocument = Kraken.MskConnect.Policies.ConnectorPolicyBuilder.Build(Source).Trust.ToJson(),
        });
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains("Role", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_security_group_of_that_name_without_our_tags_is_not_touched()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Aws.Ec2.CreateSecurityGroupAsync(new()
        {
            GroupName = ResourceNames.SecurityGroupName(Source.ConnectorName),
            Description = "of somebody else",
            VpcId = Source.VpcId,
        });
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains("SecurityGroup", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task A_connector_of_that_name_without_our_tags_is_not_touched()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);
        await rehearsal.Aws.KafkaConnect.UntagResourceAsync(
            new() { ResourceArn = made.ConnectorArn, TagKeys = [ResourceNames.ManagedByTag] });
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains("Connector " + Source.ConnectorName, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Two_processes_that_make_the_same_connector_end_with_one()
    {
        using var rehearsal = new Rehearsal();
        var other = new ConnectorProvisioner(rehearsal.Aws, clock: rehearsal.Clock);

        var results = await Task.WhenAll(
            rehearsal.Provisioner.CreateAsync(Source, _defaults, default), other.CreateAsync(Source, _defaults, default));

        Assert.All(results, r => Assert.Equal("RUNNING", r.ConnectorState));
        Assert.Single(await rehearsal.FindAsync("*"));
        var plan = await rehearsal.Provisioner.PlanAsync(Source, default);
        Assert.False(plan.HasChanges, Describe(plan));
    }

    [Fact]
    public async Task A_log_group_made_for_another_connector_is_not_touched()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Aws.Logs.CreateLogGroupAsync(new()
        {
            LogGroupName = ResourceNames.LogGroupName(Source.ConnectorName),
            Tags = new() { [ResourceNames.ManagedByTag] = ResourceNames.ManagedBy, [ResourceNames.ConnectorTag] = "another" },
        });
        rehearsal.TakeRequests();

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains("LogGroup", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Not_waiting_returns_as_soon_as_the_creation_is_accepted()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromHours(1) });

        var result = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Wait = false }, default);

        Assert.Equal("CREATING", result.ConnectorState);
        Assert.NotNull(result.SecurityGroupId);
    }

    [Fact]
    public async Task A_connector_that_takes_too_long_times_out_and_stays()
    {
        using var rehearsal = new Rehearsal(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromHours(1) });

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(
            Source, new CreateOptions { Timeout = TimeSpan.FromMinutes(5) }, default));

        Assert.Equal(KrakenErrorKind.TimedOut, error.Kind);
        Assert.Contains("CREATING", error.Message, StringComparison.Ordinal);
        Assert.Single(await rehearsal.FindAsync("*"));
    }

    [Fact]
    public async Task Progress_tells_the_state_and_the_step()
    {
        using var rehearsal = new Rehearsal();

        await rehearsal.Provisioner.CreateAsync(Source, _defaults, default);

        var progress = rehearsal.Events.All.Where(e => e.Level == ProvisioningEventLevel.Progress).ToList();
        Assert.Contains(progress, e => e.Message.StartsWith("Creating Role", StringComparison.Ordinal));
        Assert.Contains(progress, e => e.State == "CREATING");
        Assert.Equal(100, progress[^1].PercentComplete);
        Assert.All(rehearsal.Events.All, e => Assert.Equal(Source.ConnectorName, e.ConnectorName));
    }

    [Fact]
    public async Task The_same_connector_asked_for_twice_at_once_is_refused()
    {
        using var rehearsal = new Rehearsal();
        using var stop = new CancellationTokenSource();
        rehearsal.Clock.Stopped = true;
        var first = rehearsal.Provisioner.CreateAsync(Source, _defaults, stop.Token);

        var error = await Fails(() => rehearsal.Provisioner.CreateAsync(Source, _defaults, default));

        Assert.Equal(KrakenErrorKind.Duplicate, error.Kind);
        Assert.Contains(Source.ConnectorName, error.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task A_fleet_is_made_side_by_side()
    {
        using var rehearsal = new Rehearsal();
        var specs = Enumerable.Range(1, 10).Select(i => Source with { ConnectorName = $"fleet-{i}" });

        var results = await Task.WhenAll(specs.Select(s => rehearsal.Provisioner.CreateAsync(s, _defaults, default)));

        Assert.All(results, r => Assert.Equal("RUNNING", r.ConnectorState));
        Assert.Equal(10, results.Select(r => r.ConnectorArn).Distinct().Count());
    }

    private static Task<KrakenException> Fails(Func<Task> act) => Assert.ThrowsAsync<KrakenException>(act);

    private static string Describe(ConnectorPlan plan) =>
        string.Join("; ", plan.Resources.SelectMany(r => r.Changes.Select(c => $"{r.Kind}: {c}")));
}
