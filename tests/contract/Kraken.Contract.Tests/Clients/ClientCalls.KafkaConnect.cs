using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.TestClients;
using static Kraken.Contract.Tests.Clients.ClientCall;

namespace Kraken.Contract.Tests.Clients;

/// <content>Connectors, plugins and worker configurations.</content>
internal static partial class ClientCalls
{
    private static readonly string _properties = Convert.ToBase64String("key.converter=a.B\nvalue.converter=a.B"u8);

    private static IEnumerable<ClientCall> KafkaConnect() =>
    [
        Do(w => w.KeepAsync(
            "plugin",
            w.KafkaConnect.CreateCustomPluginAsync(new()
            {
                Name = "contract",
                ContentType = "ZIP",
                Location = new()
                {
                    S3Location = new()
                    {
                        BucketArn = LocalAwsSeed.PluginBucketArn,
                        FileKey = "plugins/confluent-s3-sink.zip",
                    },
                },
            }),
            r => r.CustomPluginArn)),
        Do(w => w.KafkaConnect.DescribeCustomPluginAsync(
            new DescribeCustomPluginRequest { CustomPluginArn = w.Id("plugin") })),
        Do(w => w.KafkaConnect.ListCustomPluginsAsync(new ListCustomPluginsRequest { NamePrefix = "contract" })),
        Do(w => w.KeepAsync(
            "worker",
            w.KafkaConnect.CreateWorkerConfigurationAsync(
                new CreateWorkerConfigurationRequest { Name = "contract", PropertiesFileContent = _properties }),
            r => r.WorkerConfigurationArn)),
        Do(w => w.KafkaConnect.DescribeWorkerConfigurationAsync(
            new DescribeWorkerConfigurationRequest { WorkerConfigurationArn = w.Id("worker") })),
        Do(w => w.KafkaConnect.ListWorkerConfigurationsAsync(
            new ListWorkerConfigurationsRequest { NamePrefix = "contract" })),
        Do(w => w.KeepAsync(
            "connector", w.KafkaConnect.CreateConnectorAsync(Connector(w)), r => r.ConnectorArn)),
        Refused("ConflictException", w => w.KafkaConnect.CreateConnectorAsync(Connector(w))),
        Do(w => w.KeepAsync(
            "version",
            w.KafkaConnect.DescribeConnectorAsync(new DescribeConnectorRequest { ConnectorArn = w.Id("connector") }),
            r => r.CurrentVersion)),
        Do(w => w.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest { ConnectorNamePrefix = "contract" })),
        Do(w => w.KeepAsync(
            "operation",
            w.KafkaConnect.UpdateConnectorAsync(new UpdateConnectorRequest
            {
                ConnectorArn = w.Id("connector"),
                CurrentVersion = w.Id("version"),
                Capacity = new CapacityUpdate
                {
                    ProvisionedCapacity = new ProvisionedCapacityUpdate { McuCount = 2, WorkerCount = 2 },
                },
            }),
            r => r.ConnectorOperationArn)),
        Do(w => w.KafkaConnect.ListConnectorOperationsAsync(
            new ListConnectorOperationsRequest { ConnectorArn = w.Id("connector") })),
        Do(w => w.KafkaConnect.DescribeConnectorOperationAsync(
            new DescribeConnectorOperationRequest { ConnectorOperationArn = w.Id("operation") })),
        Do(w => w.KafkaConnect.RestartConnectorAsync(
            new RestartConnectorRequest { ConnectorArn = w.Id("connector"), OnlyFailedTasks = true })),
        Do(w => w.KafkaConnect.PauseConnectorAsync(new PauseConnectorRequest { ConnectorArn = w.Id("connector") })),
        Refused("BadRequestException", w => w.KafkaConnect.RestartConnectorAsync(
            new RestartConnectorRequest { ConnectorArn = w.Id("connector") })),
        Do(w => w.KafkaConnect.ResumeConnectorAsync(new ResumeConnectorRequest { ConnectorArn = w.Id("connector") })),
        Do(w => w.KafkaConnect.TagResourceAsync(
            new TagResourceRequest { ResourceArn = w.Id("connector"), Tags = new() { ["b"] = "2" } })),
        Do(w => w.KafkaConnect.UntagResourceAsync(
            new() { ResourceArn = w.Id("connector"), TagKeys = ["b"] })),
        Do(w => w.KafkaConnect.ListTagsForResourceAsync(
            new ListTagsForResourceRequest { ResourceArn = w.Id("connector") })),
        Do(w => w.KafkaConnect.DeleteWorkerConfigurationAsync(
            new DeleteWorkerConfigurationRequest { WorkerConfigurationArn = w.Id("worker") })),
        Do(w => w.KafkaConnect.DeleteCustomPluginAsync(
            new() { CustomPluginArn = w.Id("plugin") })),
    ];

    private static IEnumerable<ClientCall> ConnectorRemoval() =>
    [
        Do(w => w.KafkaConnect.DeleteConnectorAsync(
            new DeleteConnectorRequest { ConnectorArn = w.Id("connector") })),
        Refused("NotFoundException", w => w.KafkaConnect.DescribeConnectorAsync(
            new DescribeConnectorRequest { ConnectorArn = w.Id("connector") })),
    ];

    private static CreateConnectorRequest Connector(ClientWorld world) => new()
    {
        ConnectorName = "contract",
        KafkaConnectVersion = "3.7.x",
        ServiceExecutionRoleArn = world.Id("role"),
        Capacity = new Capacity
        {
            ProvisionedCapacity = new ProvisionedCapacity { McuCount = 1, WorkerCount = 1 },
        },
        ConnectorConfiguration = new()
        {
            ["connector.class"] = "io.confluent.connect.s3.S3SinkConnector",
            ["topics"] = "cdc.public.trades",
            ["s3.bucket.name"] = "kraken-raw-mnpi-dev",
            ["s3.region"] = LocalAwsSeed.Region,
            ["tasks.max"] = "1",
        },
        KafkaCluster = new KafkaCluster
        {
            ApacheKafkaCluster = new ApacheKafkaCluster
            {
                BootstrapServers = LocalAwsSeed.IamBootstrapServers,
                Vpc = new Vpc
                {
                    Subnets = [LocalAwsSeed.SubnetIdA],
                    SecurityGroups = [LocalAwsSeed.ClusterSecurityGroupId],
                },
            },
        },
        KafkaClusterClientAuthentication = new KafkaClusterClientAuthentication { AuthenticationType = "IAM" },
        KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit { EncryptionType = "TLS" },
        Plugins =
        [
            new Plugin
            {
                CustomPlugin = new CustomPlugin { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn, Revision = 2 },
            },
        ],
    };
}
