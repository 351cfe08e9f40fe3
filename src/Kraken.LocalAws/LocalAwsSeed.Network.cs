using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.Kafka;

namespace Kraken.LocalAws;

/// <content>The network: private subnets, their ways out, and who is let in where.</content>
public static partial class LocalAwsSeed
{
    private const int DatabasePort = 5432;
    private const int PoolerPort = 6432;

    private static void AddNetwork(LocalCloud cloud)
    {
        cloud.Ec2.Add(new Vpc(VpcId, "10.20.0.0/16")
        {
            Tags = Named("kraken-dev"),
        });
        cloud.Ec2.Add(new Subnet(SubnetIdA, VpcId, "10.20.1.0/24", cloud.Region + "a", "use1-az1")
        {
            Tags = Named("kraken-dev-private-a"),
        });
        cloud.Ec2.Add(new Subnet(SubnetIdB, VpcId, "10.20.2.0/24", cloud.Region + "b", "use1-az2")
        {
            Tags = Named("kraken-dev-private-b"),
        });
        var brokers = cloud.Ec2.NewGroup(
            ClusterSecurityGroupId, "kraken-dev-msk", "Brokers of kraken-dev", VpcId, Named("kraken-dev-msk"));
        cloud.Ec2.AllowIn(brokers, BrokerPorts.Plaintext, BrokerPorts.SaslIam, "10.20.0.0/16", "Kafka from the VPC");
        AddWaysOut(cloud);
        AddDatabase(cloud);
    }

    private static void AddWaysOut(LocalCloud cloud)
    {
        cloud.Ec2.Add(new NatGateway(NatGatewayId, VpcId));
        cloud.Ec2.ChangeRouteTable(RouteTableId, t => t with { Routes = [new Route(Route.Anywhere, NatGatewayId)] });
        // The list of S3's addresses in us-east-1.
        cloud.Ec2.Add(new VpcEndpoint(S3EndpointId, VpcId, "s3")
        {
            PrefixList = "pl-63a5400a", RouteTableIds = [RouteTableId], Created = cloud.Now,
        });
    }

    private static void AddDatabase(LocalCloud cloud)
    {
        var group = cloud.Ec2.NewGroup(
            DatabaseSecurityGroupId, "kraken-dev-database", "Database of kraken-dev", VpcId, Named("kraken-dev-database"));
        cloud.Ec2.AllowIn(group, DatabasePort, PoolerPort, "10.20.0.0/16", "PostgreSQL and its pooler from the VPC");
        cloud.Ec2.Add(new NetworkInterface(
            "eni-0a1b2c3d4e5f60061", SubnetIdA, "10.20.1.31", "RDSNetworkInterface", [DatabaseSecurityGroupId], "amazon-rds")
        {
            HostName = Host(cloud, DatabaseHost),
        });
    }
}
