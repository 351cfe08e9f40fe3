using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;
using Further = Amazon.Further.KafkaConnect.Model;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>What CreateConnector refuses at once, rather than by a connector that fails.</summary>
public sealed class CreateConnectorTests : IDisposable
{
    private readonly TestCloud _test = new();

    public static TheoryData<string, string> BadRequests => new()
    {
        { "subnet", "subnet-0a1b2c3d4e5f69999" },
        { "group", "sg-0a1b2c3d4e5f69999" },
        { "server", "nowhere" },
        { "version", "9.9.9" },
        { "mcu", "mcuCount 3" },
        { "workers", "maxWorkerCount" },
        { "scale", "scaleInPolicy" },
        { "both capacities", "exactly one" },
        { "no class", "connector.class" },
        { "tasks", "tasks.max" },
        { "encryption", "TLS" },
        { "role", "assume" },
        { "log group name", "logGroup" },
        { "no plugin", "plugin" },
    };

    public void Dispose() => _test.Dispose();

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_request_that_cannot_work_is_refused_and_leaves_nothing(string what, string named)
    {
        var request = await _test.PrepareAsync();
        var cluster = request.KafkaCluster.ApacheKafkaCluster;
        var scaling = request.Capacity.AutoScaling;
        Action break_ = what switch
        {
            "subnet" => () => cluster.Vpc.Subnets = [named],
            "group" => () => cluster.Vpc.SecurityGroups = [named],
            "server" => () => cluster.BootstrapServers = named,
            "version" => () => request.KafkaConnectVersion = named,
            "mcu" => () => scaling.McuCount = 3,
            "workers" => () => scaling.MaxWorkerCount = 0,
            "scale" => () =>
            {
                scaling.ScaleInPolicy = new ScaleInPolicy { CpuUtilizationPercentage = 80 };
                scaling.ScaleOutPolicy = new ScaleOutPolicy { CpuUtilizationPercentage = 80 };
            },
            "both capacities" => () =>
                request.Capacity.ProvisionedCapacity = new ProvisionedCapacity { McuCount = 1, WorkerCount = 1 },
            "no class" => () => request.ConnectorConfiguration.Remove("connector.class"),
            "tasks" => () => request.ConnectorConfiguration["tasks.max"] = "many",
            "encryption" => () => request.KafkaClusterEncryptionInTransit.EncryptionType = "PLAINTEXT",
            "role" => () => request.ServiceExecutionRoleArn = "arn:aws:iam::123456789012:role/nobody",
            "log group name" => () => request.LogDelivery.WorkerLogDelivery.CloudWatchLogs.LogGroup = "",
            "no plugin" => () => request.Plugins = [],
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        break_();
        var refused =
            await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Empty((await _test.Aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest())).Connectors ?? []);
    }

    [Theory]
    [InlineData("2.7.1")]
    [InlineData("3.7.x")]
    [InlineData("3.7.1")]
    public async Task A_version_that_connectors_run_with_is_taken(string version)
    {
        var request = await _test.PrepareAsync();
        request.KafkaConnectVersion = version;
        Assert.NotEmpty((await _test.Aws.KafkaConnect.CreateConnectorAsync(request)).ConnectorArn);
    }

    [Theory]
    [InlineData("""{"Service":"ec2.amazonaws.com"}""", "")]
    [InlineData("""{"Service":"kafkaconnect.amazonaws.com"}""", ""","Condition":{"StringEquals":{"aws:SourceAccount":"210987654321"}}""")]
    [InlineData("""{"Service":"kafkaconnect.amazonaws.com"}""", ""","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:kafkaconnect:us-east-1:123456789012:connector/other/*"}}""")]
    public async Task A_role_whose_trust_does_not_let_the_connector_in_is_refused(string principal, string condition)
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"{{condition}}}]}""";
        var request = await _test.PrepareAsync(trust: trust);
        var refused =
            await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
        Assert.Contains("trust policy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_plugins_revisions_and_worker_configurations_are_not_found()
    {
        var request = await _test.PrepareAsync();
        request.Plugins[0].CustomPlugin.Revision = 2;
        await NotFoundAsync();
        request.Plugins[0].CustomPlugin.CustomPluginArn += "9";
        await NotFoundAsync();
        request.Plugins[0].CustomPlugin =
            new CustomPlugin { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn, Revision = 2 };
        request.WorkerConfiguration.Revision = 2;
        await NotFoundAsync();
        request.WorkerConfiguration.Revision = 1;
        await _test.Aws.KafkaConnect.CreateConnectorAsync(request);

        Task NotFoundAsync() =>
            Assert.ThrowsAsync<NotFoundException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
    }

    [Fact]
    public async Task A_worker_configuration_that_is_being_deleted_is_refused()
    {
        var request = await _test.PrepareAsync();
        await _test.Aws.KafkaConnect.DeleteWorkerConfigurationAsync(
            new DeleteWorkerConfigurationRequest { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn });

        var refused =
            await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));

