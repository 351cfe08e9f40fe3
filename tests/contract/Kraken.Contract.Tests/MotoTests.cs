using Amazon.CloudWatchLogs.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Kraken.LocalAws;
using Kraken.MskConnect;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;
using Kraken.Tests.Shared;
using NSubstitute;
using ConnectNotFound = Amazon.KafkaConnect.Model.NotFoundException;
using Filter = Amazon.EC2.Model.Filter;
using Tag = Amazon.EC2.Model.Tag;

namespace Kraken.Contract.Tests;

/// <summary>
/// The module's IAM, EC2, CloudWatch Logs and STS calls against a server that others wrote. moto knows no MSK Connect,
/// so a double stands in for that one service.
/// </summary>
public sealed class MotoTests
{
    private static readonly BasicAWSCredentials _credentials = new("AKIDEXAMPLE", "none");

    [FactIf(typeof(MotoServer))]
    public async Task Both_examples_end_on_moto_as_they_end_on_LocalAws_and_leave_nothing_when_removed()
    {
        await using var moto = await MotoServer.StartAsync();
        await using var local = LocalAwsServer.Start(
            new LocalCloud(new LocalAwsOptions { ConnectorTransition = TimeSpan.Zero }));
        foreach (var spec in Specs())
        {
            using var onLocal = ServiceClients.Create(_credentials, spec.Region, local.Endpoint.ToString());
            using var onMoto = ServiceClients.Create(_credentials, spec.Region, moto.Endpoint.ToString()) with
            {
                KafkaConnect = KafkaConnectDouble(spec),
            };
            var moved = await MoveAsync(spec, onMoto);

            await new ConnectorProvisioner(onLocal).CreateAsync(spec, new CreateOptions(), default);
            var provisioner = new ConnectorProvisioner(onMoto);
            var refused = await Assert.ThrowsAsync<KrakenException>(
                () => provisioner.CreateAsync(moved, new CreateOptions(), default));
            Assert.True(refused.Kind == KrakenErrorKind.AccessDenied, refused.ToString());
            await BreakAsync(onMoto, moved);
            var made = await provisioner.CreateAsync(moved, new CreateOptions(), default);

            Assert.True(made.Changed);
            Assert.Equal(await EndState.ReadAsync(onLocal, spec), await EndState.ReadAsync(onMoto, moved));
            Assert.DoesNotContain(
                (await provisioner.PlanAsync(moved, default)).Resources,
                r => r.Kind != "Connector" && r.Action != PlanAction.None);

            var removal = await provisioner.RemoveAsync(spec.ConnectorName, new RemoveOptions(), default);
            Assert.Equal(4, removal.Removed.Count);
            Assert.Empty((await provisioner.PlanRemovalAsync(spec.ConnectorName, new RemoveOptions(), default)).Resources);
        }
    }

