using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Kraken.LocalAws.Tests.Support;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>
/// The policy that the module derives, judged by the calls that LocalAws derives by itself: with it a connector runs,
/// and without any of the statements that its calls need it does not.
/// </summary>
public sealed class GeneratedPolicyTests : IDisposable
{
    private readonly TestCloud _test = new(o => o with { ConnectorTransition = TimeSpan.Zero });

    public static TheoryData<string> Specs => [.. _cases.Keys];

    private static readonly Dictionary<string, ConnectorSpec> _cases = new()
    {
        ["source over the load balancer"] = ReferenceExamples.DebeziumSource,
        ["sink over the load balancer"] = ReferenceExamples.S3Sink,
        ["source with IAM"] = ReferenceExamples.DebeziumSource with
        {
            MskAuthenticationType = "IAM",
            MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
            KafkaTopicWrite = ["kraken-cdc.public.trades", "kraken-cdc.public.orders", "kraken-cdc.public.positions"],
        },
        ["sink with IAM"] = ReferenceExamples.S3Sink with
        {
            MskAuthenticationType = "IAM",
            MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
        },
    };

    public void Dispose() => _test.Dispose();

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task A_connector_runs_with_the_policy_trust_and_rules_that_its_spec_gives(string which)
    {
        var spec = _cases[which];
        var provisioner = new ConnectorProvisioner(_test.Aws);
        var result = await provisioner.CreateAsync(spec, new CreateOptions(), CancellationToken.None);
        Assert.Equal("RUNNING", result.ConnectorState);

        var before = _test.Cloud.Requests.Count(r => r.IsMutating);
        await provisioner.CreateAsync(spec, new CreateOptions(), CancellationToken.None);
        Assert.Equal(before, _test.Cloud.Requests.Count(r => r.IsMutating));

        await provisioner.RemoveAsync(spec.ConnectorName, new RemoveOptions(), CancellationToken.None);
        Assert.Empty((await _test.Aws.Iam.ListRolesAsync(new ListRolesRequest())).Roles ?? []);
        var groups = await _test.Aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest());
        Assert.DoesNotContain(groups.SecurityGroups, g => g.GroupName is not ("default" or "kraken-dev-msk" or "kraken-dev-database"));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task No_more_runs_without_a_statement_than_must(string which)
    {
        var spec = _cases[which];
        var policy = ConnectorPolicyBuilder.Build(spec);
        var needed = new List<string>();
        foreach (var statement in policy.Statements)
        {
            using var test = new TestCloud(o => o with { ConnectorTransition = TimeSpan.Zero });
            var rest = new PolicyDocument([.. policy.Statements.Where(s => s != statement).Select(s => s.Statement)]);
            var request = await test.PrepareAsync(
                spec.ConnectorName, rest.ToJson(), policy.Trust.ToJson(), spec.MskAuthenticationType,
                new Dictionary<string, string>(spec.ConnectorConfiguration));
            if ((await test.StartAsync(request)).ConnectorState == ConnectorState.FAILED)
                needed.Add(statement.Need);
        }

        // Reading a signal topic, deleting an upload and the like are grants that a start does not exercise; the rest
        // is.
        string[] expected = which switch
        {
            "source over the load balancer" => ["database secret"],
            "sink over the load balancer" => ["sink objects", "S3 key"],
            "source with IAM" => ["cluster", "written topics", "internal topics", "groups", "database secret"],
            _ => ["cluster", "read topics", "internal topics", "groups", "sink objects", "S3 key"],
        };
        Assert.Equal(expected.Order(), needed.Distinct().Order());
    }
}
