using System.Text.RegularExpressions;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.Ec2;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Specs;
using Ec2Service = Kraken.LocalAws.Services.Ec2.Ec2Service;

namespace Kraken.MskConnect.Tests.Checks;

/// <content>What can be broken around the connector's subnets.</content>
internal sealed partial record Break
{
    private const string EndpointId = "vpce-00000000000000001";
    private const string EndpointGroup = "sg-00000000000000001";
    private const string PublicTable = "rtb-00000000000000001";
    private const string Peers = "10.99.0.0/16";
    private const string NoSecrets = "Connect to secretsmanager.us-east-1.amazonaws.com:443 failed: connect timed out";
    private const string NoBrokers = "No resolvable bootstrap urls";
    private const string NoDatabase = "Connect timed out: " + LocalAwsSeed.DatabaseHost + ":5432";

    private static ConnectorSpec IamSink => ReferenceExamples.S3Sink with
    {
        MskAuthenticationType = "IAM", MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
    };

    // Made on demand: the parts of a type are initialized in no certain order.
    private static IEnumerable<Break> Network =>
    [
        Of("the NAT gateway is gone", "Network.Routes", CheckStatus.Fail, "nat-0a1b2c3d4e5f60041, which is gone", "SubnetId",
            e => e.RemoveNatGateway(LocalAwsSeed.NatGatewayId), LeadToNat, NoSecrets),
        Of("a subnet is public", "Network.Routes", CheckStatus.Fail, "is public: it leads to igw-", "SubnetId",
            MakePublic, LeadToNat, NoSecrets),
        Of("a subnet is public, and endpoints lead to what is needed", "Network.Routes", CheckStatus.Warn, "is public: it leads to igw-", "SubnetId",
            e =>
            {
                MakePublic(e);
                AddEndpoint(e);
            },
            LeadToNat),
        Of("no route leads out", "Network.Routes", CheckStatus.Fail, "no way out of the VPC; the connector does not reach secretsmanager (RdsSecretArn", "SubnetId",
            CutOff, (e, remedy) => Assert.True(Follow(e, remedy, "make in vpc-0a1b2c3d4e5f60718 an interface endpoint for secretsmanager, with private DNS", () => AddEndpoint(e))), NoSecrets),
        Of("no route leads to the gateway endpoint", "Network.Routes", CheckStatus.Fail, "does not reach s3 (S3SinkBucketArn)", "SubnetId",
            e =>
            {
                CutOff(e);
                e.ChangeEndpoint(LocalAwsSeed.S3EndpointId, s => s with { RouteTableIds = [] });
            },
            (e, remedy) => Assert.True(Follow(
                e, remedy, $"name {LocalAwsSeed.RouteTableId} in the gateway endpoint {LocalAwsSeed.S3EndpointId}",
                () => e.ChangeEndpoint(LocalAwsSeed.S3EndpointId, s => s with { RouteTableIds = [LocalAwsSeed.RouteTableId] }))),
            "Connect to kraken-raw-mnpi-dev.s3.us-east-1.amazonaws.com:443 failed: connect timed out", IamSink),
        Of("a route to others leads nowhere", "Network.Routes", CheckStatus.Warn, $"leads {Peers} to nat-", null,
            e => e.ChangeRouteTable(LocalAwsSeed.RouteTableId, t => t with { Routes = [.. t.Routes, new Route(Peers, "nat-00000000000000009")] }),
            (e, _) => e.ChangeRouteTable(LocalAwsSeed.RouteTableId, t => t with { Routes = [.. t.Routes.Where(r => r.Destination != Peers)] })),
        Of("the endpoint is not there yet", "Network.Endpoints", CheckStatus.Fail, $"by {EndpointId}, which is not available (Pending)", null,
            e => AddEndpoint(e, v => v with { State = "pending" }), (e, _) => e.ChangeEndpoint(EndpointId, v => v with { State = VpcEndpoint.Available }), NoSecrets),
        Of("the endpoint has no private DNS", "Network.Endpoints", CheckStatus.Fail, "no private DNS", null,
            e =>
            {
                CutOff(e);
                AddEndpoint(e, v => v with { PrivateDns = false });
            },
            (e, remedy) =>
            {
                var id = Regex.Match(remedy, @"modify-vpc-endpoint --vpc-endpoint-id (vpce-\w+) --private-dns-enabled").Groups[1].Value;
                e.ChangeEndpoint(id, v => v with { PrivateDns = true });
            },
            NoSecrets),
        WithIngress("the endpoint lets nobody in", "Network.EndpointIngress", false, EndpointId, w => CloseEndpoint(w.Rehearsal.Cloud.Ec2), NoSecrets),
        WithIngress("the endpoint lets nobody in, after", "Network.EndpointIngress", true, EndpointId, w => CloseEndpoint(w.Rehearsal.Cloud.Ec2), NoSecrets),
        Of("the VPC resolves no names", "Network.Dns", CheckStatus.Fail, "resolves no names (enableDnsSupport)", null,
            e => e.ChangeVpc(LocalAwsSeed.VpcId, v => v with { DnsSupport = false }), TurnOn, NoBrokers),
        Of("the VPC has no names for endpoints", "Network.Dns", CheckStatus.Warn, "do not lead to " + EndpointId, null,
            e =>
            {
                AddEndpoint(e);
                e.ChangeVpc(LocalAwsSeed.VpcId, v => v with { DnsHostnames = false });
            },
            TurnOn),
        Of("the VPC has no names for endpoints, and no other way", "Network.Dns", CheckStatus.Fail, "no other way", null,
            e =>
            {
                CutOff(e);
                AddEndpoint(e);
                e.ChangeVpc(LocalAwsSeed.VpcId, v => v with { DnsHostnames = false });
            },
            TurnOn, NoSecrets),
        Of("a subnet has IPv4 alone", "Network.DualStack", CheckStatus.Fail, $"{LocalAwsSeed.SubnetIdB} has no IPv6 block", "NetworkType",
            e =>
            {
                e.ChangeVpc(LocalAwsSeed.VpcId, v => v with { Ipv6Cidr = "2600:1f18:1::/56" });
                e.ChangeSubnet(LocalAwsSeed.SubnetIdA, s => s with { Ipv6Cidr = "2600:1f18:1:1::/64" });
            },
            (e, remedy) => e.ChangeSubnet(
                Regex.Match(remedy, @"^Add an IPv6 block to (subnet-\w+)").Groups[1].Value, s => s with { Ipv6Cidr = "2600:1f18:1:2::/64" }),
            "no IPv6 CIDR block", World.Good with { NetworkType = "DUAL" }),
        WithIngress("the database lets nobody in", "Network.DatabaseIngress", false, "eni-0a1b2c3d4e5f60061", CloseDatabase, NoDatabase),
        WithIngress("the database lets nobody in, after", "Network.DatabaseIngress", true, "eni-0a1b2c3d4e5f60061", CloseDatabase, NoDatabase),
    ];

