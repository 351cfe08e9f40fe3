using System.Net;
using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>VPC, subnets and egress destinations have the form that EC2 gives them.</summary>
internal sealed partial class NetworkRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (!string.IsNullOrWhiteSpace(spec.VpcId) && !Vpc().IsMatch(spec.VpcId))
        {
            check.Error(
                nameof(spec.VpcId), "VpcIdFormat", spec.VpcId, "is not a VPC ID",
                "Give the VPC ID: vpc- and 8 or 17 hexadecimal digits.");
        }

        foreach (var subnet in spec.SubnetId.Where(id => !Subnet().IsMatch(id)))
        {
            check.Error(
                nameof(spec.SubnetId), "SubnetIdFormat", subnet, "is not a subnet ID",
                "Give the subnet ID: subnet- and 8 or 17 hexadecimal digits.");
        }

        foreach (var twice in spec.SubnetId.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            check.Error(
                nameof(spec.SubnetId), "SubnetIdTwice", twice.Key, "is given more than once", "Give each subnet once.");
        }

        if (spec.EgressDestination.Count == 0)
        {
            check.Error(
                nameof(spec.EgressDestination), "EgressDestinationEmpty", null,
                "is empty, so the connector could not reach anything",
                "Give a destination, or leave the field out for 0.0.0.0/0.");
        }

        foreach (var destination in spec.EgressDestination.Where(d => !IsDestination(d)))
        {
            check.Error(
                nameof(spec.EgressDestination), "EgressDestinationFormat", destination,
                "is not a CIDR block, a prefix list ID or a security group ID",
                "Give for example 10.0.0.0/16 (no bits set beyond the prefix), pl-0a1b2c3d or sg-0a1b2c3d4e5f60718.");
        }
    }

    internal static bool IsDestination(string text) => ListOrGroup().IsMatch(text) || IsCidrBlock(text);

    /// <summary>
    /// EC2 clears bits beyond the prefix and writes addresses in their shortest form; another form here would differ
    /// from the rule for ever.
    /// </summary>
    private static bool IsCidrBlock(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IPNetwork.TryParse(text, out var network)
            && network.BaseAddress.ToString() == text[..slash];
    }

    [GeneratedRegex(@"^vpc-([0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Vpc();

    [GeneratedRegex(@"^subnet-([0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subnet();

    [GeneratedRegex(@"^(pl|sg)-([0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListOrGroup();
}
