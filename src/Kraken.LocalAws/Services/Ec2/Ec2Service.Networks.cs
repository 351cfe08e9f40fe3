using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ec2;

/// <content>VPCs, subnets and network interfaces.</content>
internal sealed partial class Ec2Service
{
    // The network's own, its router's, the resolver's, one kept back, and the broadcast address.
    private const int ReservedAddresses = 5;

    private Structure DescribeVpcs(Call call)
    {
        RefuseDryRun(call);
        var vpcs = Named(call.Input.Texts("VpcIds"), _vpcs, "InvalidVpcID.NotFound", "vpc ID");
        return Listed(
            call, "Vpcs",
            Filters.Apply(call, vpcs, v => v.Tags, (v, name) => name switch
            {
                "vpc-id" => [v.Id],
                "cidr" or "cidr-block-association.cidr-block" => [v.Cidr],
                "state" => ["available"],
                "owner-id" => [Cloud.AccountId],
                "is-default" or "isDefault" => ["false"],
                _ => null,
            }),
            v => v.Id,
            v => new Structure
            {
                ["VpcId"] = v.Id,
                ["OwnerId"] = Cloud.AccountId,
                ["State"] = "available",
                ["CidrBlock"] = v.Cidr,
                ["CidrBlockAssociationSet"] = new List<object?>
                {
                    new Structure
                    {
                        ["AssociationId"] = $"vpc-cidr-assoc-{v.Id["vpc-".Length..]}",
                        ["CidrBlock"] = v.Cidr,
                        ["CidrBlockState"] = new Structure { ["State"] = "associated" },
                    },
                },
                // No set of its own. Source: EC2 API reference, Vpc.
                ["DhcpOptionsId"] = "default",
                ["IsDefault"] = false,
                ["InstanceTenancy"] = "default",
                ["Tags"] = Tags.Write(v.Tags),
            });
    }

    private Structure DescribeVpcAttribute(Call call)
    {
        RefuseDryRun(call);
        var id = call.Input.Required("VpcId");
        if (!_vpcs.ContainsKey(id))
            throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist");
        // The answer has the one attribute that was asked for. DNS is on: connectors find their brokers by name.
        var (member, value) = call.Input.Required("Attribute") switch
        {
            "enableDnsHostnames" => ("EnableDnsHostnames", true),
            "enableDnsSupport" => ("EnableDnsSupport", true),
            _ => ("EnableNetworkAddressUsageMetrics", false),
        };
        return new Structure { ["VpcId"] = id, [member] = new Structure { ["Value"] = value } };
    }

    /// <summary>
    /// A VPC has its main table, with the route within the VPC. Ways out of it are taken for granted and not told.
    /// </summary>
    private Structure DescribeRouteTables(Call call)
    {
        RefuseDryRun(call);
        var tables = _vpcs.Values.ToDictionary(v => MainRouteTable(v), StringComparer.Ordinal);
        var found = Named(
            call.Input.Texts("RouteTableIds"), tables, "InvalidRouteTableID.NotFound", "routeTable ID");
        return Listed(
            call, "RouteTables",
            Filters.Apply(call, found, _ => new Dictionary<string, string>(), (v, name) => name switch
            {
                "route-table-id" or "association.route-table-id" => [MainRouteTable(v)],
                "vpc-id" => [v.Id],
                "association.main" => ["true"],
                "owner-id" => [Cloud.AccountId],
                _ => null,
            }),
            v => v.Id,
            v => new Structure
            {
                ["RouteTableId"] = MainRouteTable(v),
                ["VpcId"] = v.Id,
                ["OwnerId"] = Cloud.AccountId,
                ["Associations"] = new List<object?>
                {
                    new Structure
                    {
                        ["Main"] = true,
                        ["RouteTableAssociationId"] = "rtbassoc-" + v.Id["vpc-".Length..],
                        ["RouteTableId"] = MainRouteTable(v),
                        ["AssociationState"] = new Structure { ["State"] = "associated" },
                    },
                },
                ["Routes"] = new List<object?>
                {
                    new Structure
                    {
                        ["DestinationCidrBlock"] = v.Cidr,
                        ["GatewayId"] = "local",
                        ["Origin"] = "CreateRouteTable",
                        ["State"] = "active",
                    },
                },
            });
    }

    private static string MainRouteTable(Vpc vpc) => "rtb-" + vpc.Id["vpc-".Length..];

