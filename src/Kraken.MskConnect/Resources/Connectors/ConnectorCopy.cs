using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>Makes the request that creates a connector again as MSK Connect described it.</summary>
internal static class ConnectorCopy
{
    /// <summary>Makes it.</summary>
    /// <param name="connector">The connector as it was.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="worker">The worker configuration that it is to have; a null ARN is MSK Connect's default one.</param>
    public static CreateConnectorRequest RequestOf(
        DescribeConnectorResponse connector, IReadOnlyDictionary<string, string> tags, (string? Arn, long? Revision) worker)
    {
        var cluster = connector.KafkaCluster?.ApacheKafkaCluster;
        return new CreateConnectorRequest
        {
            ConnectorName = connector.ConnectorName,
            ConnectorDescription = string.IsNullOrEmpty(connector.ConnectorDescription) ? null : connector.ConnectorDescription,
            ConnectorConfiguration = connector.ConnectorConfiguration,
            Capacity = CapacityOf(connector.Capacity),
            KafkaConnectVersion = connector.KafkaConnectVersion,
            Plugins =
            [
                .. (connector.Plugins ?? []).Select(p => new Plugin
                {
                    CustomPlugin = new CustomPlugin
                    {
                        CustomPluginArn = p.CustomPlugin?.CustomPluginArn,
                        Revision = p.CustomPlugin?.Revision,
                    },
                }),
            ],
            KafkaCluster = new KafkaCluster
            {
                ApacheKafkaCluster = new ApacheKafkaCluster
                {
                    BootstrapServers = cluster?.BootstrapServers,
                    Vpc = new Vpc { Subnets = cluster?.Vpc?.Subnets ?? [], SecurityGroups = cluster?.Vpc?.SecurityGroups ?? [] },
                },
            },
            KafkaClusterClientAuthentication = new KafkaClusterClientAuthentication
            {
                AuthenticationType = connector.KafkaClusterClientAuthentication?.AuthenticationType,
            },
            KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit
            {
                EncryptionType = connector.KafkaClusterEncryptionInTransit?.EncryptionType,
            },
            ServiceExecutionRoleArn = connector.ServiceExecutionRoleArn,
            LogDelivery = LogsOf(connector.LogDelivery?.WorkerLogDelivery),
            NetworkType = connector.NetworkType,
            WorkerConfiguration = worker.Arn is { } arn
                ? new WorkerConfiguration { WorkerConfigurationArn = arn, Revision = worker.Revision }
                : null,
            Tags = new Dictionary<string, string>(tags),
        };
    }

    private static Capacity CapacityOf(CapacityDescription? capacity) => capacity?.ProvisionedCapacity is { } provisioned
        ? new Capacity
        {
            ProvisionedCapacity = new ProvisionedCapacity
            {
                WorkerCount = provisioned.WorkerCount,
                McuCount = provisioned.McuCount,
            },
        }
        : new Capacity
        {
            AutoScaling = new AutoScaling
            {
                McuCount = capacity?.AutoScaling?.McuCount,
                MinWorkerCount = capacity?.AutoScaling?.MinWorkerCount,
                MaxWorkerCount = capacity?.AutoScaling?.MaxWorkerCount,
                MaxAutoscalingTaskCount = capacity?.AutoScaling?.MaxAutoscalingTaskCount,
                ScaleInPolicy = new ScaleInPolicy
                {
                    CpuUtilizationPercentage = capacity?.AutoScaling?.ScaleInPolicy?.CpuUtilizationPercentage,
                },
                ScaleOutPolicy = new ScaleOutPolicy
                {
                    CpuUtilizationPercentage = capacity?.AutoScaling?.ScaleOutPolicy?.CpuUtilizationPercentage,
                },
            },
        };

    private static LogDelivery? LogsOf(WorkerLogDeliveryDescription? logs) => logs is null ? null : new LogDelivery
    {
        WorkerLogDelivery = new WorkerLogDelivery
        {
            CloudWatchLogs = logs.CloudWatchLogs is { } group
                ? new CloudWatchLogsLogDelivery { Enabled = group.Enabled, LogGroup = group.LogGroup }
                : null,
            Firehose = logs.Firehose is { } stream
                ? new FirehoseLogDelivery { Enabled = stream.Enabled, DeliveryStream = stream.DeliveryStream }
                : null,
            S3 = logs.S3 is { } bucket
                ? new S3LogDelivery { Enabled = bucket.Enabled, Bucket = bucket.Bucket, Prefix = bucket.Prefix }
                : null,
        },
    };
}
