using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <content>What CreateConnector and UpdateConnector refuse at once.</content>
internal sealed partial class KafkaConnectService
{
    // Source: Amazon MSK developer guide, supported Kafka Connect versions. The guide lacks 3.7.1, but connectors run with it.
    private static readonly string[] _kafkaConnectVersions = ["2.7.1", "3.7.1", "3.7.x"];
    private static readonly long[] _mcuCounts = [1, 2, 4, 8];

    private void CheckNewConnector(Call call)
    {
        var input = call.Input;
        CheckCapacity(input.Child("capacity")!);
        CheckQuota(input.Child("capacity")!, replaced: null);
        CheckConfiguration(input.TextMap("connectorConfiguration"));
        var version = input.Required("kafkaConnectVersion");
        if (!_kafkaConnectVersions.Contains(version))
        {
            throw Bad(
                $"Unsupported kafkaConnectVersion {version}. "
                + $"Supported versions: [{string.Join(", ", _kafkaConnectVersions)}].");
        }

        if (input.Child("kafkaClusterClientAuthentication")!.Text("authenticationType") == "IAM"
            && input.Child("kafkaClusterEncryptionInTransit")!.Text("encryptionType") != "TLS")
        {
            throw Bad("The encryptionType must be TLS when the authenticationType is IAM.");
        }

        CheckPlugins(input.Children("plugins").ToList());
        CheckWorkerConfiguration(input.Child("workerConfiguration"));
        CheckNetwork(input.Child("kafkaCluster")!.Child("apacheKafkaCluster")!, input.Text("networkType") == "DUAL");
        CheckLogDelivery(input.Child("logDelivery")?.Child("workerLogDelivery"));
        CheckCaller(call, input.Required("serviceExecutionRoleArn"));
        CheckRole(input.Required("serviceExecutionRoleArn"), input.Required("connectorName"), call.Now);
    }

    /// <summary>
    /// MSK Connect makes its service-linked role for the account's first connector, and passes the connector's, both with
    /// the caller's permissions. Source: Amazon MSK developer guide, Using service-linked roles for MSK Connect; IAM user
    /// guide, Grant a user permissions to pass a role.
    /// </summary>
    private void CheckCaller(Call call, string roleArn)
    {
        var dialect = Dialect.For(Name);
        Cloud.Iam.Authorize(call.AccessKeyId, "iam:PassRole", dialect, roleArn);
        if (_connectors.Count == 0)
        {
            Cloud.Iam.Authorize(
                call.AccessKeyId, "iam:CreateServiceLinkedRole", dialect,
                $"arn:{Cloud.Partition}:iam::{Cloud.AccountId}:role/aws-service-role/kafkaconnect.amazonaws.com/AWSServiceRoleForKafkaConnect");
        }
    }

    private static void CheckCapacity(Structure capacity)
    {
        var autoScaling = capacity.Child("autoScaling");
        var provisioned = capacity.Child("provisionedCapacity");
        if (autoScaling is null == provisioned is null)
            throw Bad("The capacity must have exactly one of autoScaling and provisionedCapacity.");
        var mcu = (autoScaling ?? provisioned)!.Number("mcuCount");
        if (mcu is not { } count || !_mcuCounts.Contains(count))
            throw Bad($"The mcuCount {mcu} isn't valid. Valid values: [{string.Join(", ", _mcuCounts)}].");
        if (provisioned is not null)
        {
            if (provisioned.Number("workerCount") < 1)
                throw Bad("The workerCount must be at least 1.");
            return;
        }

        var (min, max) = (autoScaling!.Number("minWorkerCount"), autoScaling.Number("maxWorkerCount"));
        if (min < 1)
            throw Bad("The minWorkerCount must be at least 1.");
        if (max < min)
            throw Bad("The maxWorkerCount must be greater than or equal to the minWorkerCount.");
        if (autoScaling.Number("maxAutoscalingTaskCount") < max)
            throw Bad("The maxAutoscalingTaskCount must be greater than or equal to the maxWorkerCount.");
        if (autoScaling.Child("scaleInPolicy")?.Number("cpuUtilizationPercentage")
            >= autoScaling.Child("scaleOutPolicy")?.Number("cpuUtilizationPercentage"))
        {
            throw Bad("The CPU utilization of the scaleInPolicy must be less than that of the scaleOutPolicy.");
        }
    }

    private void CheckQuota(Structure capacity, Connector? replaced)
    {
        var used = _connectors.Values.Where(c => c != replaced).Sum(c => Workers(c.Capacity).Most);
        if (used + Workers(capacity).Most > Cloud.Options.WorkerQuota)
            throw LimitReached($"The account's limit of {Cloud.Options.WorkerQuota} workers would be exceeded.");
    }

    /// <summary>The least and greatest number of workers that a capacity allows.</summary>
    internal static (long Least, long Most) Workers(Structure capacity)
    {
        if (capacity.Child("provisionedCapacity")?.Number("workerCount") is { } fixedCount)
            return (fixedCount, fixedCount);
        var autoScaling = capacity.Child("autoScaling")!;
        return (autoScaling.Number("minWorkerCount") ?? 1, autoScaling.Number("maxWorkerCount") ?? 1);
    }

    private static void CheckConfiguration(Dictionary<string, string> configuration)
    {
        if (!configuration.TryGetValue("connector.class", out var type) || type.Length == 0)
            throw Bad("The connectorConfiguration must have the key connector.class.");
        if (configuration.TryGetValue("tasks.max", out var tasks) && (!int.TryParse(tasks, out var count) || count < 1))
            throw Bad("The value of tasks.max in the connectorConfiguration must be an integer of at least 1.");
    }

