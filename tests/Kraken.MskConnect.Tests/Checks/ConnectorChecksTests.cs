using Amazon.CloudWatchLogs.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>
/// Each way in which a connector's world can be broken makes one check tell, and no other; what that check says to do makes it
/// pass.
/// </summary>
public sealed class ConnectorChecksTests(ITestOutputHelper output)
{
    /// <summary>How many calls a check may make beyond those of a plan.</summary>
    private const int MostCallsBeyondAPlan = 12;

    /// <summary>What the spec of a connector that exists takes, which nobody gave.</summary>
    private const int CallsToExport = 3;

    public static TheoryData<string> Breaks => new(Break.All.Select(b => b.Name));

    public static TheoryData<bool> BeforeAndAfter => new(false, true);

    /// <summary>Every call that the checks make.</summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { "sts", "GetCallerIdentity", "Objects.Account Permissions.Caller" },
        { "iam", "SimulatePrincipalPolicy", "Permissions.Caller" },
        { "kafkaconnect", "DescribeCustomPlugin", "Objects.Plugin" },
        { "kafkaconnect", "DescribeWorkerConfiguration", "Objects.WorkerConfiguration Objects.WorkerConfigurationKeys Permissions.Role" },
        { "secretsmanager", "DescribeSecret", "Objects.Secret" },
        { "secretsmanager", "GetSecretValue", "Objects.SecretKeys" },
        { "iam", "GetRole", "Permissions.Boundary Permissions.Role Permissions.Trust" },
        { "iam", "ListRolePolicies", "Permissions.Boundary Permissions.Role Permissions.Trust" },
        { "iam", "ListAttachedRolePolicies", "Permissions.Boundary Permissions.Role Permissions.Trust" },
        { "iam", "GetRolePolicy", "Permissions.Boundary Permissions.Role Permissions.Trust" },
        {
            "ec2", "DescribeSubnets",
            "Network.Addresses Network.ClusterIngress Network.DatabaseIngress Network.Dns Network.EndpointIngress Network.Endpoints "
            + "Network.Routes Network.Subnets"
        },
        { "ec2", "DescribeSecurityGroups", "Network.ClusterIngress Network.DatabaseIngress Network.Egress" },
        { "ec2", "DescribeRouteTables", "Network.Dns Network.EndpointIngress Network.Endpoints Network.Routes" },
        { "ec2", "DescribeVpcEndpoints", "Network.Dns Network.EndpointIngress Network.Endpoints Network.Routes" },
        { "ec2", "DescribeVpcAttribute", "Network.Dns" },
        { "ec2", "DescribeNetworkInterfaces", "Network.DatabaseIngress" },
        {
            "kafka", "DescribeClusterV2",
            "Cluster.Authentication Cluster.BootstrapServers Cluster.KmsKey Cluster.Limits Cluster.State Cluster.Version "
            + "Network.ClusterIngress Topics.Exist Topics.Replication"
        },
        { "kafka", "GetBootstrapBrokers", "Cluster.Authentication Cluster.BootstrapServers" },
        { "kafka", "ListTopics", "Topics.Exist Topics.Replication" },
        { "logs", "DescribeLogGroups", "Logs.Errors Logs.Group" },
        { "logs", "FilterLogEvents", "Logs.Errors" },
        {
            "kafkaconnect", "DescribeConnector",
            "Logs.Errors Logs.Group Network.Addresses Network.ClusterIngress Network.DatabaseIngress Network.Egress Objects.Connector Objects.Names "
            + "Objects.WorkerQuota Permissions.Boundary Permissions.Caller Permissions.Role Permissions.Trust"
        },
    };

    [Theory]
    [MemberData(nameof(BeforeAndAfter))]
    public async Task Every_check_passes_where_nothing_is_wrong(bool after)
    {
        using var world = await World.MakeAsync(after);
        var checks = await world.CheckAsync();
        Assert.Equal(ConnectorChecks.Names, checks.Select(c => c.Check));
        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Status}: {c.Evidence}"));
        Assert.All(checks, c => Assert.Equal((world.Spec.ConnectorName, null), (c.ConnectorName, c.Remedy)));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task One_check_tells_of_what_is_broken_and_its_remedy_mends_it(string name)
    {
        var broken = Break.All.Single(b => b.Name == name);
        using var world = await World.MakeAsync(broken.After);
        await broken.Do(world);

        var checks = await world.CheckAsync();
        var telling = checks.Where(c => c.Status is CheckStatus.Warn or CheckStatus.Fail).ToList();
        output.WriteLine(string.Join('\n', checks.Where(c => c.Status != CheckStatus.Pass).Select(c => $"{c.Check} {c.Status}: {c.Evidence} -> {c.Remedy}")));
        var found = Assert.Single(telling);
        Assert.Equal((broken.Check, broken.Status), (found.Check, found.Status));
        Assert.Contains(broken.Evidence, found.Evidence, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(found.Remedy));
        Assert.Equal(broken.Field, found.Field);

        await broken.Mend(world, found);
        var mended = (await world.CheckAsync()).Single(c => c.Check == broken.Check);
        Assert.True(mended.Status == CheckStatus.Pass, mended.Evidence);
    }

    public static TheoryData<string> Failures => new(Break.All.Where(b => b is { Failure: not null, After: false }).Select(b => b.Name));

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Without_the_check_the_creation_fails_of_the_same_cause(string name)
    {
        var broken = Break.All.Single(b => b.Name == name);
        using var world = await World.MakeAsync(after: false);
        await broken.Do(world);
        var error = await Assert.ThrowsAsync<KrakenException>(world.CreateAsync);
        output.WriteLine($"{error.ErrorId}: {error.Message}\n-> {error.Remedy}");
        Assert.Contains(broken.Failure!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_check_has_a_way_to_be_broken() =>
        Assert.Equal(ConnectorChecks.Names, Break.All.Select(b => b.Check).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_class_of_a_check_is_listed()
    {
        var classes = typeof(IConnectorCheck).Assembly.GetTypes()
            .Where(t => t.IsClass && !t.IsAbstract && typeof(IConnectorCheck).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal);
        Assert.Equal(classes, ConnectorCheckList.All.Select(c => c.GetType()));
        Assert.Equal(ConnectorCheckList.All.Count, ConnectorChecks.Names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_is_refused_makes_unknown_what_needs_it_and_nothing_else(
        string service, string operation, string unknown)
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = int.MaxValue,
        });
        var checks = await world.CheckAsync();
        Assert.Equal(unknown.Split(' '), checks.Where(c => c.Status == CheckStatus.Unknown).Select(c => c.Check));
        Assert.All(
            checks.Where(c => c.Status == CheckStatus.Unknown),
            c => Assert.Contains($"{service}:{operation}", c.Evidence, StringComparison.Ordinal));
        Assert.All(
            checks.Where(c => c.Status == CheckStatus.Unknown),
            c => Assert.Contains($"{service}:{operation}", c.Remedy, StringComparison.Ordinal));
        Assert.All(checks.Where(c => c.Status != CheckStatus.Unknown), c => Assert.Equal(CheckStatus.Pass, c.Status));
    }

    [Fact]
    public async Task Every_call_is_one_that_is_refused_above()
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.TakeRequests();
        await world.CheckAsync();
        var made = world.Rehearsal.TakeRequests().Select(r => (r.Service, r.Operation)).Distinct().Order();
        Assert.Equal(
            Calls.Select(c => ((string)c[0], (string)c[1])).Append(("kafkaconnect", "ListConnectors")).Order(), made);
    }

    [Fact]
    public async Task Without_a_list_of_connectors_the_checks_that_need_none_still_tell()
    {
        using var world = await World.MakeAsync(after: false);
        world.Rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Operation = "ListConnectors", Times = int.MaxValue,
        });
        var checks = await world.CheckAsync();
        Assert.Equal(CheckStatus.Unknown, checks.Single(c => c.Check == "Objects.Connector").Status);
        Assert.Equal(CheckStatus.Pass, checks.Single(c => c.Check == "Objects.Plugin").Status);
        Assert.DoesNotContain(checks, c => c.Status is CheckStatus.Fail or CheckStatus.Warn);
    }

    [Theory]
    [MemberData(nameof(BeforeAndAfter))]
    public async Task A_spec_takes_few_calls_more_than_its_plan_and_none_twice(bool after)
    {
        using var world = await World.MakeAsync(after);
        world.Rehearsal.TakeRequests();
        await world.Rehearsal.Provisioner.PlanAsync(world.Spec, default);
        var plan = world.Rehearsal.TakeRequests().Count;
        await world.CheckAsync();
        var requests = world.Rehearsal.TakeRequests();
        output.WriteLine($"{(after ? "after" : "before")}: plan {plan} calls, checks {requests.Count}");
        Assert.InRange(requests.Count, 1, plan + MostCallsBeyondAPlan);

        // The groups of the connector and those of the cluster are found in different ways.
        Assert.All(requests.GroupBy(r => r.Operation), c => Assert.InRange(c.Count(), 1, c.Key == "DescribeSecurityGroups" ? 2 : 1));
    }

    [Fact]
    public async Task A_live_connector_takes_few_calls_more_than_its_plan()
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.TakeRequests();
        await world.Rehearsal.Provisioner.PlanAsync(world.Spec, default);
        var plan = world.Rehearsal.TakeRequests().Count;
        var checks = await world.CheckLiveAsync();
        var requests = world.Rehearsal.TakeRequests();
        output.WriteLine($"live: plan {plan} calls, checks {requests.Count}");
        Assert.InRange(requests.Count, 1, plan + MostCallsBeyondAPlan + CallsToExport);
        Assert.DoesNotContain(requests, r => r.IsMutating);
        Assert.Equal(ConnectorChecks.Names, checks.Select(c => c.Check));
        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Status}: {c.Evidence}"));
    }

    [Fact]
    public async Task A_live_connector_is_checked_by_what_it_has()
    {
        using var world = await World.MakeAsync(after: true);
        var broken = Break.All.Single(b => b.Name == "egress to the database is revoked");
        await broken.Do(world);
        var found = Assert.Single(await world.CheckLiveAsync(), c => c.Status != CheckStatus.Pass);
        Assert.Equal((broken.Check, broken.Status), (found.Check, found.Status));

        var none = new List<IReadOnlyList<ConnectorCheck>>();
        await foreach (var connector in world.Checks.CheckLiveAsync("none-of-these", new CheckOptions(), default))
            none.Add(connector);
        Assert.Empty(none);
    }

    [Theory]
    [InlineData("iam", "GetRole", "Permissions.Boundary Permissions.Role Permissions.Trust")]
    [InlineData("logs", "DescribeLogGroups", "Logs.Errors Logs.Group")]
    [InlineData("kafkaconnect", "DescribeCustomPlugin", "Objects.Plugin")]
    [InlineData("ec2", "DescribeSecurityGroups", "Network.ClusterIngress Network.DatabaseIngress Network.Egress Network.Subnets")]
    public async Task A_part_of_a_live_connector_that_may_not_be_read_is_unknown(
        string service, string operation, string unknown)
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = int.MaxValue,
        });
        var checks = await world.CheckLiveAsync();
        Assert.Equal(unknown.Split(' '), checks.Where(c => c.Status == CheckStatus.Unknown).Select(c => c.Check));
        Assert.DoesNotContain(checks, c => c.Status is CheckStatus.Fail or CheckStatus.Warn);
    }

    [Fact]
    public async Task A_live_connector_whose_cluster_nobody_tells_has_unknown_checks_and_no_warnings()
    {
        using var world = await World.MakeAsync(after: true);
        world.Rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Operation = "GetRole", Times = int.MaxValue,
        });
        world.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { Brokers = [], LoadBalancers = [] });
        var log = new EventLog();
        var checks = new ConnectorChecks(world.Rehearsal.Aws, log, world.Rehearsal.Clock);
        var found = new List<ConnectorCheck>();
        await foreach (var connector in checks.CheckLiveAsync(world.Spec.ConnectorName, new CheckOptions(), default))
            found.AddRange(connector);
        Assert.All(
            found.Where(c => c.Check.StartsWith("Cluster.", StringComparison.Ordinal) && c.Check != "Cluster.KmsKey"),
            c => Assert.Equal((CheckStatus.Unknown, true), (c.Status, c.Evidence.Contains("which cluster", StringComparison.Ordinal))));
        Assert.NotEmpty(log.All);
        Assert.DoesNotContain(log.All, e => e.Level == ProvisioningEventLevel.Warning);
    }

    [Theory]
    [InlineData("Network.Subnets", "Network.Subnets")]
    [InlineData("network.*", "Network.Addresses Network.ClusterIngress Network.DatabaseIngress Network.Dns Network.DualStack Network.Egress Network.EndpointIngress Network.Endpoints Network.Routes Network.Subnets")]
    [InlineData("*.State|Logs.Grou?", "Cluster.State Logs.Group")]
    public async Task Checks_are_chosen_by_name_and_make_their_own_calls_alone(string patterns, string expected)
    {
        using var world = await World.MakeAsync(after: false);
        world.Options = world.Options with { Checks = patterns.Split('|') };
        world.Rehearsal.TakeRequests();
        Assert.Equal(expected.Split(' '), (await world.CheckAsync()).Select(c => c.Check));
        Assert.DoesNotContain(world.Rehearsal.TakeRequests(), r => r.Operation is "GetCallerIdentity" or "DescribeSecret");
    }

    [Fact]
    public async Task A_name_that_no_check_has_is_refused_with_those_that_there_are()
    {
        using var world = await World.MakeAsync(after: false);
        world.Options = world.Options with { Checks = ["Network.*", "Weather"] };
        var error = await Assert.ThrowsAsync<KrakenException>(world.CheckAsync);
        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Contains("'Weather'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Network.Subnets", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_checks()
    {
        using var world = await World.MakeAsync(after: true);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Checks.CheckAsync(world.Spec, new CheckOptions(), stop.Token));
    }

    [Fact]
    public async Task Log_lines_hold_no_secret_and_nothing_that_drives_a_terminal()
    {
        using var world = await World.MakeAsync(after: true);
        world.Log("ERROR cannot log in with password=hunter2hunter2 \u001b[2J at db");
        var check = (await world.CheckAsync()).Single(c => c.Check == "Logs.Errors");
        Assert.Equal(CheckStatus.Warn, check.Status);
        Assert.DoesNotContain("hunter2", check.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', check.Evidence);
    }

    [Theory]
    [InlineData("hunter2hunter2")]
    [InlineData("[1]")]
    [InlineData("{\"password\": hunter2hunter2}")]
    public async Task A_secret_without_keys_tells_nothing_of_its_value(string value)
    {
        using var world = await World.MakeAsync(after: false);
        world.AddSecret("plain", value);
        world.Spec = world.Spec.WithKey("database.password", "${secretsmanager:plain:password}");
        var check = (await world.CheckAsync()).Single(c => c.Check == "Objects.SecretKeys");
        Assert.Equal(CheckStatus.Fail, check.Status);
        Assert.Contains("no JSON object", check.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_references_no_secret_is_read()
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = world.Spec.WithKey("database.password", "plain").WithKey("database.user", "plain");
        world.Rehearsal.TakeRequests();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync()).Single(c => c.Check == "Objects.SecretKeys").Status);
        Assert.DoesNotContain(world.Rehearsal.TakeRequests(), r => r.Operation == "GetSecretValue");
    }

    [Fact]
    public void References_to_keys_of_secrets_are_read_with_names_and_ARNs()
    {
        var references = SecretReference.In(new Dictionary<string, string>
        {
            ["b"] = "jdbc:x?user=${secretManager:a%2Fb:user}&password=${secretManager:a%2Fb:pass}",
            ["a"] = "${secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:n-AbC123:key}",
            ["c"] = "${ssm::/path} ${secretsmanager:nokey} ${timestamp:unit=YYYY}",
        });
        Assert.Equal(
            [
                new SecretReference("a", "arn:aws:secretsmanager:us-east-1:123456789012:secret:n-AbC123", "key"),
                new SecretReference("b", "a/b", "user"),
                new SecretReference("b", "a/b", "pass"),
            ],
            references);
    }

    [Fact]
    public async Task Errors_of_a_connector_that_had_the_name_before_are_not_told()
    {
        using var world = await World.MakeAsync(after: false);
        await world.Rehearsal.Aws.Logs.CreateLogGroupAsync(
            new CreateLogGroupRequest { LogGroupName = world.LogGroup, Tags = new(ResourceNames.OwnershipTags(world.Spec)) });
        world.Log("ERROR of long ago");
        world.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.CreateAsync();
        Assert.All(await world.CheckAsync(), c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Evidence}"));
    }

    [Fact]
    public async Task What_is_behind_a_load_balancer_cannot_be_seen()
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = world.Spec with
        {
            MskAuthenticationType = "NONE", MskBootstrapServer = LocalAwsSeed.LoadBalancerBootstrapServers,
        };
        var unknown = Assert.Single(await world.CheckAsync(), c => c.Status != CheckStatus.Pass);
        Assert.Equal(("Cluster.BootstrapServers", CheckStatus.Unknown), (unknown.Check, unknown.Status));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", false)]
    [InlineData("10.1.0.0/16", "10.2.0.0/24", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    [InlineData("0.0.0.0/0", "pl-1", false)]
    [InlineData("sg-1", "sg-1", true)]
    [InlineData("sg-1", "sg-2", false)]
    public void A_block_of_addresses_holds_those_within_it(string peer, string other, bool holds) =>
        Assert.Equal(holds, RuleReach.Holds(peer, other));
}
