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
                ["Ipv6CidrBlockAssociationSet"] = Ipv6Blocks($"vpc-cidr-assoc-{v.Id["vpc-".Length..]}6", v.Ipv6Cidr),
                // No set of its own. Source: EC2 API reference, Vpc.
                ["DhcpOptionsId"] = "default",
                ["IsDefault"] = false,
                ["InstanceTenancy"] = "default",
                ["Tags"] = Tags.Write(v.Tags),
            });
    }

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
                ["Ipv6CidrBlockAssociationSet"] = Ipv6Blocks($"subnet-cidr-assoc-{s.Id["subnet-".Length..]}", s.Ipv6Cidr),
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

    private static List<object?> Ipv6Blocks(string id, string? block) => block is null ? [] :
    [
        new Structure
        {
            ["AssociationId"] = id,
            ["Ipv6CidrBlock"] = block,
            ["Ipv6CidrBlockState"] = new Structure { ["State"] = "associated" },
        },
    ];

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

    /// <summary>The interface that a host's name or address leads to, or null.</summary>
    internal NetworkInterface? FindInterface(string host) => _interfaces.Values.FirstOrDefault(
        i => i.PrivateIp == host || string.Equals(i.HostName, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>The addresses of an owner's interfaces.</summary>
    internal IReadOnlyList<string> AddressesOf(string owner) =>
        [.. _interfaces.Values.Where(i => i.Owner == owner).Select(i => i.PrivateIp)];

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
