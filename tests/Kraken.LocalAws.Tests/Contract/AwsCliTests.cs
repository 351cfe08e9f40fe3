using System.Text.Json;
using Kraken.LocalAws.Tests.Support;
using Kraken.Tests.Shared;

namespace Kraken.LocalAws.Tests.Contract;

/// <summary>
/// The AWS CLI's own idea of each protocol, held against the server: a success and an error for each service.
/// </summary>
public sealed class AwsCliTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private LocalAwsServer _server = null!;
    private AwsCli _aws = null!;

    public Task InitializeAsync()
    {
        _server = LocalAwsServer.Start(new LocalCloud(new LocalAwsOptions { Clock = _clock }));
        _aws = new AwsCli(_server.Endpoint);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [FactIf(typeof(AwsCli))]
    public async Task Kafka_connect()
    {
        var role = (await _aws.RunAsync(
            "iam", "create-role", "--role-name", "r", "--assume-role-policy-document", TestCloud.Trust)).GetProperty(
                "Role").GetProperty("Arn").GetString();
        await _aws.RunAsync(
            "iam", "put-role-policy", "--role-name", "r", "--policy-name", "p", "--policy-document", TestCloud.Policy);
        var request = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(request, JsonSerializer.Serialize(new
            {
                connectorName = "cli",
                kafkaConnectVersion = "3.7.x",
                serviceExecutionRoleArn = role,
                capacity = new { provisionedCapacity = new { mcuCount = 1, workerCount = 1 } },
                connectorConfiguration = TestCloud.SinkConfiguration(),
                kafkaCluster = new
                {
                    apacheKafkaCluster = new
                    {
                        bootstrapServers = LocalAwsSeed.IamBootstrapServers,
                        vpc = new { subnets = new[] { LocalAwsSeed.SubnetIdA },
                            securityGroups = new[] { LocalAwsSeed.ClusterSecurityGroupId } },
                    },
                },
                kafkaClusterClientAuthentication = new { authenticationType = "IAM" },
                kafkaClusterEncryptionInTransit = new { encryptionType = "TLS" },
                plugins = new[] { new { customPlugin = new { customPluginArn = LocalAwsSeed.S3SinkPluginArn,
                    revision = 2 } } },
                tags = new Dictionary<string, string> { ["a"] = "1" },
            }));
            var created =
                await _aws.RunAsync("kafkaconnect", "create-connector", "--cli-input-json", "file://" + request);
            var arn = created.GetProperty("connectorArn").GetString()!;
            _clock.Advance(TimeSpan.FromSeconds(1));

            var described = await _aws.RunAsync("kafkaconnect", "describe-connector", "--connector-arn", arn);
            Assert.Equal("RUNNING", described.GetProperty("connectorState").GetString());
            Assert.Equal(
                "2026-03-01T12:00:00Z", described.GetProperty("creationTime").GetDateTimeOffset()
                    .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
            Assert.Equal("3", described.GetProperty("connectorConfiguration").GetProperty("tasks.max").GetString());
            await _aws.RunAsync(
                "kafkaconnect", "update-connector", "--connector-arn", arn, "--current-version",
                described.GetProperty("currentVersion").GetString()!,
                "--capacity", """{"provisionedCapacity":{"mcuCount":2,"workerCount":2}}""");
            _clock.Advance(TimeSpan.FromSeconds(1));
            var operations = await _aws.RunAsync("kafkaconnect", "list-connector-operations", "--connector-arn", arn);
            var operation = operations.GetProperty("connectorOperations")[0];
            Assert.Equal("UPDATE_COMPLETE", operation.GetProperty("connectorOperationState").GetString());
            await _aws.RunAsync(
                "kafkaconnect", "describe-connector-operation", "--connector-operation-arn",
                operation.GetProperty("connectorOperationArn").GetString()!);
            await _aws.RunAsync("kafkaconnect", "untag-resource", "--resource-arn", arn, "--tag-keys", "a", "b");
            var tags = await _aws.RunAsync("kafkaconnect", "list-tags-for-resource", "--resource-arn", arn);
            Assert.Equal("{}", tags.GetProperty("tags").ToString());
            Assert.Equal(
                "ConflictException",
                await _aws.FailAsync("kafkaconnect", "create-connector", "--cli-input-json", "file://" + request));
            await _aws.RunAsync("kafkaconnect", "delete-connector", "--connector-arn", arn);
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(
                "NotFoundException",
                await _aws.FailAsync("kafkaconnect", "describe-connector", "--connector-arn", arn));
        }
        finally
        {
            File.Delete(request);
        }
    }

    [FactIf(typeof(AwsCli))]
    public async Task Iam_and_sts()
    {
        await _aws.RunAsync(
            "iam", "create-role", "--role-name", "r", "--assume-role-policy-document", TestCloud.Trust,
            "--tags", "Key=a,Value=1", "Key=b,Value=");
        await _aws.RunAsync(
            "iam", "put-role-policy", "--role-name", "r", "--policy-name", "p", "--policy-document", TestCloud.Policy);
        var role = (await _aws.RunAsync("iam", "get-role", "--role-name", "r")).GetProperty("Role");
        // The CLI decodes the policy by itself, so a wrong encoding would show.
        Assert.Equal(
            "sts:AssumeRole", role.GetProperty("AssumeRolePolicyDocument")
                .GetProperty("Statement")[0].GetProperty("Action").GetString());
        Assert.Equal(2, role.GetProperty("Tags").GetArrayLength());
        var policy = await _aws.RunAsync("iam", "get-role-policy", "--role-name", "r", "--policy-name", "p");
        Assert.Equal(
            "*", policy.GetProperty("PolicyDocument").GetProperty("Statement")[0].GetProperty("Resource").GetString());
        Assert.Equal("DeleteConflict", await _aws.FailAsync("iam", "delete-role", "--role-name", "r"));
        Assert.Equal(
            "EntityAlreadyExists",
            await _aws.FailAsync(
                "iam", "create-role", "--role-name", "r", "--assume-role-policy-document", TestCloud.Trust));
        var caller = await _aws.RunAsync("sts", "get-caller-identity");
        Assert.Equal("123456789012", caller.GetProperty("Account").GetString());
        Assert.Equal("AccessDenied", await _aws.FailAsync(
            "sts", "assume-role", "--role-arn", "arn:aws:iam::123456789012:role/none", "--role-session-name", "me"));
    }

    [FactIf(typeof(AwsCli))]
    public async Task Ec2()
    {
        var group = (await _aws.RunAsync(
            "ec2", "create-security-group", "--group-name", "g", "--description", "about g", "--vpc-id",
            LocalAwsSeed.VpcId,
            "--tag-specifications", "ResourceType=security-group,Tags=[{Key=Name,Value=g}]")).GetProperty(
                "GroupId").GetString()!;
        await _aws.RunAsync(
            "ec2", "authorize-security-group-egress", "--group-id", group, "--ip-permissions",
            "IpProtocol=tcp,FromPort=9098,ToPort=9098,IpRanges=[{CidrIp=10.0.0.0/8,Description=brokers}]");
        await _aws.RunAsync(
            "ec2", "revoke-security-group-egress", "--group-id", group, "--ip-permissions",
            "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]");
        var described = (await _aws.RunAsync("ec2", "describe-security-groups", "--filters", "Name=tag:Name,Values=g"))
            .GetProperty("SecurityGroups");
        Assert.Equal(
            9098, Assert.Single(described[0].GetProperty("IpPermissionsEgress").EnumerateArray())
                .GetProperty("FromPort").GetInt32());
        var rules =
            await _aws.RunAsync("ec2", "describe-security-group-rules", "--filters", "Name=group-id,Values=" + group);
        Assert.Equal("brokers", rules.GetProperty("SecurityGroupRules")[0].GetProperty("Description").GetString());
        var subnets =
            await _aws.RunAsync(
                "ec2", "describe-subnets", "--subnet-ids", LocalAwsSeed.SubnetIdA, LocalAwsSeed.SubnetIdB);
        Assert.Equal(2, subnets.GetProperty("Subnets").GetArrayLength());
        Assert.Equal(
            "InvalidSubnetID.NotFound", await _aws.FailAsync("ec2", "describe-subnets", "--subnet-ids", "subnet-0"));
        Assert.Equal("InvalidGroup.Duplicate", await _aws.FailAsync(
            "ec2", "create-security-group", "--group-name", "g", "--description", "d", "--vpc-id", LocalAwsSeed.VpcId));
        await _aws.RunAsync("ec2", "delete-security-group", "--group-id", group);
    }

    [FactIf(typeof(AwsCli))]
    public async Task Logs()
    {
        await _aws.RunAsync("logs", "create-log-group", "--log-group-name", "/g", "--tags", "a=1");
        await _aws.RunAsync("logs", "put-retention-policy", "--log-group-name", "/g", "--retention-in-days", "7");
        await _aws.RunAsync("logs", "create-log-stream", "--log-group-name", "/g", "--log-stream-name", "s");
        await _aws.RunAsync(
            "logs", "put-log-events", "--log-group-name", "/g", "--log-stream-name", "s",
            "--log-events", "timestamp=1772366400000,message=one", "timestamp=1772366400001,message=two");
        var group = (await _aws.RunAsync("logs", "describe-log-groups", "--log-group-name-prefix", "/g"))
            .GetProperty("logGroups")[0];
        Assert.Equal(7, group.GetProperty("retentionInDays").GetInt32());
        var events = await _aws.RunAsync("logs", "get-log-events", "--log-group-name", "/g", "--log-stream-name", "s");
        Assert.Equal(
            ["one", "two"], events.GetProperty("events").EnumerateArray()
                .Select(e => e.GetProperty("message").GetString()));
        var tags =
            await _aws.RunAsync(
                "logs", "list-tags-for-resource", "--resource-arn", group.GetProperty("logGroupArn").GetString()!);
        Assert.Equal("1", tags.GetProperty("tags").GetProperty("a").GetString());
        Assert.Equal(
            "ResourceAlreadyExistsException",
            await _aws.FailAsync("logs", "create-log-group", "--log-group-name", "/g"));
        Assert.Equal(
            "InvalidParameterException",
            await _aws.FailAsync("logs", "put-retention-policy", "--log-group-name", "/g", "--retention-in-days", "8"));
    }

    [FactIf(typeof(AwsCli))]
    public async Task Kafka_secrets_manager_kms_and_s3()
    {
        var cluster = await _aws.RunAsync("kafka", "describe-cluster-v2", "--cluster-arn", LocalAwsSeed.ClusterArn);
        Assert.Equal("ACTIVE", cluster.GetProperty("ClusterInfo").GetProperty("State").GetString());
        var brokers = await _aws.RunAsync("kafka", "get-bootstrap-brokers", "--cluster-arn", LocalAwsSeed.ClusterArn);
        Assert.Equal(LocalAwsSeed.IamBootstrapServers, brokers.GetProperty("BootstrapBrokerStringSaslIam").GetString());
        Assert.Equal(
            "NotFoundException",
            await _aws.FailAsync("kafka", "describe-cluster-v2", "--cluster-arn", LocalAwsSeed.ClusterArn + "6"));

        var secret = await _aws.RunAsync("secretsmanager", "describe-secret", "--secret-id", LocalAwsSeed.SecretName);
        Assert.Equal(LocalAwsSeed.SecretArn, secret.GetProperty("ARN").GetString());
        Assert.Equal(
            "ResourceNotFoundException",
            await _aws.FailAsync("secretsmanager", "describe-secret", "--secret-id", "none"));

        var key = await _aws.RunAsync("kms", "describe-key", "--key-id", LocalAwsSeed.MskKeyArn);
        Assert.Equal("Enabled", key.GetProperty("KeyMetadata").GetProperty("KeyState").GetString());
        Assert.Equal("NotFoundException", await _aws.FailAsync("kms", "describe-key", "--key-id", "none"));

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "hello");
            await _aws.RunAsync(
                "s3api", "put-object", "--bucket", "kraken-raw-mnpi-dev", "--key", "a b/c", "--body", file);
            var list = await _aws.RunAsync("s3api", "list-objects-v2", "--bucket", "kraken-raw-mnpi-dev");
            Assert.Equal("a b/c", list.GetProperty("Contents")[0].GetProperty("Key").GetString());
            var got = await _aws.RunAsync(
                "s3api", "get-object", "--bucket", "kraken-raw-mnpi-dev", "--key", "a b/c", file);
            Assert.Equal(
                (5, "hello"), (got.GetProperty("ContentLength").GetInt32(), await File.ReadAllTextAsync(file)));
        }
        finally
        {
            File.Delete(file);
        }

        var encryption = await _aws.RunAsync("s3api", "get-bucket-encryption", "--bucket", "kraken-raw-mnpi-dev");
        Assert.Contains(LocalAwsSeed.S3KeyArn, encryption.ToString(), StringComparison.Ordinal);
        Assert.Equal("404", await _aws.FailAsync("s3api", "head-bucket", "--bucket", "none"));
        Assert.Equal("NoSuchBucket", await _aws.FailAsync("s3api", "list-objects-v2", "--bucket", "none"));
    }

    [FactIf(typeof(AwsCli))]
    public async Task Plugins_and_worker_configurations_page_by_page()
    {
        for (var i = 0; i < 3; i++)
        {
            await _aws.RunAsync(
                "kafkaconnect", "create-worker-configuration", "--name", $"w{i}",
                "--properties-file-content", Convert.ToBase64String("key.converter=a.B"u8));
        }

        // The CLI asks for page after page of one item.
        var all = await _aws.RunAsync(
            "kafkaconnect", "list-worker-configurations", "--page-size", "1", "--name-prefix", "w");
        Assert.Equal(
            ["w0", "w1", "w2"], all.GetProperty("workerConfigurations").EnumerateArray()
                .Select(w => w.GetProperty("name").GetString()));
        var plugin = await _aws.RunAsync(
            "kafkaconnect", "create-custom-plugin", "--name", "p", "--content-type", "ZIP",
            "--location",
            "s3Location={bucketArn=arn:aws:s3:::kraken-connect-plugins-dev,fileKey=plugins/confluent-s3-sink.zip}");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var described =
            await _aws.RunAsync(
                "kafkaconnect", "describe-custom-plugin", "--custom-plugin-arn", plugin.GetProperty("customPluginArn")
                    .GetString()!);
        Assert.Equal("ACTIVE", described.GetProperty("customPluginState").GetString());
    }
}
