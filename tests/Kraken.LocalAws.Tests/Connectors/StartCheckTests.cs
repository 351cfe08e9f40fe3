using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;
using Kraken.TestClients;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>Each thing that keeps a connector from starting, next to the case in which it does not.</summary>
public sealed class StartCheckTests : IDisposable
{
    private const string WorkerFailure = "UnknownKafkaConnectWorkerFailure";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_role_that_may_do_nothing_fails_an_iam_connector_and_the_log_names_what_was_denied()
    {
        var failed = await _test.StartAsync(await _test.PrepareAsync(policy: Allow("s3:GetObject", "*")));
        Assert.Equal(ConnectorState.FAILED, failed.ConnectorState);
        Assert.Equal(WorkerFailure, failed.StateDescription.Code);
        // The state names no permission, as at AWS; the log does.
        Assert.DoesNotContain("kafka", failed.StateDescription.Message, StringComparison.OrdinalIgnoreCase);
        var log = await _test.LogAsync();
        Assert.Contains("SaslAuthenticationException", log, StringComparison.Ordinal);
        Assert.Contains(
            "TopicAuthorizationException: Not authorized to access topics: [cdc.public.trades]", log,
            StringComparison.Ordinal);
        Assert.Contains(
            "Not authorized to access group: __amazon_msk_connect_cluster_c1_", log, StringComparison.Ordinal);
        Assert.Matches(@"^\[Worker-0[0-9a-f]{16}\] \[2026-03-01 12:01:00,000\] ERROR ", log.Split('\n')[0]);
    }