    /// <summary>The sink needs a bucket, its key and a way to S3: each check fails without them, and passes with them.</summary>
    [FactIf(typeof(MotoServer))]
    public async Task The_checks_read_what_moto_has_of_AWS()
    {
        await using var moto = await MotoServer.StartAsync();
        var spec = Specs().Single(s => s.S3SinkBucketArn is not null);
        using var aws = ServiceClients.Create(_credentials, spec.Region, moto.Endpoint.ToString()) with
        {
            KafkaConnect = KafkaConnectDouble(spec),
        };
        spec = await MoveAsync(spec, aws);

        var before = await CheckAsync();
        Assert.Equal(
            ["Network.Routes", "Objects.Bucket", "Objects.KmsKeys"],
            before.Where(c => c.Status == CheckStatus.Fail).Select(c => c.Check));
        // moto has no cluster of the ARN and no caller whom its simulator knows.
        Assert.All(
            before.Where(c => c.Status == CheckStatus.Unknown && !IsOfCluster(c)),
            c => Assert.Contains(c.Check, new[] { "Objects.BucketEncryption", "Objects.KmsKeyPolicy", "Permissions.Caller" }));

        var key = (await aws.Kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.Arn;
        var bucket = spec.S3SinkBucketArn!.Split(':')[^1];
        await aws.S3.PutBucketAsync(new PutBucketRequest { BucketName = bucket });
        await aws.S3.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
                [
                    new ServerSideEncryptionRule
                    {
                        ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                        {
                            ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                            ServerSideEncryptionKeyManagementServiceKeyId = key,
                        },
                    },
                ],
            },
        });
        await RouteAsync(aws, spec);
        spec = spec with { S3KmsKeyArn = key };

        var after = await CheckAsync();
        Assert.DoesNotContain(after, c => c.Status == CheckStatus.Fail);
        Assert.All(
            after.Where(c => c.Check.StartsWith("Objects.", StringComparison.Ordinal)
                || (c.Check.StartsWith("Network.", StringComparison.Ordinal) && c.Check != "Network.ClusterIngress")),
            c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check} {c.Status}: {c.Evidence}"));

        Task<IReadOnlyList<ConnectorCheck>> CheckAsync() => new ConnectorChecks(aws).CheckAsync(spec, new CheckOptions(), default);

        static bool IsOfCluster(ConnectorCheck check) =>
            check.Check == "Network.ClusterIngress"
            || check.Check.StartsWith("Cluster.", StringComparison.Ordinal) || check.Check.StartsWith("Topics.", StringComparison.Ordinal);
    }

    /// <summary>Leads the VPC's main route table through a NAT gateway.</summary>
    private static async Task RouteAsync(ServiceClients aws, ConnectorSpec spec)
    {
        var nat = await aws.Ec2.CreateNatGatewayAsync(
            new CreateNatGatewayRequest { SubnetId = spec.SubnetId[0], ConnectivityType = ConnectivityType.Private });
        var table = Assert.Single((await aws.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest
        {
            Filters = [new Filter { Name = "vpc-id", Values = [spec.VpcId] }],
        })).RouteTables);
        await aws.Ec2.CreateRouteAsync(new CreateRouteRequest
        {
            RouteTableId = table.RouteTableId,
            DestinationCidrBlock = "0.0.0.0/0",
            NatGatewayId = nat.NatGateway.NatGatewayId,
        });
    }

    private static IEnumerable<ConnectorSpec> Specs() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "specs"))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => SpecReader.ReadFile(file))
            .Select(r => r.Spec);

    /// <summary>Does to each resource of an unfinished run what a person at the console might.</summary>
    private static async Task BreakAsync(ServiceClients aws, ConnectorSpec spec)
    {
        var role = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        var logs = ResourceNames.LogGroupName(spec.ConnectorName);
        var group = Assert.Single((await aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter { Name = "group-name", Values = [ResourceNames.SecurityGroupName(spec.ConnectorName)] }],
        })).SecurityGroups).GroupId;

        await aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest
        {
            RoleName = role,
            PolicyName = ResourceNames.PolicyName(spec.ConnectorName),
        });
        await aws.Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = role, TagKeys = ["env"] });
        await aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = group,
            IpPermissions =
            [
                new IpPermission
                {
                    IpProtocol = "tcp",
                    FromPort = 1,
                    ToPort = 2,
                    Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }],
                },
            ],
        });
        await aws.Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [group], Tags = [new Tag { Key = "env" }] });
        await aws.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = logs, RetentionInDays = 365 });
    }

    /// <summary>The spec in the network that moto has from the start.</summary>
    private static async Task<ConnectorSpec> MoveAsync(ConnectorSpec spec, ServiceClients aws)
    {
        var subnets = (await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest
        {
            Filters = [new Filter { Name = "default-for-az", Values = ["true"] }],
        })).Subnets;
        return spec with
        {
            VpcId = subnets[0].VpcId,
            SubnetId = [.. subnets.Take(2).Select(s => s.SubnetId)],
        };
    }

    /// <summary>
    /// Refuses the first creation; then a connector that runs as soon as it is created and is gone as soon as it is
    /// deleted.
    /// </summary>
    private static IAmazonKafkaConnect KafkaConnectDouble(ConnectorSpec spec)
    {
        CreateConnectorRequest? connector = null;
        var refusals = 1;
        var arn = $"arn:aws:kafkaconnect:{spec.Region}:{spec.AccountId}:connector/{spec.ConnectorName}/0-1";
        var service = Substitute.For<IAmazonKafkaConnect>();
        service.ListWorkerConfigurationsAsync(default!, default).ReturnsForAnyArgs(
            new ListWorkerConfigurationsResponse { WorkerConfigurations = [] });
        service.DescribeCustomPluginAsync(default!, default).ReturnsForAnyArgs(new DescribeCustomPluginResponse
        {
            CustomPluginArn = spec.CustomPluginArn,
            CustomPluginState = CustomPluginState.ACTIVE,
            LatestRevision = new CustomPluginRevisionSummary { Revision = spec.CustomPluginRevision },
        });
        service.DescribeWorkerConfigurationAsync(default!, default).ReturnsForAnyArgs(new DescribeWorkerConfigurationResponse
        {
            WorkerConfigurationArn = spec.WorkerConfigurationArn,
            LatestRevision = new WorkerConfigurationRevisionDescription
            {
                Revision = spec.WorkerConfigurationRevision,
                PropertiesFileContent = Convert.ToBase64String("config.providers=secretsmanager"u8),
            },
        });
        service.ListConnectorsAsync(default!, default).ReturnsForAnyArgs(_ => new ListConnectorsResponse
        {
            Connectors = connector is null
                ? []
                : [new ConnectorSummary { ConnectorArn = arn, ConnectorName = spec.ConnectorName }],
        });
        service.CreateConnectorAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            if (refusals-- > 0)
                throw new ForbiddenException("not allowed") { ErrorCode = "ForbiddenException" };
            connector = call.Arg<CreateConnectorRequest>();
            return new CreateConnectorResponse
            {
                ConnectorArn = arn,
                ConnectorName = spec.ConnectorName,
                ConnectorState = ConnectorState.CREATING,
            };
        });
        service.DescribeConnectorAsync(default!, default).ReturnsForAnyArgs(_ => connector is null
            ? throw new ConnectNotFound("no such connector")
            : new DescribeConnectorResponse
            {
                ConnectorArn = arn,
                ConnectorName = spec.ConnectorName,
                ConnectorState = ConnectorState.RUNNING,
                ConnectorConfiguration = connector.ConnectorConfiguration,
                ServiceExecutionRoleArn = connector.ServiceExecutionRoleArn,
                LogDelivery = new LogDeliveryDescription(),
            });
        service.ListTagsForResourceAsync(default!, default).ReturnsForAnyArgs(_ => new Amazon.KafkaConnect.Model.ListTagsForResourceResponse
        {
            Tags = connector?.Tags,
        });
        service.DeleteConnectorAsync(default!, default).ReturnsForAnyArgs(_ =>
        {
            connector = null;
            return new DeleteConnectorResponse { ConnectorArn = arn, ConnectorState = ConnectorState.DELETING };
        });
        return service;
    }
}
