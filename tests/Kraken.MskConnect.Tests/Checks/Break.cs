using System.Text.RegularExpressions;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.Kafka;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using ConnectorStates = Kraken.LocalAws.Services.KafkaConnect.ConnectorStates;
using Subnet = Kraken.LocalAws.Services.Ec2.Subnet;
using Vpc = Kraken.LocalAws.Services.Ec2.Vpc;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>One way in which a connector's world is broken, what a check says of it, and what it says to do.</summary>
/// <param name="Name">What is broken.</param>
/// <param name="Check">The check that tells.</param>
/// <param name="Status">How it ends.</param>
/// <param name="After">Whether the connector is made.</param>
/// <param name="Evidence">A part of what it says.</param>
/// <param name="Field">The field that it names; null for none.</param>
/// <param name="Do">Breaks the world.</param>
/// <param name="Mend">Does what the check says.</param>
internal sealed partial record Break(
    string Name,
    string Check,
    CheckStatus Status,
    bool After,
    string Evidence,
    string? Field,
    Func<World, Task> Do,
    Func<World, ConnectorCheck, Task> Mend)
{
    private const string WithoutSecrets =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"secretsmanager:GetSecretValue","Resource":"*"}]}""";

    /// <summary>A part of what the creation fails with, where the world is so; null where AWS makes the connector.</summary>
    public string? Failure { get; init; }

    public static IReadOnlyList<Break> All => [.. _first.Select(WithFailure), .. Network, .. _clusters, .. _topics, .. _callers, .. _objects];

    private static readonly IReadOnlyList<Break> _first =
    [
        Spec("the account is another one", "Objects.Account", CheckStatus.Fail, "'210987654321'", "AccountId", s => s with { AccountId = "210987654321" }),
        Spec("the plugin does not exist", "Objects.Plugin", CheckStatus.Fail, "does not exist", "CustomPluginArn", s => s with { CustomPluginArn = s.CustomPluginArn.Replace("debezium", "gone", StringComparison.Ordinal) }),
        Spec("the plugin lacks the revision", "Objects.Plugin", CheckStatus.Fail, "latest revision", "CustomPluginRevision", s => s with { CustomPluginRevision = 9 }),
        Spec("no worker configuration declares the provider", "Objects.WorkerConfiguration", CheckStatus.Fail, "'secretsmanager'", "WorkerConfigurationArn", s => s with { WorkerConfigurationArn = null }),
        Spec("the provider has another name", "Objects.WorkerConfiguration", CheckStatus.Fail, "'secretManager'", "WorkerConfigurationArn", s => s.WithKey("database.password", "${secretManager:kraken/dev/database:password}")),
        Spec("the worker configuration does not exist", "Objects.WorkerConfiguration", CheckStatus.Fail, "does not exist", "WorkerConfigurationArn", s => s with { WorkerConfigurationArn = s.WorkerConfigurationArn!.Replace("kraken-secrets", "gone", StringComparison.Ordinal) }),
        Spec("the worker configuration lacks the revision", "Objects.WorkerConfiguration", CheckStatus.Fail, "latest one is 1", "WorkerConfigurationRevision", s => s with { WorkerConfigurationRevision = 4 }),
        Spec("the secret does not exist", "Objects.Secret", CheckStatus.Fail, "does not exist", "RdsSecretArn", s => s with { RdsSecretArn = s.RdsSecretArn!.Replace("dev", "none", StringComparison.Ordinal) }),
        Spec("the secret lacks a key", "Objects.SecretKeys", CheckStatus.Fail, "dbname, host, password", "ConnectorConfiguration[database.password]", s => s.WithKey("database.password", "${secretsmanager:kraken/dev/database:passwd}")),
        Spec("a referenced secret does not exist", "Objects.SecretKeys", CheckStatus.Fail, "does not exist in us-east-1", "ConnectorConfiguration[database.password]", s => s.WithKey("database.password", "${secretsmanager:gone:password}")),
        Spec("the workers are beyond the quota", "Objects.WorkerQuota", CheckStatus.Fail, "the quota is 60", "AutoscalingMaxWorkerCount", s => s with { AutoscalingMaxWorkerCount = 61 }),
        Spec("a subnet does not exist", "Network.Subnets", CheckStatus.Fail, "subnet-0ffffffffffffffff", "SubnetId", s => s with { SubnetId = [.. s.SubnetId, "subnet-0ffffffffffffffff"] }),
        Spec("all subnets are in one zone", "Network.Subnets", CheckStatus.Warn, "us-east-1a", "SubnetId", s => s with { SubnetId = [LocalAwsSeed.SubnetIdA] }),
        Spec("the bootstrap servers are another cluster's", "Cluster.BootstrapServers", CheckStatus.Fail, "another cluster", "MskBootstrapServer", s => s with { MskBootstrapServer = "b-1.other.x1y2z3.c5.kafka.us-east-1.amazonaws.com:9098" }),
        Spec("the key is not the cluster's", "Cluster.KmsKey", CheckStatus.Warn, LocalAwsSeed.MskKeyArn, "MskKmsKeyArn", s => s with { MskKmsKeyArn = LocalAwsSeed.S3KeyArn }),
        Spec("the cluster does not exist", "Cluster.State", CheckStatus.Fail, "does not exist", "MskClusterArn", s => s with { MskClusterArn = s.MskClusterArn.Replace("kraken-dev", "gone", StringComparison.Ordinal) }),
        new(
            "a subnet is in another VPC", "Network.Subnets", CheckStatus.Fail, After: false, "vpc-0000000000000000b", "SubnetId",
            w =>
            {
                w.Rehearsal.Cloud.Ec2.Add(new Vpc("vpc-0000000000000000b", "10.30.0.0/16"));
                w.Rehearsal.Cloud.Ec2.Add(new Subnet("subnet-0000000000000000b", "vpc-0000000000000000b", "10.20.9.0/24", "us-east-1b", "use1-az2"));
                w.Spec = w.Spec with { SubnetId = [LocalAwsSeed.SubnetIdA, "subnet-0000000000000000b"] };
                return Task.CompletedTask;
            },
            AsBefore),
        new(
            "the subnets lack addresses", "Network.Addresses", CheckStatus.Fail, After: false, "22 are free", "SubnetId",
            w =>
            {
                w.Rehearsal.Cloud.Ec2.Add(new Subnet("subnet-0000000000000000c", LocalAwsSeed.VpcId, "10.20.8.0/28", "us-east-1a", "use1-az1"));
                w.Rehearsal.Cloud.Ec2.Add(new Subnet("subnet-0000000000000000d", LocalAwsSeed.VpcId, "10.20.8.16/28", "us-east-1b", "use1-az2"));
                w.Spec = w.Spec with { SubnetId = ["subnet-0000000000000000c", "subnet-0000000000000000d"], AutoscalingMaxWorkerCount = 23 };
                return Task.CompletedTask;
            },
            (w, _) =>
            {
                w.Spec = w.Spec with { AutoscalingMaxWorkerCount = 22 };
                return Task.CompletedTask;
            }),
        new(
            "the role's name is somebody else's", "Objects.Names", CheckStatus.Fail, After: false, "role msk-connect-debezium", "ConnectorName",
            w => w.Rehearsal.Aws.Iam.CreateRoleAsync(new CreateRoleRequest
            {
                RoleName = w.RoleName,
                AssumeRolePolicyDocument = Trust("lambda.amazonaws.com"),
            }),
            (w, _) => w.Rehearsal.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = w.RoleName })),
        new(
            "the log group's name is somebody else's", "Objects.Names", CheckStatus.Fail, After: false, "log group /aws/msk-connect/", "ConnectorName",
            w => w.Rehearsal.Aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = w.LogGroup }),
            (w, _) => w.Rehearsal.Aws.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = w.LogGroup })),
        new(
            "the boundary that the spec gives is too narrow", "Permissions.Boundary", CheckStatus.Fail, After: false, "secretsmanager:GetSecretValue", "PermissionsBoundaryArn",
            async w => w.Spec = w.Spec with { PermissionsBoundaryArn = await NarrowAsync(w) },
            AsBefore),
        new(
            "the role's boundary is too narrow", "Permissions.Boundary", CheckStatus.Fail, After: true, "secretsmanager:GetSecretValue", "PermissionsBoundaryArn",
            async w => await w.Rehearsal.Aws.Iam.PutRolePermissionsBoundaryAsync(
                new PutRolePermissionsBoundaryRequest { RoleName = w.RoleName, PermissionsBoundary = await NarrowAsync(w) }),
            (w, _) => w.UpdateAsync()),
        new(
            "the role lacks a grant", "Permissions.Role", CheckStatus.Fail, After: true, "secretsmanager:GetSecretValue", "RdsSecretArn",
            w => w.Rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
            {
                RoleName = w.RoleName, PolicyName = ResourceNames.PolicyName(w.Spec.ConnectorName), PolicyDocument = WithoutSecrets,
            }),
            (w, _) => w.UpdateAsync()),
        new(
            "MSK Connect cannot assume the role", "Permissions.Trust", CheckStatus.Fail, After: true, "cannot assume", null,
            w => w.Rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(
                new UpdateAssumeRolePolicyRequest { RoleName = w.RoleName, PolicyDocument = Trust("lambda.amazonaws.com") }),
            (w, _) => w.UpdateAsync()),
        new(
            "any connector can assume the role", "Permissions.Trust", CheckStatus.Warn, After: true, "another connector", null,
            w => w.Rehearsal.Aws.Iam.UpdateAssumeRolePolicyAsync(
                new UpdateAssumeRolePolicyRequest { RoleName = w.RoleName, PolicyDocument = Trust("kafkaconnect.amazonaws.com") }),
            (w, _) => w.UpdateAsync()),
        new(
            "egress to the database is revoked", "Network.Egress", CheckStatus.Fail, After: true, "tcp 5432 to 0.0.0.0/0", "EgressDestination",
            w => RevokeEgressAsync(w, 5432),
            (w, _) => w.UpdateAsync()),
        new(
            "egress leads elsewhere", "Network.Egress", CheckStatus.Warn, After: true, "tcp 5432 to 0.0.0.0/0", "EgressDestination",
            async w =>
            {
                var group = await RevokeEgressAsync(w, 5432);
                await w.Rehearsal.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
                {
                    GroupId = group, IpPermissions = [Tcp(5432, "192.0.2.0/24")],
                });
            },
            (w, _) => w.UpdateAsync()),
        new(
            "the brokers let nobody in", "Network.ClusterIngress", CheckStatus.Fail, After: true, "tcp 9098", null,
            CloseClusterAsync, AddIngressAsync),
        new(
            "the brokers let nobody in, before", "Network.ClusterIngress", CheckStatus.Fail, After: false, "tcp 9098", null,
            CloseClusterAsync, AddIngressAsync)
        {
            Failure = "The connector cannot reach b-1.krakendev",
        },
        Cluster("the cluster is deleted", "Cluster.State", CheckStatus.Fail, "DELETING", "MskClusterArn", c => c with { State = "DELETING" }),
        Cluster("the cluster is updated", "Cluster.State", CheckStatus.Warn, "UPDATING", null, c => c with { State = "UPDATING" }),
        Cluster("the cluster does not take IAM", "Cluster.Authentication", CheckStatus.Fail, "turned off", "MskAuthenticationType", c => c with { Ports = [9092, 9094, 9096] }),
        new(
            "the cluster has no such listener", "Cluster.Authentication", CheckStatus.Fail, After: false, "does not listen at", "MskBootstrapServer",
            w =>
            {
                w.Spec = w.Spec with { MskAuthenticationType = "NONE", MskBootstrapServer = LocalAwsSeed.TlsBootstrapServers };
                w.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { Ports = [9096, 9098] });
                return Task.CompletedTask;
            },
            (w, _) =>
            {
                w.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { Ports = [9094, 9098] });
                return Task.CompletedTask;
            }),
        new(
            "the cluster takes IAM alone", "Cluster.Authentication", CheckStatus.Fail, After: false, "takes IAM alone", "MskAuthenticationType",
            w =>
            {
                w.Spec = w.Spec with { MskAuthenticationType = "NONE" };
                w.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { Ports = [9098] });
                return Task.CompletedTask;
            },
            AsBefore),
        new(
            "the connector has failed", "Objects.Connector", CheckStatus.Fail, After: true, "FAILED", null,
            w => SetStateAsync(w, ConnectorStates.Failed),
            async (w, _) =>
            {
                await w.Rehearsal.Provisioner.RemoveAsync(w.Spec.ConnectorName, new RemoveOptions(), default);
                await w.CreateAsync();
            }),
        new(
            "the connector is paused", "Objects.Connector", CheckStatus.Warn, After: true, "PAUSED", null,
            w => SetStateAsync(w, "PAUSED"),
            (w, _) => SetStateAsync(w, ConnectorStates.Running)),
        new(
            "the log group is gone", "Logs.Group", CheckStatus.Fail, After: true, "does not exist", null,
            w => w.Rehearsal.Aws.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = w.LogGroup }),
            (w, _) => w.UpdateAsync()),
        new(
            "nothing arrives in the log group", "Logs.Group", CheckStatus.Warn, After: true, "is empty", null,
            w =>
            {
                w.Rehearsal.Cloud.Logs.Find(w.LogGroup)!.Streams.Clear();
                w.Rehearsal.Clock.Advance(TimeSpan.FromDays(2));
                return Task.CompletedTask;
            },
            (w, _) => Log(w, "INFO Committing offsets")),
        new(
            "the log has an error", "Logs.Errors", CheckStatus.Warn, After: true, "UnknownHostException", null,
            w => Log(w, "ERROR java.net.UnknownHostException: db.internal"),
            Later),
        new(
            "a task is dead", "Logs.Errors", CheckStatus.Fail, After: true, "A task is dead", null,
            w => Log(w, "ERROR WorkerSourceTask{id=c-0} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted"),
            Later),
    ];

    public override string ToString() => Name;

    private static Break Spec(
        string name, string check, CheckStatus status, string evidence, string? field, Func<ConnectorSpec, ConnectorSpec> change) =>
        new(
            name, check, status, After: false, evidence, field,
            w =>
            {
                w.Spec = change(w.Spec);
                return Task.CompletedTask;
            },
            AsBefore);

    private static Break Cluster(
        string name, string check, CheckStatus status, string evidence, string? field, Func<Cluster, Cluster> change) =>
        new(
            name, check, status, After: false, evidence, field,
            w =>
            {
                w.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, change);
                return Task.CompletedTask;
            },
            (w, _) =>
            {
                w.Rehearsal.Cloud.Kafka.Change(LocalAwsSeed.ClusterArn, c => c with { State = "ACTIVE", Ports = BrokerPorts.All });
                return Task.CompletedTask;
            });

    /// <summary>The field that the check names is corrected.</summary>
    private static Task AsBefore(World world, ConnectorCheck check)
    {
        world.Spec = World.Good;
        return Task.CompletedTask;
    }

    private static Task Log(World world, string line)
    {
        world.Log(line);
        return Task.CompletedTask;
    }

    private static Task Later(World world, ConnectorCheck check)
    {
        world.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(61));
        return Task.CompletedTask;
    }

    private static async Task SetStateAsync(World world, string state)
    {
        var connectors = await world.Rehearsal.Aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest());
        world.Rehearsal.Cloud.KafkaConnect.FindConnector(connectors.Connectors[0].ConnectorArn)!.State = state;
    }

    private static string Trust(string service) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";

    private static async Task<string> NarrowAsync(World world) => (await world.Rehearsal.Aws.Iam.CreatePolicyAsync(
        new CreatePolicyRequest { PolicyName = "narrow", PolicyDocument = WithoutSecrets })).Policy.Arn;

    private static IpPermission Tcp(int port, string cidr) => new()
    {
        IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = cidr }],
    };

    private static async Task<string> RevokeEgressAsync(World world, int port)
    {
        var group = (await world.GroupAsync()).GroupId;
        await world.Rehearsal.Aws.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = group, IpPermissions = [Tcp(port, "0.0.0.0/0")],
        });
        return group;
    }

    private static Task CloseClusterAsync(World world)
    {
        world.Rehearsal.Cloud.Ec2.FindGroup(LocalAwsSeed.ClusterSecurityGroupId)!.Rules.RemoveAll(r => !r.Key.IsEgress);
        return Task.CompletedTask;
    }

    /// <summary>Adds the rules that the text names, and no others.</summary>
    private static async Task AddIngressAsync(World world, ConnectorCheck check)
    {
        var group = Regex.Match(check.Remedy!, @"^Add to (?<group>sg-\w+) the ingress rules? ").Groups["group"].Value;
        var rules = Rule().Matches(check.Remedy!);
        Assert.NotEmpty(rules);
        foreach (Match rule in rules)
        {
            var (port, source) = (int.Parse(rule.Groups["port"].Value, null), rule.Groups["source"].Value);
            await world.Rehearsal.Aws.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group,
                IpPermissions =
                [
                    source.StartsWith("sg-", StringComparison.Ordinal)
                        ? new IpPermission
                        {
                            IpProtocol = "tcp", FromPort = port, ToPort = port,
                            UserIdGroupPairs = [new UserIdGroupPair { GroupId = source }],
                        }
                        : Tcp(port, source),
                ],
            });
        }
    }

    [GeneratedRegex(@"tcp (?<port>\d+) from (?<source>[\w./-]*\w)")]
    private static partial Regex Rule();
}
