using Amazon.EC2.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Provisioning.Resources;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;
using Kraken.Tests.Shared;

namespace Kraken.MskConnect.Tests.Contract;

/// <summary>
/// The calls to IAM, EC2, CloudWatch Logs and STS against an AWS that others wrote. It has no MSK Connect, so the
/// connector itself is left out.
/// </summary>
public sealed class MotoTests
{
    [FactIf(typeof(MotoServer))]
    public async Task What_a_connector_needs_ends_up_on_moto_as_on_LocalAws_and_is_removed_again()
    {
        using var moto = await MotoServer.StartAsync();
        using var onMoto = MskConnect.Provisioning.AwsClients.Create(
            new BasicAWSCredentials("AKIDEXAMPLE", "none"), "us-east-1", moto.Url);
        using var rehearsal = new Rehearsal();
        var spec = ReferenceExamples.S3Sink with { LogRetentionInDays = 30 };

        var there = await ProvisionAsync(onMoto, await InVpcOfAsync(onMoto, spec));
        var here = await ProvisionAsync(rehearsal.Aws, spec);

        Assert.NotEmpty(here);
        Assert.Equal(here, there);
    }

    /// <summary>
    /// Makes all but the connector, breaks it, mends it, and removes it; returns what AWS held in between.
    /// </summary>
    private static async Task<IReadOnlyList<string>> ProvisionAsync(MskConnect.Provisioning.AwsClients aws, ConnectorSpec spec)
    {
        var context = FakeAws.Context(aws, spec.ConnectorName);
        var desired = DesiredState.From(spec);
        await Preflight.RunAsync(context, spec, default);
        var made = new Convergence(context);
        await ResourceGraph.ForwardAsync(await ObserveAsync(context, desired), r => made.RunAsync(r, default));
        Assert.Equal(3, made.Made.Count);

        await BreakAsync(aws, await ObserveAsync(context, desired));
        var mended = new Convergence(context);
        await ResourceGraph.ForwardAsync(await ObserveAsync(context, desired), r => mended.RunAsync(r, default));
        Assert.True(mended.Changed);
        Assert.Empty(mended.Made);

        var resources = await ObserveAsync(context, desired);
        Assert.All(resources, r => Assert.True(r.IsOurs));
        Assert.All(resources, r => Assert.Empty(Convergence.Plan(r).Changes));
        var held = resources
            .SelectMany(r => r.Current().Where(p => p.Name != "VpcId").Select(p => $"{r.Kind} {p.Name} = {p.Value}"))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.All(await Task.WhenAll(resources.Select(r => r.FindObstacleAsync(false, default))), Assert.Null);
        await ResourceGraph.BackwardAsync(resources, r => r.DeleteAsync(default));
        Assert.All(await ObserveAsync(context, desired), r => Assert.False(r.Exists));
        return held;
    }

    /// <summary>Does to each resource what a person at the console might.</summary>
    private static async Task BreakAsync(MskConnect.Provisioning.AwsClients aws, IReadOnlyList<IResource> resources)
    {
        var (role, group, logs) = (resources[0], resources[1], resources[2]);
        await aws.Iam.DeleteRolePolicyAsync(new()
        {
            RoleName = role.Name,
            PolicyName = ResourceNames.PolicyName(ReferenceExamples.S3Sink.ConnectorName),
        });
        await aws.Iam.UntagRoleAsync(new() { RoleName = role.Name, TagKeys = ["env"] });
        await aws.Ec2.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = group.Identifier,
            IpPermissions =
                [new() { IpProtocol = "tcp", FromPort = 1, ToPort = 2, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] }],
        });
        await aws.Ec2.DeleteTagsAsync(new() { Resources = [group.Identifier], Tags = [new Tag { Key = "env" }] });
        await aws.Logs.PutRetentionPolicyAsync(new() { LogGroupName = logs.Name, RetentionInDays = 365 });
        await aws.Logs.UntagResourceAsync(new() { ResourceArn = logs.Identifier, TagKeys = ["env"] });
    }

    private static async Task<IReadOnlyList<IResource>> ObserveAsync(ProvisioningContext context, DesiredState desired)
    {
        var stack = ConnectorStack.For(context, desired);
        IReadOnlyList<IResource> resources = [stack.Role, stack.SecurityGroup, stack.LogGroup];
        await Task.WhenAll(resources.Select(r => r.ObserveAsync(default)));
        return resources;
    }

    private static async Task<ConnectorSpec> InVpcOfAsync(MskConnect.Provisioning.AwsClients aws, ConnectorSpec spec)
    {
        var subnets = (await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets;
        var vpc = subnets[0].VpcId;
        return spec with { VpcId = vpc, SubnetId = [.. subnets.Where(s => s.VpcId == vpc).Take(2).Select(s => s.SubnetId)] };
    }
}