    private static Break Of(
        string name, string check, CheckStatus status, string evidence, string? field,
        Action<Ec2Service> destroy, Action<Ec2Service, string> mend, string? failure = null, ConnectorSpec? spec = null) =>
        new(
            name, check, status, After: false, evidence, field,
            w =>
            {
                w.Spec = spec ?? w.Spec;
                destroy(w.Rehearsal.Cloud.Ec2);
                return Task.CompletedTask;
            },
            (w, told) =>
            {
                mend(w.Rehearsal.Cloud.Ec2, told.Remedy!);
                return Task.CompletedTask;
            })
        {
            Failure = failure,
        };

    private static Break WithIngress(
        string name, string check, bool after, string evidence, Action<World> destroy, string failure) =>
        new(
            // The database is named as RDS names it, so that its interface is not surely its own.
            name, check, check == "Network.DatabaseIngress" ? CheckStatus.Warn : CheckStatus.Fail, after, evidence, null,
            w =>
            {
                destroy(w);
                return Task.CompletedTask;
            },
            AddIngressAsync)
        {
            // A connector that is made already does not start anew.
            Failure = after ? null : failure,
        };

    private static bool Follow(Ec2Service ec2, string remedy, string told, Action act)
    {
        if (!remedy.Contains(told, StringComparison.OrdinalIgnoreCase))
            return false;
        act();
        return true;
    }

    /// <summary>Leads everything of the table that the remedy names to a NAT gateway.</summary>
    private static void LeadToNat(Ec2Service ec2, string remedy)
    {
        var table = Regex.Match(remedy, @"[Ii]n (rtb-\w+) lead 0\.0\.0\.0/0 to a NAT gateway").Groups[1].Value;
        ec2.Add(new NatGateway("nat-00000000000000002", LocalAwsSeed.VpcId));
        ec2.ChangeRouteTable(table, t => t with { Routes = [new Route(Route.Anywhere, "nat-00000000000000002")] });
    }

    /// <summary>Turns on what the remedy names.</summary>
    private static void TurnOn(Ec2Service ec2, string remedy)
    {
        var told = Regex.Match(remedy, @"modify-vpc-attribute --vpc-id (vpc-\w+) --enable-dns-(support|hostnames) Value=true");
        ec2.ChangeVpc(told.Groups[1].Value, v => told.Groups[2].Value == "support" ? v with { DnsSupport = true } : v with { DnsHostnames = true });
    }

    private static void CutOff(Ec2Service ec2) =>
        ec2.ChangeRouteTable(LocalAwsSeed.RouteTableId, t => t with { Routes = [] });

    private static void MakePublic(Ec2Service ec2) => ec2.Add(new RouteTable(PublicTable, LocalAwsSeed.VpcId)
    {
        SubnetIds = [LocalAwsSeed.SubnetIdB], Routes = [new Route(Route.Anywhere, "igw-00000000000000001")],
    });

    /// <summary>Adds an interface endpoint for Secrets Manager of which nothing is wrong, but for what is changed.</summary>
    private static void AddEndpoint(Ec2Service ec2, Func<VpcEndpoint, VpcEndpoint>? change = null)
    {
        var group = ec2.NewGroup(EndpointGroup, "endpoint", "endpoint", LocalAwsSeed.VpcId);
        ec2.AllowIn(group, 443, 443, "10.20.0.0/16", "HTTPS");
        var endpoint = new VpcEndpoint(EndpointId, LocalAwsSeed.VpcId, "secretsmanager")
        {
            PrivateDns = true, GroupIds = [group.Id], SubnetIds = [LocalAwsSeed.SubnetIdA],
        };
        ec2.Add(change?.Invoke(endpoint) ?? endpoint);
    }

    private static void CloseEndpoint(Ec2Service ec2)
    {
        AddEndpoint(ec2);
        ec2.FindGroup(EndpointGroup)!.Rules.RemoveAll(r => !r.Key.IsEgress);
    }

    private static void CloseDatabase(World world) =>
        world.Rehearsal.Cloud.Ec2.FindGroup(LocalAwsSeed.DatabaseSecurityGroupId)!.Rules.RemoveAll(r => !r.Key.IsEgress);
}
