using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Saved plans, applied: done where nothing has changed since, refused before the first change where it has.</summary>
public sealed class ApplyPlanTests
{
    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource.WithKey("database.password", "first");

    private static ConnectorSpec Changed => Source.WithKey("snapshot.mode", "never") with { LogRetentionInDays = 14 };

    /// <summary>What may happen between a plan and its application, and where the refusal sees it.</summary>
    public static TheoryData<string, Func<Accident, Task>, string> Accidents => new()
    {
        {
            "retention",
            a => a.Aws.Logs.PutRetentionPolicyAsync(new() { LogGroupName = a.Made.LogGroupName, RetentionInDays = 30 }),
            "LogGroup.RetentionInDays: planned 7 -> 14; now 30 -> 14"
        },
        {
            "a change that was made already",
            a => a.Aws.Logs.PutRetentionPolicyAsync(new() { LogGroupName = a.Made.LogGroupName, RetentionInDays = 14 }),
            "LogGroup.RetentionInDays: planned 7 -> 14; now nothing to do"
        },
        {
            "a rule",
            a => a.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new()
            {
                GroupId = a.Made.SecurityGroupId,
                IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
            }),
            "SecurityGroup.Egress[tcp 22 10.0.0.0/8]: planned nothing; now"
        },
        {
            "a policy",
            a => GiveAsync(a.Aws, a.Made),
            "Role.InlinePolicy[more]: planned nothing; now "
        },
        {
            "a tag",
            a => a.Aws.KafkaConnect.TagResourceAsync(new() { ResourceArn = a.Made.ConnectorArn, Tags = new() { ["owner"] = "them" } }),
            "Connector.Tag[owner]: planned nothing; now them -> data-platform"
        },
        {
            "another configuration",
            a => ReconfigureAsync(a, Source.WithKey("snapshot.mode", "always")),
            "Connector.Configuration[snapshot.mode]: planned (none) -> never; now always -> never"
        },
        {
            // The plan's lines mask both passwords, and the spec's is none of them: only the digest tells.
            "another password",
            a => ReconfigureAsync(a, Source.WithKey("database.password", "by hand")),
            "a secret"
        },
        {
            "a connector made again",
            async a =>
            {
                await a.Provisioner.RemoveAsync(Source.ConnectorName, new RemoveOptions(), default);
                await a.Provisioner.CreateAsync(Source, new CreateOptions(), default);
            },
            "Connector: planned Update of arn:"
        },
        {
            "no connector",
            a => a.Provisioner.RemoveAsync(Source.ConnectorName, new RemoveOptions(), default),
            "; now Create of debezium-postgres-cdc-dev"
        },
    };

    /// <summary>Where an accident happens, and to what.</summary>
    public sealed record Accident(ServiceClients Aws, ConnectorProvisioner Provisioner, ConnectorResult Made);

    [Fact]
    public async Task A_plan_of_an_update_is_saved_and_carried_out()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var saved = await SavedAsync(rehearsal, Changed);
        rehearsal.TakeRequests();

        var result = await rehearsal.Provisioner.UpdateAsync(Changed, new UpdateOptions { Plan = saved }, default);

        Assert.True(result!.Changed);
        Assert.Equal(
            ["PutRetentionPolicy", "UpdateConnector"],
            rehearsal.TakeRequests().Where(r => r.IsMutating).Select(r => r.Operation).Order());
        Assert.False((await rehearsal.Provisioner.PlanAsync(Changed, default)).HasChanges);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_of_a_creation_is_carried_out_by_either_command_once(bool byUpdate)
    {
        using var rehearsal = new Rehearsal();
        var saved = await SavedAsync(rehearsal, Source);

        var made = await ApplyAsync();
        var again = await Assert.ThrowsAsync<KrakenException>(ApplyAsync);

        Assert.Equal("RUNNING", made.ConnectorState);
        Assert.Equal(KrakenErrorKind.PlanStale, again.Kind);

        async Task<ConnectorResult> ApplyAsync() => byUpdate
            ? (await rehearsal.Provisioner.UpdateAsync(Source, new UpdateOptions { Plan = saved }, default))!
            : await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Plan = saved }, default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_that_nothing_is_to_be_done_is_carried_out_as_often_as_that_is_so(bool byUpdate)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var saved = await SavedAsync(rehearsal, Source);
        rehearsal.TakeRequests();

        for (var i = 0; i < 2; i++)
        {
            var result = byUpdate
                ? await rehearsal.Provisioner.UpdateAsync(Source, new UpdateOptions { Plan = saved }, default)
                : await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Plan = saved }, default);
            Assert.False(result!.Changed);
        }

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task Where_AWS_has_changed_since_nothing_is_done_and_the_error_says_what(
        string what, Func<Accident, Task> accident, string line)
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var wanted = Changed.WithKey("database.password", "second");
        var saved = await SavedAsync(rehearsal, wanted);
        await accident(new Accident(rehearsal.Aws, rehearsal.Provisioner, made));
        rehearsal.TakeRequests();

        var error = await Stale(rehearsal, () =>
            rehearsal.Provisioner.UpdateAsync(wanted, new UpdateOptions { Plan = saved }, default));
        var planned = await Stale(rehearsal, () =>
            rehearsal.Provisioner.PlanUpdateAsync(wanted, new UpdateOptions { Plan = saved }, default));

        Assert.True(error.Message.Contains("the resources in AWS have changed since", StringComparison.Ordinal), what);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Contains("Compare-KrakenMskConnector -OutFile", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(Source.ConnectorName, error.ConnectorName);
        Assert.Equal(error.Message, planned.Message);
        Assert.DoesNotContain("by hand", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creation_is_refused_where_something_has_come_into_being_since()
    {
        using var rehearsal = new Rehearsal();
        var saved = await SavedAsync(rehearsal, Source);
        rehearsal.Cloud.Faults.Add(new Kraken.LocalAws.Faults.ConnectorFailure(Source.ConnectorName, "Code", "why"));
        await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default));
        rehearsal.Cloud.Faults.Clear();
        rehearsal.TakeRequests();

        var error = await Stale(rehearsal, () =>
            rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Plan = saved }, default));

        Assert.Contains("Role: planned Create of msk-connect-", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connector: planned Create of debezium-postgres-cdc-dev; now Replace of arn:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creation_over_a_half_made_role_sees_what_was_given_to_it_meanwhile()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "DELETED", TimeSpan.FromMinutes(20), taskCheck: true, default);
        var saved = await SavedAsync(rehearsal, Source);
        await GiveAsync(rehearsal.Aws, made);
        rehearsal.TakeRequests();

        var error = await Stale(rehearsal, () =>
            rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Plan = saved }, default));

        Assert.Contains("Role.InlinePolicy[more]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_spec_has_changed_since_nothing_is_done_and_the_error_says_so()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var saved = await SavedAsync(rehearsal, Changed.WithKey("database.password", "second"));
        rehearsal.TakeRequests();

        var other = await Stale(rehearsal, () => rehearsal.Provisioner.UpdateAsync(
            Changed.WithKey("database.password", "second") with { LogRetentionInDays = 30 },
            new UpdateOptions { Plan = saved },
            default));
        var secret = await Stale(rehearsal, () => rehearsal.Provisioner.UpdateAsync(
            Changed.WithKey("database.password", "third"), new UpdateOptions { Plan = saved }, default));

        Assert.Contains("the spec has changed since", other.Message, StringComparison.Ordinal);
        Assert.Contains("LogGroup.RetentionInDays: planned 7 -> 14; now 7 -> 30", other.Message, StringComparison.Ordinal);
        Assert.Contains("the spec has changed since", secret.Message, StringComparison.Ordinal);
        Assert.Contains("the plan does not show the difference: it is a secret", secret.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("third", secret.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_that_means_the_same_is_not_another()
    {
        using var rehearsal = new Rehearsal();
        var saved = await SavedAsync(rehearsal, Source);
        var reordered = Source with
        {
            SubnetId = [.. Source.SubnetId.Reverse()],
            KafkaTopicWrite = [.. Source.KafkaTopicWrite.Reverse()],
            ConnectorConfiguration = Source.ConnectorConfiguration.Reverse().ToDictionary(c => c.Key, c => c.Value),
        };

        Assert.Equal(
            "RUNNING",
            (await rehearsal.Provisioner.CreateAsync(reordered, new CreateOptions { Plan = saved }, default)).ConnectorState);
    }

    [Fact]
    public async Task What_the_spec_and_AWS_now_have_alike_is_a_change_of_both()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var saved = await SavedAsync(rehearsal, Source);
        await rehearsal.Aws.Logs.PutRetentionPolicyAsync(new() { LogGroupName = made.LogGroupName, RetentionInDays = 30 });
        rehearsal.TakeRequests();

        var error = await Stale(rehearsal, () => rehearsal.Provisioner.UpdateAsync(
            Source with { LogRetentionInDays = 30 }, new UpdateOptions { Plan = saved }, default));

        Assert.Contains("the spec and the resources in AWS have changed since", error.Message, StringComparison.Ordinal);
        Assert.Contains("now agree", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Func<ConnectorSpec, ConnectorSpec>, string> Foreigners => new()
    {
        { s => s with { ConnectorName = "other" }, "does not contain connector 'other' in us-east-1 (123456789012); it is for 'debezium" },
        { s => s.In("eu-west-1", "aws"), "'debezium-postgres-cdc-dev' in eu-west-1 (123456789012); it is for 'debezium-postgres-cdc-dev' in us-east-1" },
    };

    [Theory]
    [MemberData(nameof(Foreigners))]
    public async Task A_plan_of_another_connector_is_refused_without_a_call(Func<ConnectorSpec, ConnectorSpec> change, string text)
    {
        using var rehearsal = new Rehearsal();
        var saved = await SavedAsync(rehearsal, Source);
        rehearsal.TakeRequests();
        var spec = change(Source);
        using var there = ServiceClients.Create(
            new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "none"), spec.Region, "http://localhost:1");
        var provisioner = new ConnectorProvisioner(there);

        foreach (var apply in new Func<Task>[]
        {
            () => provisioner.UpdateAsync(spec, new UpdateOptions { Plan = saved }, default),
            () => provisioner.PlanUpdateAsync(spec, new UpdateOptions { Plan = saved }, default),
            () => provisioner.CreateAsync(spec, new CreateOptions { Plan = saved }, default),
        })
        {
            var error = await Assert.ThrowsAsync<KrakenException>(apply);
            Assert.Equal(KrakenErrorKind.PlanMismatch, error.Kind);
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plan_is_applied_with_the_options_that_it_was_made_with_or_not_at_all()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var newer = Source with { KafkaConnectVersion = "3.7.x" };
        var options = new UpdateOptions { AllowReplacement = true, KeepOffsets = true };
        var saved = await SavedAsync(rehearsal, newer, options);
        rehearsal.TakeRequests();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(
            newer, new UpdateOptions { AllowReplacement = true, Plan = saved }, default));
        var created = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(
            newer, new CreateOptions { Plan = saved }, default));
        Assert.Empty(rehearsal.TakeRequests());
        var result = await rehearsal.Provisioner.UpdateAsync(newer, options with { Plan = saved }, default);

        Assert.Equal((KrakenErrorKind.PlanMismatch, KrakenErrorKind.PlanMismatch), (error.Kind, created.Kind));
        Assert.Contains(
            "created with -AllowReplacement, -KeepOffsets, but is applied with -AllowReplacement.", error.Message, StringComparison.Ordinal);
        Assert.Contains("applied without any of -AllowReplacement, -KeepOffsets, -Adopt", created.Message, StringComparison.Ordinal);
        Assert.Equal("RUNNING", result!.ConnectorState);
        Assert.False((await rehearsal.Provisioner.PlanAsync(newer, default)).HasChanges);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_adoption_is_planned_and_carried_out(bool byUpdate)
    {
        using var rehearsal = new Rehearsal();
        var hand = await HandMade.MakeAsync(rehearsal.Aws, Source);
        await rehearsal.Provisioner.WaitAsync(Source.ConnectorName, "RUNNING", TimeSpan.FromMinutes(30), taskCheck: true, default);
        var saved = await SavedAsync(rehearsal, Source, new UpdateOptions { Adopt = true });

        var adopted = byUpdate
            ? await rehearsal.Provisioner.UpdateAsync(Source, new UpdateOptions { Adopt = true, Plan = saved }, default)
            : await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions { Adopt = true, Plan = saved }, default);

        Assert.Equal(hand.ConnectorArn, adopted!.ConnectorArn);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Source, default)).HasChanges);
    }

    [Fact]
    public async Task A_secret_that_is_kept_is_the_one_that_was_there_when_it_was_planned()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var keeping = Changed.WithKey("database.password", KeptSecret.Placeholder);
        var saved = await SavedAsync(rehearsal, keeping);
        await ReconfigureAsync(new Accident(rehearsal.Aws, rehearsal.Provisioner, made), Source.WithKey("database.password", "by hand"));
        rehearsal.TakeRequests();

        await Stale(rehearsal, () =>
            rehearsal.Provisioner.UpdateAsync(keeping, new UpdateOptions { Plan = saved }, default));
        var anew = await SavedAsync(rehearsal, keeping);
        Assert.True((await rehearsal.Provisioner.UpdateAsync(keeping, new UpdateOptions { Plan = anew }, default))!.Changed);
    }

    [Fact]
    public async Task A_connector_that_is_changed_in_the_moment_of_the_application_is_left_as_it_is()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var wanted = Source.WithKey("snapshot.mode", "never");
        var saved = await SavedAsync(rehearsal, wanted);
        var options = new UpdateOptions
        {
            Plan = saved,
            Approve = async (_, _) =>
            {
                await ReconfigureAsync(new Accident(rehearsal.Aws, rehearsal.Provisioner, made), Source.WithKey("snapshot.mode", "always"));
                return true;
            },
        };

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(wanted, options, default));

        Assert.Equal(KrakenErrorKind.PlanStale, error.Kind);
        var now = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new() { ConnectorArn = made.ConnectorArn });
        Assert.Equal("always", now.ConnectorConfiguration["snapshot.mode"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task What_lists_say_of_a_fleet_and_what_each_connector_is_asked_is_the_same_plan(bool planned, bool applied)
    {
        using var rehearsal = new Rehearsal();
        var specs = Enumerable.Range(0, 6).Select(i => Source with { ConnectorName = $"orders-{i}" }).ToList();
        foreach (var spec in specs.Take(5))
            await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        await rehearsal.Aws.Logs.PutRetentionPolicyAsync(
            new() { LogGroupName = ResourceNames.LogGroupName("orders-0"), RetentionInDays = 30 });

        var planner = planned ? rehearsal.Provisioner.ForFleet(specs) : rehearsal.Provisioner;
        var plans = await Task.WhenAll(specs.Select(s => planner.PlanUpdateAsync(s, new UpdateOptions(), default)));
        var options = new UpdateOptions { Plan = SavedPlan.Of(plans) };
        await rehearsal.Aws.Logs.PutRetentionPolicyAsync(
            new() { LogGroupName = ResourceNames.LogGroupName("orders-1"), RetentionInDays = 30 });
        var applier = applied ? rehearsal.Provisioner.ForFleet(specs) : rehearsal.Provisioner;
        var stale = await Assert.ThrowsAsync<KrakenException>(() => applier.UpdateAsync(specs[1], options, default));
        var results = await Task.WhenAll(
            specs.Where(s => s != specs[1]).Select(s => applier.UpdateAsync(s, options, default)));

        Assert.Equal(KrakenErrorKind.PlanStale, stale.Kind);
        Assert.Equal([true, false, false, false, true], results.Select(r => r!.Changed));
    }

    private static async Task<SavedPlan> SavedAsync(Rehearsal rehearsal, ConnectorSpec spec, UpdateOptions? options = null)
    {
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, options ?? new UpdateOptions(), default);
        return SavedPlan.Parse(SavedPlan.Of([plan]).ToJson(), "plan.json");
    }

    private static async Task<KrakenException> Stale<T>(Rehearsal rehearsal, Func<Task<T>> apply)
    {
        var error = await Assert.ThrowsAsync<KrakenException>(apply);
        Assert.Equal(KrakenErrorKind.PlanStale, error.Kind);
        Assert.Contains("nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        return error;
    }

    private static async Task ReconfigureAsync(Accident accident, ConnectorSpec spec)
    {
        await accident.Aws.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
        {
            ConnectorArn = accident.Made.ConnectorArn,
            CurrentVersion = accident.Made.ConnectorVersion,
            ConnectorConfiguration = new Dictionary<string, string>(EffectiveConfiguration.Of(spec)),
        });
        await accident.Provisioner.WaitAsync(spec.ConnectorName, "RUNNING", TimeSpan.FromMinutes(30), taskCheck: true, default);
    }

    private static Task<PutRolePolicyResponse> GiveAsync(ServiceClients aws, ConnectorResult made) => aws.Iam.PutRolePolicyAsync(
        new PutRolePolicyRequest
        {
            RoleName = made.IamRoleArn!.Split('/')[^1],
            PolicyName = "more",
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""",
        });
}