        Assert.Contains("DELETING", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_active_is_refused()
    {
        var request = await _test.PrepareAsync();
        var plugin = await _test.Aws.KafkaConnect.CreateCustomPluginAsync(new()
        {
            Name = "p",
            ContentType = "ZIP",
            Location =
                new() { S3Location = new() { BucketArn = LocalAwsSeed.PluginBucketArn,
                    FileKey = "none.zip" } },
        });
        request.Plugins[0].CustomPlugin = new CustomPlugin { CustomPluginArn = plugin.CustomPluginArn, Revision = 1 };
        var creating =
            await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
        Assert.Contains("CREATING", creating.Message, StringComparison.Ordinal);
        _test.Clock.Advance(TestCloud.Transition);
        var failed =
            await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
        Assert.Contains("CREATE_FAILED", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_beyond_the_accounts_quota_are_refused_counting_autoscaling_maxima()
    {
        var request = await _test.PrepareAsync();
        request.Capacity.AutoScaling.MaxWorkerCount = 40;
        await _test.Aws.KafkaConnect.CreateConnectorAsync(request);
        request.ConnectorName = "c2";
        request.Capacity.AutoScaling.MaxWorkerCount = 21;
        // The SDK takes a 429 for throttling and repeats it; this client does not.
        using var once = _test.KafkaConnectWithoutRetry();
        var refused = await Assert.ThrowsAsync<TooManyRequestsException>(() => once.CreateConnectorAsync(request));
        Assert.Contains("60 workers", refused.Message, StringComparison.Ordinal);
        request.Capacity.AutoScaling.MaxWorkerCount = 20;
        await _test.Aws.KafkaConnect.CreateConnectorAsync(request);
    }

    [Fact]
    public async Task Names_that_differ_in_case_alone_are_two_connectors()
    {
        var request = await _test.PrepareAsync();
        request.ConnectorName = "Orders";
        await _test.Aws.KafkaConnect.CreateConnectorAsync(request);
        request.ConnectorName = "orders";
        await _test.Aws.KafkaConnect.CreateConnectorAsync(request);

        var listed = await _test.Aws.KafkaConnect.ListConnectorsAsync(new() { ConnectorNamePrefix = "O" });
        Assert.Equal("Orders", Assert.Single(listed.Connectors).ConnectorName);
        await Assert.ThrowsAsync<ConflictException>(() => _test.Aws.KafkaConnect.CreateConnectorAsync(request));
    }

    [Fact]
    public async Task A_custom_plugin_beyond_the_accounts_quota_is_refused()
    {
        using var once = _test.KafkaConnectWithoutRetry();
        var left = 100 - (await once.ListCustomPluginsAsync(new())).CustomPlugins.Count;
        for (var i = 0; i < left; i++)
            await once.CreateCustomPluginAsync(Plugin(i));

        var refused = await Assert.ThrowsAsync<Further.TooManyRequestsException>(() => once.CreateCustomPluginAsync(Plugin(left)));
        Assert.Contains("100 custom plugins", refused.Message, StringComparison.Ordinal);

        static Further.CreateCustomPluginRequest Plugin(int number) => new()
        {
            Name = $"plugin-{number}",
            ContentType = "ZIP",
            Location = new()
            {
                S3Location = new() { BucketArn = LocalAwsSeed.PluginBucketArn, FileKey = "plugins/debezium-postgres.zip" },
            },
        };
    }

    [Fact]
    public async Task A_worker_configuration_beyond_the_accounts_quota_is_refused()
    {
        using var once = _test.KafkaConnectWithoutRetry();
        var left = 100 - (await once.ListWorkerConfigurationsAsync(new())).WorkerConfigurations.Count;
        for (var i = 0; i < left; i++)
            await once.CreateWorkerConfigurationAsync(Configuration(i));

        var refused = await Assert.ThrowsAsync<TooManyRequestsException>(
            () => once.CreateWorkerConfigurationAsync(Configuration(left)));
        Assert.Contains("100 worker configurations", refused.Message, StringComparison.Ordinal);

        static CreateWorkerConfigurationRequest Configuration(int number) => new()
        {
            Name = $"workers-{number}",
            PropertiesFileContent = Convert.ToBase64String("key.converter=a\nvalue.converter=b"u8),
        };
    }

    [Fact]
    public async Task Tags_are_kept_changed_and_limited()
    {
        var request = await _test.PrepareAsync();
        request.Tags = Enumerable.Range(0, 200).ToDictionary(i => $"k{i}", i => $"{i}");
        var arn = (await _test.Aws.KafkaConnect.CreateConnectorAsync(request)).ConnectorArn;
        await Assert.ThrowsAsync<BadRequestException>(() => TagAsync(new() { ["one more"] = "" }));
        await TagAsync(new() { ["k0"] = "changed" });
        var tags =
            await _test.Aws.KafkaConnect.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn });
        Assert.Equal((200, "changed"), (tags.Tags.Count, tags.Tags["k0"]));

        Task TagAsync(Dictionary<string, string> added) =>
            _test.Aws.KafkaConnect.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = added });
    }

    [Fact]
    public async Task Connectors_are_listed_by_prefix_page_by_page_and_names_heed_case()
    {
        var request = await _test.PrepareAsync();
        foreach (var name in new[] { "b1", "B1", "a1", "b2" })
        {
            request.ConnectorName = name;
            await _test.Aws.KafkaConnect.CreateConnectorAsync(request);
        }

        var names = new List<string>();
        var list = new ListConnectorsRequest { ConnectorNamePrefix = "b", MaxResults = 1 };
        do
        {
            var page = await _test.Aws.KafkaConnect.ListConnectorsAsync(list);
            names.AddRange(page.Connectors.Select(c => c.ConnectorName));
            list.NextToken = page.NextToken;
        }
        while (list.NextToken is not null);
        Assert.Equal(["b1", "b2"], names);
    }

    [Fact]
    public async Task A_worker_configuration_that_sets_what_msk_connect_sets_is_refused()
    {
        var refused =
            await Assert.ThrowsAsync<BadRequestException>(
                () => CreateAsync("# fine\nkey.converter=a.B\nsasl.mechanism=PLAIN"));
        Assert.Contains("sasl.mechanism", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await CreateAsync("# sasl.mechanism=PLAIN\nkey.converter=a.B"));

        Task<CreateWorkerConfigurationResponse> CreateAsync(string properties) =>
            _test.Aws.KafkaConnect.CreateWorkerConfigurationAsync(new CreateWorkerConfigurationRequest
            {
                Name = "w", PropertiesFileContent =
                    Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(properties)),
            });
    }

    [Fact]
    public async Task What_a_connector_uses_cannot_be_deleted()
    {
        await _test.Aws.KafkaConnect.CreateConnectorAsync(await _test.PrepareAsync());
        await Assert.ThrowsAsync<Further.BadRequestException>(() => _test.Aws.KafkaConnect.DeleteCustomPluginAsync(
            new() { CustomPluginArn = LocalAwsSeed.DebeziumPluginArn }));
        await Assert.ThrowsAsync<BadRequestException>(() => _test.Aws.KafkaConnect.DeleteWorkerConfigurationAsync(
            new DeleteWorkerConfigurationRequest { WorkerConfigurationArn = LocalAwsSeed.WorkerConfigurationArn }));
        await _test.Aws.KafkaConnect.DeleteCustomPluginAsync(
            new() { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn });
        _test.Clock.Advance(TestCloud.Transition);
        await Assert.ThrowsAsync<NotFoundException>(() => _test.Aws.KafkaConnect.DescribeCustomPluginAsync(
            new DescribeCustomPluginRequest { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn }));
    }
}