    private void CheckPlugins(List<Structure> plugins)
    {
        if (plugins.Count == 0)
            throw Bad("At least one plugin must be given.");
        foreach (var wanted in plugins.Select(p => p.Child("customPlugin")!))
        {
            var arn = wanted.Required("customPluginArn");
            var plugin = GetPlugin(arn);
            if (plugin.State != "ACTIVE")
                throw Bad($"The custom plugin {arn} is in the state {plugin.State}. It must be ACTIVE.");
            var revision = wanted.Number("revision");
            if (revision < 1 || revision > plugin.LatestRevision)
                throw NoRevision(revision, "custom plugin", arn);
        }
    }

    private void CheckWorkerConfiguration(Structure? wanted)
    {
        if (wanted is null)
            return;
        var arn = wanted.Required("workerConfigurationArn");
        var configuration = GetWorkerConfiguration(arn);
        if (configuration.State != "ACTIVE")
            throw Bad($"The worker configuration {arn} is in the state {configuration.State}. It must be ACTIVE.");
        if (wanted.Number("revision") != 1)
            throw NoRevision(wanted.Number("revision"), "worker configuration", arn);
    }

    private static AwsError NoRevision(long? revision, string what, string arn) =>
        new("NotFoundException", $"The revision {revision} of the {what} {arn} doesn't exist.");

    private void CheckNetwork(Structure cluster, bool isDual)
    {
        var servers = cluster.Required("bootstrapServers").Split(',');
        if (servers.FirstOrDefault(s => BootstrapServer.Parse(s) is null) is { } server)
            throw Bad($"The bootstrap server '{server}' isn't valid. It must have the form host:port.");
        var vpc = cluster.Child("vpc")!;
        var subnets = vpc.Texts("subnets").ToList();
        if (subnets.Count == 0)
            throw Bad("At least one subnet must be given.");
        foreach (var id in subnets)
        {
            if (Cloud.Ec2.FindSubnet(id) is null)
                throw Bad($"The subnet {id} doesn't exist.");
        }

        // Source: Amazon MSK developer guide, MSK Connect, Configure dual-stack network type. The message is a guess. A VPC
        // without IPv6, as the seed's is, does not stand in the way of a rehearsal.
        if (isDual && subnets.Select(s => Cloud.Ec2.FindSubnet(s)!).FirstOrDefault(s =>
            s.Ipv6Cidr is null && Cloud.Ec2.FindVpcOf(s).Ipv6Cidr is not null)?.Id is { } single)
            throw Bad($"The subnet {single} doesn't support the network type DUAL: it has no IPv6 CIDR block.");
        var vpcs = subnets.Select(s => Cloud.Ec2.FindSubnet(s)!.VpcId).ToHashSet(StringComparer.Ordinal);
        foreach (var id in vpc.Texts("securityGroups"))
        {
            var group = Cloud.Ec2.FindGroup(id) ?? throw Bad($"The security group {id} doesn't exist.");
            vpcs.Add(group.VpcId);
        }

        if (vpcs.Count > 1)
            throw Bad("The subnets and security groups must be in the same VPC.");
    }

    private static void CheckLogDelivery(Structure? delivery)
    {
        if (delivery?.Child("cloudWatchLogs") is { } logs && logs.Flag("enabled")
            && string.IsNullOrEmpty(logs.Text("logGroup")))
            throw Bad("A logGroup must be given when delivery to CloudWatch Logs is enabled.");
        if (delivery?.Child("s3") is { } s3 && s3.Flag("enabled") && string.IsNullOrEmpty(s3.Text("bucket")))
            throw Bad("A bucket must be given when delivery to Amazon S3 is enabled.");
        if (delivery?.Child("firehose") is { } firehose && firehose.Flag("enabled")
            && string.IsNullOrEmpty(firehose.Text("deliveryStream")))
            throw Bad("A deliveryStream must be given when delivery to Firehose is enabled.");
    }

    private void CheckRole(string roleArn, string connectorName, DateTimeOffset now)
    {
        // The connector's id is not yet known to whoever wrote the trust policy, so any will do here.
        var connectorArn = Arn($"connector/{connectorName}/{Guid.Empty}-1");
        if (new ExecutionRole(Cloud, roleArn).WhyNotAssumable(connectorArn, now) is { } why)
            throw Bad($"MSK Connect can't assume the service execution role {roleArn}. {why}");
    }

    /// <summary>The capacity with AWS's defaults for what was left out.</summary>
    private static Structure Completed(Structure capacity)
    {
        if (capacity.Child("autoScaling") is not { } autoScaling)
            return capacity;
        var completed = new Structure
        {
            ["maxWorkerCount"] = autoScaling["maxWorkerCount"],
            ["mcuCount"] = autoScaling["mcuCount"],
            ["minWorkerCount"] = autoScaling["minWorkerCount"],
            ["scaleInPolicy"] = autoScaling.Child("scaleInPolicy")
                ?? new Structure { ["cpuUtilizationPercentage"] = 20L },
            ["scaleOutPolicy"] = autoScaling.Child("scaleOutPolicy")
                ?? new Structure { ["cpuUtilizationPercentage"] = 80L },
            ["maxAutoscalingTaskCount"] = autoScaling.Number("maxAutoscalingTaskCount"),
        };
        return new Structure { ["autoScaling"] = completed };
    }
}
