using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>A connector as somebody makes it in the console: no tags of ours, names of their own.</summary>
internal static class HandMade
{
    public const string RoleName = "hand-role";

    /// <summary>A policy as the reference's users have them: any topic, any object.</summary>
    public const string WidePolicy = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["kafka-cluster:*"],"Resource":"*"},
        {"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::kraken-raw-mnpi-dev","arn:aws:s3:::kraken-raw-mnpi-dev/*"]}]}
        """;

    private const string LogGroup = "/hand/logs";

    /// <summary>Makes the connector with its role, security group and log group; it runs once anything waits.</summary>
    public static async Task<(string ConnectorArn, string SecurityGroupId)> MakeAsync(
        ServiceClients aws, ConnectorSpec spec, params string[] furtherGroups)
    {
        var desired = DesiredState.From(spec);
        await aws.Iam.CreateRoleAsync(new CreateRoleRequest
        {
            RoleName = RoleName,
            AssumeRolePolicyDocument = desired.Trust.ToJson(),
        });
        await aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = RoleName,
            PolicyName = ResourceNames.PolicyName(spec.ConnectorName),
            PolicyDocument = desired.Policy.ToJson(),
        });
        var group = await aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "hand-group", Description = "by hand", VpcId = spec.VpcId });
        await aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = LogGroup });
        var connector = await aws.KafkaConnect.CreateConnectorAsync(Request(spec, [group.GroupId, .. furtherGroups]));
        return (connector.ConnectorArn, group.GroupId);
    }

    /// <summary>
    /// Makes what somebody's connector might have left: a role that may do too much, a group that lets all through and a log
    /// group, none of them tagged, under the names that ours would have.
    /// </summary>
    public static async Task MakeRemainsAsync(
        ServiceClients aws, ConnectorSpec spec, bool role = true, bool group = true, bool logs = true)
    {
        var name = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        if (role)
        {
            await aws.Iam.CreateRoleAsync(
                new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = DesiredState.From(spec).Trust.ToJson() });
            await aws.Iam.PutRolePolicyAsync(
                new PutRolePolicyRequest { RoleName = name, PolicyName = "by-hand", PolicyDocument = WidePolicy });
        }

        if (group)
        {
            await aws.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
            {
                GroupName = ResourceNames.SecurityGroupName(spec.ConnectorName), Description = "by hand", VpcId = spec.VpcId,
            });
        }

        if (logs)
        {
            await aws.Logs.CreateLogGroupAsync(
                new CreateLogGroupRequest { LogGroupName = ResourceNames.LogGroupName(spec.ConnectorName) });
        }
    }

    /// <summary>The request that makes a connector with what was made by hand.</summary>
    public static CreateConnectorRequest Request(ConnectorSpec spec, params string[] groups) => new()
    {
        ConnectorName = spec.ConnectorName,
        ConnectorConfiguration = new Dictionary<string, string>(EffectiveConfiguration.Of(spec)),
        Capacity = ConnectorCapacity.ToRequest(spec),
        KafkaConnectVersion = spec.KafkaConnectVersion,
        Plugins = [new Plugin { CustomPlugin = new CustomPlugin { CustomPluginArn = spec.CustomPluginArn, Revision = 1 } }],
        KafkaCluster = new KafkaCluster
        {
            ApacheKafkaCluster = new ApacheKafkaCluster
            {
                BootstrapServers = spec.MskBootstrapServer,
                Vpc = new Amazon.KafkaConnect.Model.Vpc { Subnets = [.. spec.SubnetId], SecurityGroups = [.. groups] },
            },
        },
        KafkaClusterClientAuthentication = new KafkaClusterClientAuthentication
        {
            AuthenticationType = KafkaClusterClientAuthenticationType.NONE,
        },
        KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit
        {
            EncryptionType = KafkaClusterEncryptionInTransitType.TLS,
        },
        ServiceExecutionRoleArn = $"arn:aws:iam::{spec.AccountId}:role/{RoleName}",
        LogDelivery = new LogDelivery
        {
            WorkerLogDelivery = new WorkerLogDelivery
            {
                CloudWatchLogs = new CloudWatchLogsLogDelivery { Enabled = true, LogGroup = LogGroup },
            },
        },
        WorkerConfiguration = spec.WorkerConfigurationArn is { } worker
            ? new WorkerConfiguration { WorkerConfigurationArn = worker, Revision = 1 }
            : null,
    };
}