    private Structure DescribeSubnets(Call call)
    {
        RefuseDryRun(call);
        var subnets = Named(call.Input.Texts("SubnetIds"), _subnets, "InvalidSubnetID.NotFound", "subnet ID");
        return Listed(
            call, "Subnets",
            Filters.Apply(call, subnets, s => s.Tags, (s, name) => name switch
            {
                "subnet-id" => [s.Id],
                "vpc-id" => [s.VpcId],
                "availability-zone" or "availabilityZone" => [s.Zone],
                "availability-zone-id" => [s.ZoneId],
                "cidr-block" or "cidr" => [s.Cidr],
                "state" => ["available"],
                "owner-id" => [Cloud.AccountId],
                "subnet-arn" => [Arn($"subnet/{s.Id}")],
                _ => null,
            }),
            s => s.Id,
            s => new Structure
            {
                ["SubnetId"] = s.Id,
                ["SubnetArn"] = Arn($"subnet/{s.Id}"),
                ["VpcId"] = s.VpcId,
                ["OwnerId"] = Cloud.AccountId,
                ["State"] = "available",
                ["CidrBlock"] = s.Cidr,
                ["AvailableIpAddressCount"] = FreeAddresses(s),
                ["AvailabilityZone"] = s.Zone,
                ["AvailabilityZoneId"] = s.ZoneId,
                ["DefaultForAz"] = false,
                ["MapPublicIpOnLaunch"] = false,
                ["AssignIpv6AddressOnCreation"] = false,
                ["Ipv6Native"] = false,
                ["PrivateDnsNameOptionsOnLaunch"] = new Structure
                {
                    ["HostnameType"] = "ip-name",
                    ["EnableResourceNameDnsARecord"] = false,
                    ["EnableResourceNameDnsAAAARecord"] = false,
                },
                ["Tags"] = Tags.Write(s.Tags),
            });
    }

    private Structure DescribeNetworkInterfaces(Call call)
    {
        RefuseDryRun(call);
        var found = Named(
            call.Input.Texts("NetworkInterfaceIds"), _interfaces, "InvalidNetworkInterfaceID.NotFound",
            "networkInterface ID");
        return Listed(
            call, "NetworkInterfaces",
            Filters.Apply(call, found, _ => new Dictionary<string, string>(), (i, name) => name switch
            {
                "network-interface-id" => [i.Id],
                "group-id" => i.GroupIds,
                "group-name" => i.GroupIds.Select(g => _groups[g].Name),
                "subnet-id" => [i.SubnetId],
                "vpc-id" => [_subnets[i.SubnetId].VpcId],
                "description" => [i.Description],
                "status" => ["in-use"],
                "private-ip-address" or "addresses.private-ip-address" => [i.PrivateIp],
                "requester-managed" => ["true"],
                _ => null,
            }),
            i => i.Id,
            i => new Structure
            {
                ["NetworkInterfaceId"] = i.Id,
                ["SubnetId"] = i.SubnetId,
                ["VpcId"] = _subnets[i.SubnetId].VpcId,
                ["AvailabilityZone"] = _subnets[i.SubnetId].Zone,
                ["Description"] = i.Description,
                ["OwnerId"] = Cloud.AccountId,
                ["RequesterManaged"] = true,
                ["Status"] = "in-use",
                ["PrivateIpAddress"] = i.PrivateIp,
                ["InterfaceType"] = "interface",
                ["SourceDestCheck"] = true,
                ["Groups"] = i.GroupIds
                    .Select(g => (object?)new Structure { ["GroupId"] = g, ["GroupName"] = _groups[g].Name }).ToList(),
            });
    }

    /// <summary>An address of the subnet that nothing uses.</summary>
    internal string NextAddress(Subnet subnet)
    {
        var used = _interfaces.Values.Select(i => i.PrivateIp).ToHashSet(StringComparer.Ordinal);
        var network = IPNetwork.Parse(subnet.Cidr);
        var first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        // The upper half: the lower has the surroundings' own hosts.
        for (var host = (1u << (32 - network.PrefixLength)) / 2; ; host++)
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, first + host);
            var address = new IPAddress(bytes).ToString();
            if (!used.Contains(address))
                return address;
        }
    }

    private long FreeAddresses(Subnet subnet)
    {
        var length =
            int.Parse(subnet.Cidr[(subnet.Cidr.IndexOf('/', StringComparison.Ordinal) + 1)..],
                CultureInfo.InvariantCulture);
        return (1L << (32 - length)) - ReservedAddresses - _interfaces.Values.Count(i => i.SubnetId == subnet.Id);
    }
}
