using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Support;

/// <summary>A cloud on a clock that the test drives, with our clients in process.</summary>
internal sealed class TestCloud : IDisposable
{
    public const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    public static readonly TimeSpan Transition = TimeSpan.FromMinutes(1);

    public TestCloud(Func<LocalAwsOptions, LocalAwsOptions>? configure = null)
    {
        var options = new LocalAwsOptions { Clock = Clock, ConnectorTransition = Transition };
        Cloud = new LocalCloud(configure?.Invoke(options) ?? options);
        Aws = ServiceClients.Create(
            new BasicAWSCredentials("AKIATEST", "secret"), Cloud.Options.Region, "http://aws.test", new Factory(Cloud));
        Raw = new RawClient(Cloud);
    }

    public ManualClock Clock { get; } = new();

    public LocalCloud Cloud { get; }

    public ServiceClients Aws { get; }

    public RawClient Raw { get; }

    public void Dispose()
    {
        Aws.Dispose();
        Cloud.Dispose();
    }

    public AmazonKafkaConnectClient KafkaConnectWithoutRetry() => new(
        new BasicAWSCredentials("AKIATEST", "secret"),
        new AmazonKafkaConnectConfig
        {
            AuthenticationRegion = Cloud.Options.Region,
            ServiceURL = "http://aws.test",
            MaxErrorRetry = 0,
            HttpClientFactory = new Factory(Cloud),
        });

    /// <summary>Makes role, group and log group that let anything happen, and a request that uses them.</summary>
    public async Task<CreateConnectorRequest> PrepareAsync(
        string name = "c1", string policy = Policy, string trust = Trust, string authentication = "IAM",
        Dictionary<string, string>? configuration = null)
    {
        var role =
            await Aws.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust });
        await Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = name, PolicyName = "p", PolicyDocument = policy });
        var group = await Aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = name, Description = name, VpcId = LocalAwsSeed.VpcId });
        await Aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "/aws/msk-connect/" + name });
        return new CreateConnectorRequest
        {
            ConnectorName = name,
            KafkaConnectVersion = "2.7.1",
            ServiceExecutionRoleArn = role.Role.Arn,
            Capacity = new Capacity
            {
                AutoScaling = new AutoScaling { McuCount = 1, MinWorkerCount = 1, MaxWorkerCount = 2 },
            },
            ConnectorConfiguration = configuration ?? SourceConfiguration(),
            KafkaCluster = new KafkaCluster
            {
                ApacheKafkaCluster = new ApacheKafkaCluster
                {
                    BootstrapServers = authentication == "IAM"
                        ? LocalAwsSeed.IamBootstrapServers : LocalAwsSeed.TlsBootstrapServers,
                    Vpc = new Amazon.KafkaConnect.Model.Vpc
                    {
                        Subnets = [LocalAwsSeed.SubnetIdA, LocalAwsSeed.SubnetIdB],
                        SecurityGroups = [group.GroupId],
                    },
                },
            },
            KafkaClusterClientAuthentication =
                new KafkaClusterClientAuthentication { AuthenticationType = authentication },
            KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit { EncryptionType = "TLS" },
            Plugins = [new Plugin { CustomPlugin = new CustomPlugin { CustomPluginArn = LocalAwsSeed.DebeziumPluginArn,
                Revision = 1 } }],
            WorkerConfiguration =
                new WorkerConfiguration { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn, Revision = 1 },
            LogDelivery = new LogDelivery
            {
                WorkerLogDelivery = new WorkerLogDelivery
                {
                    CloudWatchLogs =
                        new CloudWatchLogsLogDelivery { Enabled = true, LogGroup = "/aws/msk-connect/" + name },
                },
            },
        };
    }

    public static Dictionary<string, string> SourceConfiguration() => new()
    {
        ["connector.class"] = "io.debezium.connector.postgresql.PostgresConnector",
        ["topic.prefix"] = "cdc",
        ["table.include.list"] = "public.trades",
        ["database.hostname"] = LocalAwsSeed.DatabaseHost,
        ["database.port"] = "5432",
        ["tasks.max"] = "1",
    };

    public static Dictionary<string, string> SinkConfiguration() => new()
    {
        ["connector.class"] = "io.confluent.connect.s3.S3SinkConnector",
        ["topics"] = "cdc.public.trades",
        ["s3.bucket.name"] = "kraken-raw-mnpi-dev",
        ["s3.region"] = "us-east-1",
        ["tasks.max"] = "3",
    };

    /// <summary>Creates the connector and lets its creation end.</summary>
    public async Task<DescribeConnectorResponse> StartAsync(CreateConnectorRequest request)
    {
        var created = await Aws.KafkaConnect.CreateConnectorAsync(request);
        Clock.Advance(Transition);
        return await DescribeAsync(created.ConnectorArn);
    }

    public Task<DescribeConnectorResponse> DescribeAsync(string arn) =>
        Aws.KafkaConnect.DescribeConnectorAsync(new DescribeConnectorRequest { ConnectorArn = arn });

    /// <summary>All that the connector's workers logged, a line an event.</summary>
    public async Task<string> LogAsync(string name = "c1")
    {
        var events =
            await Aws.Logs.FilterLogEventsAsync(
                new() { LogGroupName = "/aws/msk-connect/" + name });
        return string.Join('\n', events.Events?.Select(e => e.Message) ?? []);
    }

    private sealed class Factory(LocalCloud cloud) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(cloud.CreateHandler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
