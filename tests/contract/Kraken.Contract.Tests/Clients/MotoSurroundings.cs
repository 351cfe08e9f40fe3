using Amazon.EC2.Model;
using Amazon.KeyManagementService.Model;
using Kraken.LocalAws;
using Tag = Amazon.EC2.Model.Tag;

namespace Kraken.Contract.Tests.Clients;

/// <summary>What LocalAws has from the start, made on moto.</summary>
internal static class MotoSurroundings
{
    private const string Ec2Version = "2016-11-15";

    public static async Task MakeAsync(ClientWorld moto)
    {
        var vpc = await Ec2Async(moto, "CreateVpc", "vpcId", ("CidrBlock", "10.20.0.0/16"));
        var subnet = await Ec2Async(
            moto, "CreateSubnet", "subnetId",
            ("VpcId", vpc), ("CidrBlock", "10.20.1.0/24"), ("AvailabilityZone", "us-east-1a"));
        await NameAsync(moto, vpc, "kraken-dev");
        await NameAsync(moto, subnet, "kraken-dev-private-a");
        moto.Keep("vpc", vpc);
        moto.Keep("subnet", subnet);
        await MakeWaysOutAsync(moto, vpc, subnet);

        var key = await moto.Kms.CreateKeyAsync(new CreateKeyRequest { Description = "Kraken MSK" });
        moto.Keep("key", key.KeyMetadata.Arn);
        await moto.Others.JsonAsync(
            "secretsmanager", "secretsmanager.CreateSecret",
            new { Name = LocalAwsSeed.SecretName, SecretString = LocalAwsSeed.SecretValue, ClientRequestToken = Guid.NewGuid() });
        var cluster = await moto.Others.PostAsync("kafka", "/api/v2/clusters", new
        {
            clusterName = "kraken-dev",
            tags = new { Name = "kraken-dev" },
            provisioned = new
            {
                brokerNodeGroupInfo = new
                {
                    clientSubnets = new[] { subnet },
                    instanceType = "kafka.m7g.large",
                    brokerAZDistribution = "DEFAULT",
                },
                kafkaVersion = "3.9.x",
                numberOfBrokerNodes = 2,
            },
        });
        moto.Keep("cluster", cluster.GetProperty("clusterArn").GetString()!);
    }

    private static async Task MakeWaysOutAsync(ClientWorld moto, string vpc, string subnet)
    {
        var table = await Ec2Async(
            moto, "DescribeRouteTables", "routeTableId", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc));
        var nat = await Ec2Async(
            moto, "CreateNatGateway", "natGatewayId", ("SubnetId", subnet), ("ConnectivityType", "private"));
        await Ec2Async(
            moto, "CreateRoute", "return",
            ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("NatGatewayId", nat));
        await Ec2Async(
            moto, "CreateVpcEndpoint", "vpcEndpointId",
            ("VpcId", vpc), ("ServiceName", "com.amazonaws.us-east-1.s3"), ("RouteTableId.1", table));
    }

    private static async Task<string> Ec2Async(
        ClientWorld moto, string action, string idName, params (string Name, string Value)[] fields)
    {
        var answer = await moto.Others.QueryAsync("ec2", Ec2Version, action, fields);
        return answer.Descendants().First(e => e.Name.LocalName == idName).Value;
    }

    private static async Task NameAsync(ClientWorld moto, string id, string name) => await moto.Ec2.CreateTagsAsync(
        new CreateTagsRequest { Resources = [id], Tags = [new Tag { Key = "Name", Value = name }] });
}