    [Theory]
    [InlineData("kafka-cluster:Connect", "SaslAuthenticationException")]
    [InlineData("kafka-cluster:DescribeCluster", "ClusterAuthorizationException")]
    [InlineData("kafka-cluster:CreateTopic", "__amazon_msk_connect_configs_c1_")]
    [InlineData("kafka-cluster:ReadData", "__amazon_msk_connect_offsets_c1_")]
    [InlineData("kafka-cluster:WriteData", "[cdc.public.trades]")]
    [InlineData("kafka-cluster:DescribeTopic", "__amazon_msk_connect_status_c1_")]
    [InlineData("kafka-cluster:AlterGroup", "__amazon_msk_connect_cluster_c1_")]
    [InlineData("kafka-cluster:DescribeGroup", "__amazon_msk_connect_cluster_c1_")]
    public async Task Each_kafka_call_of_a_source_needs_its_grant(string action, string logged)
    {
        var failed = await _test.StartAsync(await _test.PrepareAsync(policy: AllBut(action)));
        Assert.Equal(ConnectorState.FAILED, failed.ConnectorState);
        Assert.Contains(logged, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_judged_fails_the_connector_and_no_one_elses_request()
    {
        var policy = Statements(
            """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"aws:PrincipalAccount":"${aws:PrincipalArn}"}}}""");
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(await _test.PrepareAsync(policy: policy))).ConnectorState);
        Assert.Contains("' is not a number", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cdc\\.public\\..*", true)]
    [InlineData("(a+)+$", false)]
    [InlineData("(?=cdc).*", false)]
    [InlineData("[", false)]
    public async Task A_sinks_pattern_stands_for_the_topics_that_are_there(string pattern, bool reads)
    {
        await _test.StartAsync(await _test.PrepareAsync());
        var configuration = TestCloud.SinkConfiguration();
        configuration.Remove("topics");
        configuration["topics.regex"] = pattern;
        var request = await _test.PrepareAsync("c2", AllBut("s3:PutObject"), configuration: configuration);
        var expected = reads ? ConnectorState.FAILED : ConnectorState.RUNNING;
        Assert.Equal(expected, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task Without_iam_authentication_no_kafka_grant_is_needed()
    {
        var request = await _test.PrepareAsync(policy: Allow("s3:GetObject", "*"), authentication: "NONE");
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_permissions_boundary_takes_away_what_the_policy_gives()
    {
        var request = await _test.PrepareAsync();
        var made = await _test.Raw.QueryAsync(
            "iam", "CreatePolicy", ("PolicyName", "boundary"), ("PolicyDocument", AllBut("kafka-cluster:WriteData")));
        Assert.Equal(200, made.Status);
        await _test.Aws.Iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = "c1", PermissionsBoundary = made.Element("Arn") });
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task An_attached_policy_counts_like_an_inline_one()
    {
        var request = await _test.PrepareAsync(policy: Allow("s3:GetObject", "*"));
        var made =
            await _test.Raw.QueryAsync(
                "iam", "CreatePolicy", ("PolicyName", "all"), ("PolicyDocument", TestCloud.Policy));
        var attached =
            await _test.Raw.QueryAsync(
                "iam", "AttachRolePolicy", ("RoleName", "c1"), ("PolicyArn", made.Element("Arn")!));
        Assert.Equal(200, attached.Status);
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_sink_needs_its_group_and_its_topics()
    {
        var request = await _test.PrepareAsync(policy: Statements(
            Deny("kafka-cluster:*", LocalAwsSeed.ClusterArn.Replace(":cluster/", ":group/", StringComparison.Ordinal)
                + "/connect-c1"),
            Deny("kafka-cluster:ReadData",
                LocalAwsSeed.ClusterArn.Replace(":cluster/", ":topic/", StringComparison.Ordinal) + "/cdc.*"),
            AllowStatement("*", "*")), configuration: TestCloud.SinkConfiguration());
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        var log = await _test.LogAsync();
        Assert.Contains("Not authorized to access group: connect-c1", log, StringComparison.Ordinal);
        Assert.Contains("[cdc.public.trades]", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3:PutObject")]
    [InlineData("s3:AbortMultipartUpload")]
    [InlineData("kms:GenerateDataKey")]
    [InlineData("kms:Decrypt")]
    public async Task A_sink_to_an_encrypted_bucket_needs_its_grants_even_without_iam_authentication(string action)
    {
        var request = await _test.PrepareAsync(
            policy: AllBut(action), authentication: "NONE", configuration: TestCloud.SinkConfiguration());
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains(
            $"is not authorized to perform: {action} on resource: ", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_goes_on_without_being_allowed_to_list_its_bucket()
    {
        var request = await _test.PrepareAsync(
            policy: AllBut("s3:ListBucket"), authentication: "NONE", configuration: TestCloud.SinkConfiguration());
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_grant_on_another_directory_of_the_bucket_does_not_do()
    {
        var configuration = TestCloud.SinkConfiguration();
        configuration["topics.dir"] = "raw";
        var policy = Statements(
            AllowStatement("s3:*", LocalAwsSeed.SinkBucketArn + "/topics/*"), AllowStatement("kms:*", "*"));
        var request = await _test.PrepareAsync(policy: policy, authentication: "NONE", configuration: configuration);
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains(
            LocalAwsSeed.SinkBucketArn + "/raw/cdc.public.trades/", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_grant_conditioned_on_s3_does()
    {
        var policy = Statements(
            AllowStatement("s3:*", LocalAwsSeed.SinkBucketArn + "/topics/*"),
            $$$"""{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"{{{LocalAwsSeed.S3KeyArn}}}","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"} } }""");
        var request =
            await _test.PrepareAsync(
                policy: policy, authentication: "NONE", configuration: TestCloud.SinkConfiguration());
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_sink_to_a_bucket_that_is_not_there_fails()
    {
        var configuration = TestCloud.SinkConfiguration();
        configuration["s3.bucket.name"] = "nowhere";
        var request = await _test.PrepareAsync(authentication: "NONE", configuration: configuration);
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("Non-existent S3 bucket: nowhere", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${secretsmanager:kraken/dev/database:password}")]
    [InlineData(
        "${secretsmanager:arn%3Aaws%3Asecretsmanager%3Aus-east-1%3A123456789012%3Asecret%3Akraken/dev/database-AbC123:password}")]
    public async Task A_secret_reference_needs_leave_to_read_the_secret(string reference)
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = reference;
        var request = await _test.PrepareAsync(
            policy: AllBut("secretsmanager:GetSecretValue"), authentication: "NONE", configuration: configuration);
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains(
            "secretsmanager:GetSecretValue on resource: "
                + LocalAwsSeed.SecretArn, await _test.LogAsync(), StringComparison.Ordinal);

        await _test.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = "c1", PolicyName = "p", PolicyDocument =
                Allow("secretsmanager:GetSecretValue", LocalAwsSeed.SecretArn),
        });
        request.ConnectorName = "c2";
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_reference_to_a_provider_that_no_worker_configuration_declares_is_taken_for_the_value()
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = "${secretsmanager:kraken/dev/database:password}";
        var request = await _test.PrepareAsync(authentication: "NONE", configuration: configuration);
        request.WorkerConfiguration = null;
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("literal value", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_secret_that_is_not_there_fails()
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = "${secretsmanager:nowhere:password}";
        var request = await _test.PrepareAsync(authentication: "NONE", configuration: configuration);
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("ResourceNotFoundException", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mysql_source_also_needs_its_schema_history()
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["connector.class"] = "io.debezium.connector.mysql.MySqlConnector";
        configuration["schema.history.internal.kafka.topic"] = "history";
        var request = await _test.PrepareAsync(
            policy: AllBut("kafka-cluster:DescribeClusterDynamicConfiguration"), configuration: configuration);
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task Topics_are_those_after_the_transforms_that_rename_them()
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["transforms"] = "route";
        configuration["transforms.route.type"] = "org.apache.kafka.connect.transforms.RegexRouter";
        configuration["transforms.route.regex"] = @"cdc\.public\.(.*)";
        configuration["transforms.route.replacement"] = "cdc.$1.mnpi";
        await _test.StartAsync(await _test.PrepareAsync(configuration: configuration));
        var topics =
            await _test.Aws.Kafka.ListTopicsAsync(
                new() { ClusterArn = LocalAwsSeed.ClusterArn });
        Assert.Contains(topics.Topics, t => t.TopicName == "cdc.trades.mnpi");
        Assert.DoesNotContain(topics.Topics, t => t.TopicName == "cdc.public.trades");
    }

    [Theory]
    [InlineData(9098, 5432, ConnectorState_RUNNING)]
    [InlineData(9094, 5432, ConnectorState_FAILED)]
    [InlineData(9098, 3306, ConnectorState_FAILED)]
    public async Task The_security_group_must_let_out_what_the_connector_connects_to(
        int brokerPort, int databasePort, string state)
    {
        var request = await _test.PrepareAsync();
        await SetEgressAsync(request, (brokerPort, "10.20.0.0/16"), (databasePort, "10.20.0.0/16"), (443, "0.0.0.0/0"));
        Assert.Equal(state, (await _test.StartAsync(request)).ConnectorState.Value);
    }

    [Fact]
    public async Task A_rule_for_another_network_does_not_reach_the_brokers()
    {
        var request = await _test.PrepareAsync();
        await SetEgressAsync(request, (9098, "192.168.0.0/16"), (5432, "0.0.0.0/0"), (443, "0.0.0.0/0"));
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        var log = await _test.LogAsync();
        Assert.Contains("Connection to node -1 (b-1.krakendev", log, StringComparison.Ordinal);
        Assert.Contains("TimeoutException", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_443_an_iam_connector_cannot_get_credentials()
    {
        var request = await _test.PrepareAsync();
        await SetEgressAsync(request, (9098, "0.0.0.0/0"), (5432, "0.0.0.0/0"));
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("sts.us-east-1.amazonaws.com:443", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_bootstrap_server_does_not_resolve()
    {
        var request = await _test.PrepareAsync();
        request.KafkaCluster.ApacheKafkaCluster.BootstrapServers = "nowhere.example:9098";
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("No resolvable bootstrap urls", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_speaks_another_protocol_fails()
    {
        var request = await _test.PrepareAsync();
        request.KafkaCluster.ApacheKafkaCluster.BootstrapServers = LocalAwsSeed.TlsBootstrapServers;
        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(request)).ConnectorState);
        Assert.Contains("Failed authentication", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_load_balancer_reaches_the_cluster()
    {
        var request = await _test.PrepareAsync(authentication: "NONE");
        request.KafkaCluster.ApacheKafkaCluster.BootstrapServers = LocalAwsSeed.LoadBalancerBootstrapServers;
        Assert.Equal(ConnectorState.RUNNING, (await _test.StartAsync(request)).ConnectorState);
    }

    [Fact]
    public async Task A_missing_log_group_fails_with_a_code_of_its_own()
    {
        var request = await _test.PrepareAsync();
        request.LogDelivery.WorkerLogDelivery.CloudWatchLogs.LogGroup = "/nowhere";
        var failed = await _test.StartAsync(request);
        Assert.Equal(ConnectorState.FAILED, failed.ConnectorState);
        Assert.Equal("InvalidInput.WorkerLogsError", failed.StateDescription.Code);
    }

    [Fact]
    public async Task A_planned_failure_has_its_code_message_and_log()
    {
        _test.Cloud.Faults.Add(new ConnectorFailure("c*", "Code", "Message.", ["ERROR one", "ERROR two"]));
        var failed = await _test.StartAsync(await _test.PrepareAsync());
        Assert.Equal(("Code", "Message."), (failed.StateDescription.Code, failed.StateDescription.Message));
        Assert.Equal(2, (await _test.LogAsync()).Split('\n').Length);
    }

    [Fact]
    public async Task No_value_of_the_configuration_is_logged()
    {
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = "canary-5f2a";
        await _test.StartAsync(await _test.PrepareAsync(configuration: configuration));
        await _test.StartAsync(
            await _test.PrepareAsync("c2", Allow("s3:GetObject", "*"), configuration: configuration));
        Assert.DoesNotContain(
            "canary-5f2a", await _test.LogAsync() + await _test.LogAsync("c2"), StringComparison.Ordinal);
    }

    private const string ConnectorState_RUNNING = "RUNNING";
    private const string ConnectorState_FAILED = "FAILED";

    private async Task SetEgressAsync(CreateConnectorRequest request, params (int Port, string Cidr)[] rules)
    {
        var group = request.KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups[0];
        await _test.Aws.Ec2.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest
        {
            GroupId = group,
            IpPermissions =
                [new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }],
        });
        await _test.Aws.Ec2.AuthorizeSecurityGroupEgressAsync(new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = group,
            IpPermissions = [.. rules.Select(r => new IpPermission
            {
                IpProtocol = "tcp", FromPort = r.Port, ToPort = r.Port, Ipv4Ranges = [new IpRange { CidrIp = r.Cidr }],
            })],
        });
    }

    private static string Allow(string action, string resource) => Statements(AllowStatement(action, resource));

    private static string AllBut(string action) => Statements(Deny(action, "*"), AllowStatement("*", "*"));

    private static string AllowStatement(string action, string resource) =>
        $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""";

    private static string Deny(string action, string resource) =>
        $$"""{"Effect":"Deny","Action":"{{action}}","Resource":"{{resource}}"}""";

    private static string Statements(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
