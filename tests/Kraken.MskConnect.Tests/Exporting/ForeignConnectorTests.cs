using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>Connectors that somebody made by hand, with names, roles and rules of their own.</summary>
public sealed class ForeignConnectorTests
{
    private const string Trust = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
        "Principal":{"Service":"kafkaconnect.amazonaws.com"}}}
        """;

    private const string PreciseGrants = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["kafka-cluster:Connect","kafka-cluster:DescribeCluster"],
         "Resource":"arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5"},
        {"Effect":"Allow","Action":["kafka-cluster:*Topic*","kafka-cluster:ReadData"],"Resource":[
         "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/*/cdc.orders",
         "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.trades",
         "arn:aws:kafka:us-east-1:123456789012:topic/other-cluster/*/not.ours",
         "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/*/odd?topic"]},
        {"Effect":"Allow","Action":"s3:Put*","Resource":"arn:aws:s3:::kraken-raw-mnpi-dev/*"},
        {"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],
         "Resource":"arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02"},
        {"Effect":"Allow","Action":"kms:Decrypt",
         "Resource":["arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01",
         "arn:aws:kms:us-east-1:123456789012:key/99999999-3b7e-4c9d-8a52-1e4d7b9c0a99"]}]}
        """;

    private const string WideGrants = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"kafka-cluster:*","Resource":"*"},
        {"Effect":"Allow","Action":["kafka-cluster:ReadData","kafka-cluster:WriteData"],
         "Resource":"arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/*"},
        {"Effect":"Allow","Action":"s3:*","Resource":"*"}]}
        """;

    [Fact]
    public async Task What_the_grants_and_the_connector_tell_is_in_the_spec_and_the_rest_is_named()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, PreciseGrants, LocalAwsSeed.TlsBootstrapServers);

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal("", spec.Env);
        Assert.Equal("sink", spec.ConnectorType);
        Assert.Equal(LocalAwsSeed.VpcId, spec.VpcId);
        Assert.Equal(LocalAwsSeed.ClusterArn, spec.MskClusterArn);
        Assert.Equal(["cdc.orders", "cdc.trades"], spec.KafkaTopicRead.Order(StringComparer.Ordinal));
        Assert.Empty(spec.KafkaTopicWrite);
        Assert.Equal(LocalAwsSeed.SinkBucketArn, spec.S3SinkBucketArn);
        Assert.Equal(LocalAwsSeed.MskKeyArn, spec.MskKmsKeyArn);
        Assert.Equal(LocalAwsSeed.S3KeyArn, spec.S3KmsKeyArn);
        Assert.Equal(LocalAwsSeed.PluginBucketArn + "/plugins/confluent-s3-sink.zip", spec.CustomPluginBucketArn);
        Assert.Equal("(keep)", spec.ConnectorConfiguration["store.secret"]);
        Assert.Equal("/hand/", spec.RolePath);
        Assert.Equal(new Dictionary<string, string> { ["team"] = "data" }, spec.CommonTag);
        Assert.Equal(SpecDefaults.EgressDestination, spec.EgressDestination);
        Assert.Equal(30, spec.LogRetentionInDays);
        Assert.Equal("/hand/logs", spec.LogGroupName);
        Assert.Equal(
            [
                "Env: the connector has no tag env; the spec needs it, fill it in",
                "KafkaTopicRead: the role's grant on topics 'odd?topic' cannot be said in a list of topics; AdditionalPolicyStatement keeps it",
                "MskKmsKeyArn, S3KmsKeyArn, SecretKmsKeyArn: the role may use "
                + "arn:aws:kms:us-east-1:123456789012:key/99999999-3b7e-4c9d-8a52-1e4d7b9c0a99, and nothing says for "
                + "which of them; AdditionalPolicyStatement keeps the grant",
                "The role has the name hand-role, and this module's would have msk-connect-hand-us-east-1: "
                + "a comparison of the spec shows one to be made",
                "The security group has the name hand-group, and this module's would have msk-connect-hand: "
                + "a comparison of the spec shows one to be made",
            ],
            warnings.Where(w => !w.StartsWith("AdditionalPolicyStatement: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["kafka-cluster:*Topic*", "s3:Put*"],
            warnings.Where(w => w.StartsWith("AdditionalPolicyStatement: ", StringComparison.Ordinal))
                .Select(w => w.Split(" allows ")[1].Split(" on ")[0]).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["kafka-cluster:ReadData", "kms:Decrypt", "kms:Decrypt", "kms:GenerateDataKey"],
            spec.AdditionalPolicyStatement.SelectMany(s => s.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_what_was_missing_filled_in_a_comparison_shows_only_what_is_named_otherwise()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, PreciseGrants, LocalAwsSeed.TlsBootstrapServers);

        var (spec, _) = await ExportAsync(rehearsal);
        var plan = await rehearsal.Provisioner.PlanAsync(spec with { Env = "dev" }, default);

        Assert.Equal(
            ["Role Create", "SecurityGroup Create", "LogGroup Update", "Connector Replace"],
            plan.Resources.Select(r => $"{r.Kind} {r.Action}"));
        Assert.Equal(
            ["SecurityGroupId", "IamRoleArn", "Tag[env]", "Tag[kraken:connector]", "Tag[kraken:managed-by]"],
            plan.Resources[3].Changes.Select(c => c.Property));
    }

    [Fact]
    public async Task Grants_in_managed_policies_count_too_and_a_policy_that_is_not_understood_is_named()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, WideGrants, LocalAwsSeed.TlsBootstrapServers);
        await rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = "hand-role",
            PolicyName = "hand",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""",
        });
        await IamAsync(rehearsal, "CreatePolicy", ("PolicyName", "managed"), ("PolicyDocument", PreciseGrants));
        foreach (var arn in new[] { "arn:aws:iam::123456789012:policy/managed", "arn:aws:iam::aws:policy/ReadOnlyAccess" })
            await IamAsync(rehearsal, "AttachRolePolicy", ("RoleName", "hand-role"), ("PolicyArn", arn));

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(LocalAwsSeed.ClusterArn, spec.MskClusterArn);
        Assert.Equal(["cdc.orders", "cdc.trades"], spec.KafkaTopicRead.Order(StringComparer.Ordinal));
        Assert.Contains(
            "The role's policy arn:aws:iam::aws:policy/ReadOnlyAccess could not be read; what it grants is not in the spec, but that it "
            + "is attached is, in AdditionalManagedPolicyArn",
            warnings);
    }

    [Theory]
    [InlineData(LocalAwsSeed.TlsBootstrapServers, LocalAwsSeed.ClusterArn)]
    [InlineData("nlb.example.com:9094", "")]
    public async Task Where_no_grant_names_the_cluster_its_brokers_do_or_it_is_left_out(string brokers, string cluster)
    {
        using var rehearsal = new Rehearsal();
        var withoutTopics = WideGrants.Replace("topic/kraken-dev/*", "topic/*", StringComparison.Ordinal);
        await MakeAsync(rehearsal, withoutTopics, brokers);

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(cluster, spec.MskClusterArn);
        Assert.Equal(cluster.Length == 0, warnings.Any(w => w.StartsWith("MskClusterArn: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_grant_on_every_topic_is_not_carried_over_where_the_configuration_names_them()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, WideGrants, LocalAwsSeed.TlsBootstrapServers);

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(["cdc.orders", "cdc.trades"], spec.KafkaTopicRead);
        Assert.Empty(spec.KafkaTopicWrite);
        Assert.Contains(
            "KafkaTopicRead: the role's grant reaches every topic; the spec has those that the configuration names",
            warnings);
        Assert.Equal(LocalAwsSeed.SinkBucketArn, spec.S3SinkBucketArn);
    }

    [Fact]
    public async Task A_pattern_of_topics_is_named_where_a_grant_on_every_topic_stays()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, WideGrants, LocalAwsSeed.TlsBootstrapServers, ("topics", null), ("topics.regex", @"cdc\..*"));

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(["*"], spec.KafkaTopicRead);
        Assert.True(spec.AllowAllTopics);
        Assert.Contains(warnings, w => w.StartsWith("KafkaTopicRead: ", StringComparison.Ordinal)
            && w.Contains("a pattern in topics.regex", StringComparison.Ordinal) && w.Contains("with * at its end", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kafka-cluster:*", "cdc.orders|cdc.trades")]
    [InlineData("kafka-cluster:ReadData", "cdc.orders|cdc.trades")]
    [InlineData("kafka-cluster:Connect", "")]
    public async Task A_grant_on_every_resource_lets_a_sink_read_the_topics_of_its_configuration(string action, string topics)
    {
        using var rehearsal = new Rehearsal();
        var grants = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";
        await MakeAsync(rehearsal, grants, LocalAwsSeed.TlsBootstrapServers);

        var (spec, _) = await ExportAsync(rehearsal);

        Assert.Equal(topics, string.Join('|', spec.KafkaTopicRead));
        Assert.False(spec.AllowAllTopics);
    }

    [Theory]
    [InlineData("env=a Environment=b Env=c", "a", "Environment")]
    [InlineData("Env=c Environment=b", "c", "Environment")]
    [InlineData("environment=b", "b", "environment")]
    [InlineData("Environment=", "", "Environment")]
    [InlineData("stage=b", "", "stage")]
    public async Task The_environment_is_that_of_the_tags(string tags, string env, string kept)
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(
            rehearsal, PreciseGrants, LocalAwsSeed.TlsBootstrapServers,
            [.. tags.Split(' ').Select(t => t.Split('=')).Select(t => ("tag:" + t[0], (string?)t[1]))]);

        var (spec, _) = await ExportAsync(rehearsal);
        var (given, warnings) = await ExportAsync(rehearsal, env: "given");

        Assert.Equal(env, spec.Env);
        Assert.Equal([kept], spec.CommonTag.Keys);
        Assert.Equal(env.Length > 0 ? env : "given", given.Env);
        Assert.DoesNotContain(warnings, w => w.StartsWith("Env: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_gone_is_told_and_leaves_the_rest_readable()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, PreciseGrants, LocalAwsSeed.TlsBootstrapServers);
        await rehearsal.Aws.Iam.DeleteRolePolicyAsync(
            new DeleteRolePolicyRequest { RoleName = "hand-role", PolicyName = "hand" });
        await rehearsal.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "hand-role" });
        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = "/hand/logs" });

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(LocalAwsSeed.ClusterArn, spec.MskClusterArn);
        Assert.Equal(SpecDefaults.RolePath, spec.RolePath);
        Assert.Contains(
            "The role arn:aws:iam::123456789012:role/hand/hand-role is gone; what it granted is not in the spec", warnings);
    }

    [Fact]
    public async Task Events_that_are_kept_for_ever_are_so_in_the_spec()
    {
        using var rehearsal = new Rehearsal();
        await MakeAsync(rehearsal, PreciseGrants, LocalAwsSeed.TlsBootstrapServers);
        await rehearsal.Aws.Logs.DeleteRetentionPolicyAsync(
            new DeleteRetentionPolicyRequest { LogGroupName = "/hand/logs" });

        var (spec, warnings) = await ExportAsync(rehearsal);

        Assert.Equal(0, spec.LogRetentionInDays);
        Assert.DoesNotContain(warnings, w => w.StartsWith("LogRetentionInDays", StringComparison.Ordinal));
    }

    private static async Task MakeAsync(Rehearsal rehearsal, string grants, string bootstrapServers, params (string Key, string? Value)[] changes)
    {
        var aws = rehearsal.Aws;
        var role = await aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "hand-role", Path = "/hand/", AssumeRolePolicyDocument = Trust });
        await aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "hand-role", PolicyName = "hand", PolicyDocument = grants });
        var group = await aws.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            GroupName = "hand-group",
            Description = "by hand",
            VpcId = LocalAwsSeed.VpcId,
        });
        await aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "/hand/logs" });
        await aws.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = "/hand/logs", RetentionInDays = 30 });
        await aws.KafkaConnect.CreateConnectorAsync(new CreateConnectorRequest
        {
            ConnectorName = "hand",
            KafkaConnectVersion = "2.7.1",
            ServiceExecutionRoleArn = role.Role.Arn,
            Capacity = new Capacity { ProvisionedCapacity = new ProvisionedCapacity { McuCount = 1, WorkerCount = 1 } },
            ConnectorConfiguration = Changed(changes, new Dictionary<string, string>
            {
                ["connector.class"] = "io.confluent.connect.s3.S3SinkConnector",
                ["flush.size"] = "1000",
                ["format.class"] = "io.confluent.connect.s3.format.json.JsonFormat",
                ["storage.class"] = "io.confluent.connect.s3.storage.S3Storage",
                ["topics"] = "cdc.orders, cdc.trades",
                ["s3.bucket.name"] = "kraken-raw-mnpi-dev",
                ["store.secret"] = "canary",
            }),
            KafkaCluster = new KafkaCluster
            {
                ApacheKafkaCluster = new ApacheKafkaCluster
                {
                    BootstrapServers = bootstrapServers,
                    Vpc = new Amazon.KafkaConnect.Model.Vpc
                    {
                        Subnets = [LocalAwsSeed.SubnetIdA],
                        SecurityGroups = [group.GroupId],
                    },
                },
            },
            KafkaClusterClientAuthentication = new KafkaClusterClientAuthentication
            {
                AuthenticationType = Amazon.KafkaConnect.KafkaClusterClientAuthenticationType.NONE,
            },
            KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit
            {
                EncryptionType = Amazon.KafkaConnect.KafkaClusterEncryptionInTransitType.TLS,
            },
            LogDelivery = new LogDelivery
            {
                WorkerLogDelivery = new WorkerLogDelivery
                {
                    CloudWatchLogs = new CloudWatchLogsLogDelivery { Enabled = true, LogGroup = "/hand/logs" },
                },
            },
            Plugins =
            [
                new Plugin
                {
                    CustomPlugin = new CustomPlugin { CustomPluginArn = LocalAwsSeed.S3SinkPluginArn, Revision = 2 },
                },
            ],
            Tags = changes.Where(c => c.Key.StartsWith("tag:", StringComparison.Ordinal)).ToDictionary(c => c.Key["tag:".Length..], c => c.Value!)
                is { Count: > 0 } tags ? tags : new() { ["team"] = "data" },
        });
    }

    /// <summary>A call that our clients do not have, as bytes on the wire.</summary>
    private static async Task IamAsync(Rehearsal rehearsal, string action, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(rehearsal.Cloud.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localaws/")
        {
            Content = new FormUrlEncodedContent(fields.Append(("Action", action)).Append(("Version", "2010-05-08"))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Dictionary<string, string> Changed((string Key, string? Value)[] changes, Dictionary<string, string> configuration)
    {
        foreach (var (key, value) in changes.Where(c => !c.Key.StartsWith("tag:", StringComparison.Ordinal)))
        {
            configuration.Remove(key);
            if (value is not null)
                configuration[key] = value;
        }

        return configuration;
    }

    private static async Task<(ConnectorSpec Spec, IReadOnlyList<string> Warnings)> ExportAsync(Rehearsal rehearsal, string? env = null)
    {
        var specs = new List<ConnectorSpec>();
        var events = new EventLog();
        await foreach (var spec in new SpecExporter(rehearsal.Aws, events) { Env = env }.ExportAsync("hand", default))
            specs.Add(spec);
        return (
            Assert.Single(specs),
            [.. events.All.Where(e => e.Level == ProvisioningEventLevel.Warning).Select(e => e.Message)]);
    }
}
