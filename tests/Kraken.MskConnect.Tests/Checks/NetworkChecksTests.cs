using Kraken.LocalAws;
using Kraken.LocalAws.Services.Ec2;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>What the checks of a connector's network tell beyond the one thing that is broken.</summary>
public sealed class NetworkChecksTests
{
    /// <summary>How many calls the network's surroundings may take beyond those of the subnets and groups.</summary>
    private const int MostCalls = 4;

    private static readonly string[] _surroundings =
        ["DescribeRouteTables", "DescribeVpcEndpoints", "DescribeVpcAttribute", "DescribeNetworkInterfaces"];

    public static TheoryData<bool> SinkOrSource => new(false, true);

    private static ConnectorSpec Sink => ReferenceExamples.S3Sink with
    {
        MskAuthenticationType = "IAM", MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
    };

    [Theory]
    [MemberData(nameof(SinkOrSource))]
    public async Task The_surroundings_take_few_calls(bool isSink)
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = isSink ? Sink : world.Spec;
        world.Rehearsal.TakeRequests();
        Assert.All(await world.CheckAsync(), c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Evidence}"));
        var made = world.Rehearsal.TakeRequests().Select(r => r.Operation).Where(_surroundings.Contains).ToList();
        Assert.InRange(made.Count, 1, MostCalls);
        Assert.Equal(isSink ? 3 : 4, made.Distinct().Count());
    }

    [Fact]
    public async Task A_connector_that_calls_no_service_needs_no_way_out_and_no_list_of_endpoints()
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = (world.Spec with { RdsSecretArn = null }).WithKey("database.password", "p").WithKey("database.user", "u");
        world.Options = world.Options with { Checks = ["Network.*"] };
        world.Rehearsal.Cloud.Ec2.ChangeRouteTable(LocalAwsSeed.RouteTableId, t => t with { Routes = [] });
        world.Rehearsal.TakeRequests();
        Assert.All(await world.CheckAsync(), c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Evidence}"));
        Assert.DoesNotContain(world.Rehearsal.TakeRequests(), r => r.Operation == "DescribeVpcEndpoints");
        await world.CreateAsync();
    }

    [Theory]
    [InlineData("tgw-00000000000000001")]
    [InlineData("vgw-00000000000000001")]
    public async Task A_default_route_to_another_network_is_a_way_out(string target)
    {
        using var world = await World.MakeAsync(after: false);
        world.Rehearsal.Cloud.Ec2.ChangeRouteTable(
            LocalAwsSeed.RouteTableId, t => t with { Routes = [new Route(Route.Anywhere, target)] });
        Assert.Equal(CheckStatus.Pass, (await CheckAsync(world, "Network.Routes")).Status);
    }

    [Theory]
    [InlineData("10.20.1.31", CheckStatus.Fail, "of the database (eni-0a1b2c3d4e5f60061)")]
    [InlineData("10.20.1.99", CheckStatus.Unknown, "10.20.1.99 is no interface")]
    [InlineData("orders.example.com", CheckStatus.Unknown, "orders.example.com is no interface")]
    [InlineData("${secretsmanager:kraken/dev/database:host}", CheckStatus.Unknown, "is no interface")]
    public async Task The_database_is_found_by_its_host(string host, CheckStatus status, string evidence)
    {
        using var world = await World.MakeAsync(after: false);
        await Break.All.Single(b => b.Name == "the database lets nobody in").Do(world);
        world.Spec = world.Spec.WithKey("database.hostname", host);
        var check = await CheckAsync(world, "Network.DatabaseIngress");
        Assert.Equal(status, check.Status);
        Assert.Contains(evidence, check.Evidence, StringComparison.Ordinal);
        Assert.Contains("tcp 5432", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_databases_none_is_told_to_be_the_closed_one()
    {
        using var world = await World.MakeAsync(after: false);
        var ec2 = world.Rehearsal.Cloud.Ec2;
        var other = ec2.NewGroup("sg-00000000000000002", "other", "other", LocalAwsSeed.VpcId);
        ec2.Add(new NetworkInterface("eni-00000000000000002", LocalAwsSeed.SubnetIdB, "10.20.2.31", "RDSNetworkInterface", [other.Id], "amazon-rds"));
        var check = await CheckAsync(world, "Network.DatabaseIngress");
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Contains("1 of 2 databases", check.Evidence, StringComparison.Ordinal);

        ec2.AllowIn(other, 5432, 5432, "10.0.0.0/8", "PostgreSQL");
        Assert.Equal(CheckStatus.Pass, (await CheckAsync(world, "Network.DatabaseIngress")).Status);
    }

    [Theory]
    [InlineData("connection.url", "jdbc:postgresql://db:5433/kraken", CheckStatus.Unknown, "5433")]
    [InlineData("store.url", "https://store.example.com", CheckStatus.Pass, "no database")]
    public async Task A_database_of_a_sink_cannot_be_found(string key, string value, CheckStatus status, string told)
    {
        using var world = await World.MakeAsync(after: false);
        world.Spec = Sink.WithKey(key, value);
        var check = await CheckAsync(world, "Network.DatabaseIngress");
        Assert.Equal(status, check.Status);
        Assert.Contains(told, check.Evidence + check.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "b", "secretsmanager us-east-1: RdsSecretArn")]
    [InlineData("database.password", "${ssm::/kraken/password}", "secretsmanager us-east-1: RdsSecretArn|ssm us-east-1: ConnectorConfiguration[database.password]")]
    [InlineData("value.converter", "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter", "glue us-east-1: ConnectorConfiguration[value.converter]|secretsmanager us-east-1: RdsSecretArn")]
    [InlineData("x.jaas.config", "IAMLoginModule required awsRoleArn=\"arn\";", "secretsmanager us-east-1: RdsSecretArn|sts us-east-1: ConnectorConfiguration[x.jaas.config]")]
    public void A_source_needs_the_services_that_its_configuration_calls(string key, string value, string needed) =>
        Assert.Equal(needed, Words(World.Good.WithKey(key, value)));

    [Theory]
    [InlineData("a", "b", "s3 us-east-1: S3SinkBucketArn")]
    [InlineData("s3.region", "eu-west-1", "s3 eu-west-1: S3SinkBucketArn")]
    [InlineData("store.url", "https://store.example.com", "")]
    public void A_sink_needs_S3_where_its_bucket_is(string key, string value, string needed) =>
        Assert.Equal(needed, Words(Sink.WithKey(key, value)));

    [Fact]
    public void A_sink_that_assumes_a_role_needs_STS() => Assert.Equal(
        "s3 us-east-1: S3SinkBucketArn|sts us-east-1: ConnectorConfiguration[s3.credentials.provider.sts.role.arn]",
        Words(Sink
            .WithKey("s3.credentials.provider.class", "io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider")
            .WithKey("s3.credentials.provider.sts.role.arn", "arn:aws:iam::123456789012:role/lake")));

    private static string Words(ConnectorSpec spec) => string.Join(
        '|', NeededService.Of(spec).Select(s => $"{s.Name} {s.Region}: {string.Join(", ", s.Because)}"));

    private static async Task<ConnectorCheck> CheckAsync(World world, string name)
    {
        world.Options = new CheckOptions { Checks = [name] };
        return Assert.Single(await world.CheckAsync());
    }
}
