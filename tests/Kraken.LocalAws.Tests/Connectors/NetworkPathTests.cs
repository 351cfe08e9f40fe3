using Amazon.KafkaConnect;
using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>Each thing of the network that keeps a connector from starting, next to the case in which it does not.</summary>
public sealed class NetworkPathTests : IDisposable
{
    private const string EndpointId = "vpce-00000000000000001";
    private const string Secrets = "Connect to secretsmanager.us-east-1.amazonaws.com:443 failed: connect timed out";
    private const string S3 = "Connect to kraken-raw-mnpi-dev.s3.us-east-1.amazonaws.com:443 failed: connect timed out";

    private readonly TestCloud _test = new();

    private Ec2Service Ec2 => _test.Cloud.Ec2;

    public void Dispose() => _test.Dispose();

    [Fact]
    public Task A_connector_with_references_and_one_with_a_bucket_reach_their_services() => StartAsync(null, null);

    [Fact]
    public Task A_nat_gateway_that_is_gone_leads_nowhere()
    {
        Ec2.RemoveNatGateway(LocalAwsSeed.NatGatewayId);
        return StartAsync(Secrets, null);
    }

    [Fact]
    public Task An_internet_gateway_does_not_lead_out_who_has_no_public_address()
    {
        SetRoute("igw-00000000000000001");
        return StartAsync(Secrets, null);
    }

    [Fact]
    public Task A_transit_gateway_leads_out()
    {
        SetRoute("tgw-00000000000000001");
        return StartAsync(null, null);
    }

    [Fact]
    public Task A_gateway_endpoint_leads_from_its_tables_alone()
    {
        Ec2.RemoveNatGateway(LocalAwsSeed.NatGatewayId);
        Ec2.ChangeEndpoint(LocalAwsSeed.S3EndpointId, e => e with { RouteTableIds = [] });
        return StartAsync(Secrets, S3);
    }

    [Fact]
    public Task A_table_of_a_subnet_goes_before_the_main_one()
    {
        Ec2.Add(new RouteTable("rtb-00000000000000001", LocalAwsSeed.VpcId) { SubnetIds = [LocalAwsSeed.SubnetIdB] });
        return StartAsync(Secrets, S3);
    }

    [Theory]
    [InlineData(true, "available", true, "10.20.0.0/16", null)]
    [InlineData(false, "available", true, "10.20.0.0/16", Secrets)]
    [InlineData(true, "pending", true, "10.20.0.0/16", Secrets)]
    [InlineData(true, "available", false, "10.20.0.0/16", Secrets)]
    [InlineData(true, "available", true, "10.99.0.0/16", Secrets)]
    public Task An_interface_endpoint_leads_to_its_service(
        bool privateDns, string state, bool hostnames, string letsIn, string? logged)
    {
        Ec2.RemoveNatGateway(LocalAwsSeed.NatGatewayId);
        Ec2.ChangeVpc(LocalAwsSeed.VpcId, v => v with { DnsHostnames = hostnames });
        var group = Ec2.NewGroup("sg-00000000000000001", "endpoint", "endpoint", LocalAwsSeed.VpcId);
        Ec2.AllowIn(group, 443, 443, letsIn, "HTTPS");
        Ec2.Add(new VpcEndpoint(EndpointId, LocalAwsSeed.VpcId, "secretsmanager")
        {
            PrivateDns = privateDns, State = state, GroupIds = [group.Id], SubnetIds = [LocalAwsSeed.SubnetIdA],
        });
        return StartAsync(logged, null);
    }

    [Fact]
    public Task Without_name_resolution_no_broker_is_found()
    {
        Ec2.ChangeVpc(LocalAwsSeed.VpcId, v => v with { DnsSupport = false });
        return StartAsync("No resolvable bootstrap urls", "No resolvable bootstrap urls");
    }

    [Fact]
    public Task Brokers_that_let_nobody_in_are_not_reached()
    {
        CloseGroup(LocalAwsSeed.ClusterSecurityGroupId);
        return StartAsync("could not be established", "could not be established");
    }

    [Fact]
    public Task A_database_that_lets_nobody_in_is_not_reached()
    {
        CloseGroup(LocalAwsSeed.DatabaseSecurityGroupId);
        return StartAsync($"Connect timed out: {LocalAwsSeed.DatabaseHost}:5432", null);
    }

    [Theory]
    [InlineData(null, "it has no IPv6 CIDR block")]
    [InlineData("2600:1f18:1:2::/64", null)]
    public async Task A_connector_of_both_address_families_needs_subnets_of_both(string? block, string? refusal)
    {
        Ec2.ChangeVpc(LocalAwsSeed.VpcId, v => v with { Ipv6Cidr = "2600:1f18:1::/56" });
        Ec2.ChangeSubnet(LocalAwsSeed.SubnetIdA, s => s with { Ipv6Cidr = "2600:1f18:1:1::/64" });
        Ec2.ChangeSubnet(LocalAwsSeed.SubnetIdB, s => s with { Ipv6Cidr = block });
        var request = await _test.PrepareAsync();
        request.NetworkType = NetworkType.DUAL;
        if (refusal is null)
        {
            Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
            return;
        }

        var error = await Assert.ThrowsAsync<Amazon.KafkaConnect.Model.BadRequestException>(() => _test.StartAsync(request));
        Assert.Contains(refusal, error.Message, StringComparison.Ordinal);
    }

    private void SetRoute(string target) => Ec2.ChangeRouteTable(
        LocalAwsSeed.RouteTableId, t => t with { Routes = [new Route(Route.Anywhere, target)] });

    private void CloseGroup(string id) => Ec2.FindGroup(id)!.Rules.RemoveAll(r => !r.Key.IsEgress);

    /// <summary>Starts a source that refers to a secret and a sink; each logs what is given, or runs.</summary>
    private async Task StartAsync(string? source, string? sink)
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = "${secretsmanager:kraken/dev/database:password}";
        await StartAsync("c1", configuration, source);
        await StartAsync("c2", TestCloud.SinkConfiguration(), sink);
    }

    private async Task StartAsync(string name, Dictionary<string, string> configuration, string? logged)
    {
        var started = await _test.StartAsync(await _test.PrepareAsync(name, configuration: configuration));
        Assert.Equal(logged is null ? ConnectorState.RUNNING : ConnectorState.FAILED, started.ConnectorState);
        if (logged is not null)
            Assert.Contains(logged, await _test.LogAsync(name), StringComparison.Ordinal);
    }
}
