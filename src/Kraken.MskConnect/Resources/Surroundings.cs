using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.SecurityToken.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources;

/// <summary>Checks what a spec assumes about the account before anything is changed. Makes read calls only.</summary>
/// <param name="SubnetsHaveIpv6">Whether a subnet has an IPv6 block, and so its VPC.</param>
internal sealed record Surroundings(bool SubnetsHaveIpv6)
{
    /// <summary>Checks the account, the subnets and their VPC.</summary>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.AccountMismatch"/>, or <see cref="KrakenErrorKind.NotFound"/> for a subnet that the
    /// spec's VPC does not have.
    /// </exception>
    public static async Task<Surroundings> CheckAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var account = VerifyAccountAsync(context, spec, cancellationToken);
        var subnets = VerifySubnetsAsync(context, spec, cancellationToken);
        await Concurrently.AllAsync(account, subnets);
        return new Surroundings((await subnets).Any(s => s.Ipv6CidrBlockAssociationSet is { Count: > 0 }));
    }

    private static async Task VerifyAccountAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var caller = context.Fleet is { } fleet
            ? await SurroundingsInventory.Of(fleet).CallerAsync(cancellationToken)
            : null;
        caller ??= await SurroundingsInventory.AskForCallerAsync(context, cancellationToken);
        if (caller.Account != spec.AccountId)
        {
            throw new KrakenException(
                KrakenErrorKind.AccountMismatch,
                $"AccountId is '{spec.AccountId}', but the credentials ({caller.Arn}) belong to account '{caller.Account}'.",
                "Use credentials of the spec's account, or correct AccountId.")
            {
                ConnectorName = spec.ConnectorName,
            };
        }
    }

    private static async Task<List<Subnet>> VerifySubnetsAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var subnets = context.Fleet is { } fleet
            ? await SurroundingsInventory.Of(fleet).SubnetsAsync(spec, cancellationToken)
            : null;
        subnets ??= await DescribeSubnetsAsync(context, spec, cancellationToken);

        var missing = spec.SubnetId.Except(subnets.Select(s => s.SubnetId)).ToList();
        if (missing.Count > 0)
            throw NotFound(spec, $"SubnetId names subnets that do not exist in {spec.Region}: {string.Join(", ", missing)}");

        var elsewhere = subnets.Where(s => s.VpcId != spec.VpcId).Select(s => $"{s.SubnetId} is in {s.VpcId}").ToList();
        return elsewhere.Count == 0
            ? subnets
            : throw NotFound(spec, $"VpcId is '{spec.VpcId}', but in SubnetId, {string.Join(", ", elsewhere)}");
    }

    private static async Task<List<Subnet>> DescribeSubnetsAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var found = await context.CallAsync("ec2:DescribeSubnets", () => context.Aws.Ec2.DescribeSubnetsAsync(
                new DescribeSubnetsRequest { SubnetIds = [.. spec.SubnetId] }, cancellationToken));
            return [.. Answers.List(found, found.Subnets)];
        }
        catch (AmazonEC2Exception e) when (e.ErrorCode is "InvalidSubnetID.NotFound" or "InvalidSubnetID.Malformed")
        {
            throw NotFound(spec, $"SubnetId names a subnet that does not exist in {spec.Region}: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static KrakenException NotFound(ConnectorSpec spec, string message, Exception? inner = null) => new(
        KrakenErrorKind.NotFound, message + ".", "Correct SubnetId and VpcId: all subnets must be in that VPC.", inner)
    {
        ConnectorName = spec.ConnectorName,
    };
}
