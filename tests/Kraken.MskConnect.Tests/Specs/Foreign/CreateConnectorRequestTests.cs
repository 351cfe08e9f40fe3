using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs.Foreign;

public sealed class CreateConnectorRequestTests
{
    private const string Request = $$"""
        {
          "connectorName": "orders-cdc",
          "connectorDescription": "Orders",
          "kafkaConnectVersion": "3.7.x",
          "networkType": "DUAL",
          "capacity": { "autoScaling": {
            "mcuCount": 2, "minWorkerCount": 2, "maxWorkerCount": 4, "maxAutoscalingTaskCount": 8,
            "scaleInPolicy": { "cpuUtilizationPercentage": 25 }, "scaleOutPolicy": { "cpuUtilizationPercentage": 75 } } },
          "connectorConfiguration": {
            "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
            "database.hostname": "orders.example.com", "database.dbname": "orders", "database.port": "5432",
            "database.user": "${secretsmanager:orders:user}", "database.password": "${secretsmanager:orders:password}",
            "topic.prefix": "ord", "plugin.name": "pgoutput", "table.include.list": "public.orders" },
          "kafkaCluster": { "apacheKafkaCluster": {
            "bootstrapServers": "{{ForeignFiles.Brokers}}",
            "vpc": { "securityGroups": ["sg-0a1b2c3d4e5f60718"], "subnets": ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"] } } },
          "kafkaClusterClientAuthentication": { "authenticationType": "IAM" },
          "kafkaClusterEncryptionInTransit": { "encryptionType": "TLS" },
          "plugins": [ { "customPlugin": { "customPluginArn": "{{ForeignFiles.PluginArn}}", "revision": 3 } } ],
          "serviceExecutionRoleArn": "arn:aws:iam::123456789012:role/orders",
          "workerConfiguration": { "revision": 2, "workerConfigurationArn":
            "arn:aws:kafkaconnect:eu-west-1:123456789012:worker-configuration/orders/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d-1" },
          "tags": { "env": "prod", "team": "data", "kraken:connector": "other", "aws:x": "y" }
        }
        """;

    [Fact]
    public void All_that_it_says_is_in_the_spec()
    {
        var spec = ForeignFiles.One(Request).Spec;

        Assert.Equal(("orders-cdc", "Orders", "3.7.x", "DUAL"), (spec.ConnectorName, spec.Description, spec.KafkaConnectVersion, spec.NetworkType));
        Assert.Equal(("eu-west-1", "123456789012", "source"), (spec.Region, spec.AccountId, spec.ConnectorType));
        Assert.Equal((2, 2, 4, 8), (spec.AutoscalingMcuCount, spec.AutoscalingMinWorkerCount, spec.AutoscalingMaxWorkerCount, spec.AutoscalingMaxTaskCount));
        Assert.Equal((25, 75), (spec.AutoscalingScaleInCpu, spec.AutoscalingScaleOutCpu));
        Assert.Equal(ForeignFiles.Brokers, spec.MskBootstrapServer);
        Assert.Equal(["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"], spec.SubnetId);
        Assert.Equal((ForeignFiles.PluginArn, 3), (spec.CustomPluginArn, spec.CustomPluginRevision));
        Assert.Equal(2, spec.WorkerConfigurationRevision);
        Assert.EndsWith("worker-configuration/orders/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d-1", spec.WorkerConfigurationArn);
        Assert.Equal("orders.example.com", spec.ConnectorConfiguration["database.hostname"]);
        Assert.Equal("prod", spec.Env);
        Assert.Equal(new Dictionary<string, string> { ["team"] = "data" }, spec.CommonTag);
    }

    [Fact]
    public void What_it_does_not_say_is_missing_until_a_default_gives_it()
    {
        Assert.Equal(["vpc_id", "msk_cluster_arn", "custom_plugin_bucket_arn"], ForeignFiles.One(Request).Missing);

        var complete = ForeignFiles.One(Request, defaults: ForeignFiles.All);

        Assert.Empty(complete.Missing);
        Assert.Empty(ForeignFiles.Errors(complete));
        Assert.Equal("prod", complete.Spec.Env);
        Assert.Equal(2, complete.Spec.SubnetId.Count);
    }

    [Fact]
    public void A_resolved_cluster_makes_the_brokers_no_question()
    {
        var text = Request.Replace(ForeignFiles.Brokers, "", StringComparison.Ordinal);

        Assert.Contains("msk_bootstrap_servers", ForeignFiles.One(text).Missing);
        Assert.DoesNotContain(
            "msk_bootstrap_servers",
            Assert.Single(SpecReader.ReadText(text, SpecFormat.Json, "file", new SpecReadOptions { ResolvesCluster = true })).Missing);
    }

    [Fact]
    public void The_role_and_the_security_groups_are_told_to_be_made_anew()
    {
        var finding = Assert.Single(ForeignFiles.One(Request).Findings, f => f.Rule == "MadeAnew");

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.StartsWith("securityGroups, serviceExecutionRoleArn: not taken over", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_input_stands_for_is_told()
    {
        var text = Request.Replace("\"networkType\": \"DUAL\"", "\"capacityClass\": \"large\"", StringComparison.Ordinal);

        Assert.Contains("capacityClass", Assert.Single(ForeignFiles.One(text).Findings, f => f.Rule == "NotRead").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connectorName", "ConnectorName")]
    [InlineData("kafkaCluster", "KafkaCluster")]
    [InlineData("customPluginArn", "CustomPluginArn")]
    [InlineData("subnets", "Subnets")]
    [InlineData("connectorConfiguration", "ConnectorConfiguration")]
    public void Its_names_are_read_in_either_case(string camel, string pascal)
    {
        var (plain, other) = (ForeignFiles.One(Request), ForeignFiles.One(Request.Replace($"\"{camel}\"", $"\"{pascal}\"", StringComparison.Ordinal)));

        foreach (var field in SpecFields.All)
            Assert.Equal(field.Value(plain.Spec), field.Value(other.Spec));
    }

    [Fact]
    public void Log_destinations_are_read_where_they_are_switched_on()
    {
        var text = Request.Replace("\"networkType\": \"DUAL\"", """
            "logDelivery": { "workerLogDelivery": {
              "cloudWatchLogs": { "enabled": true, "logGroup": "/connect/orders" },
              "s3": { "enabled": true, "bucket": "orders-logs", "prefix": "connect" },
              "firehose": { "enabled": false, "deliveryStream": "unused" } } }
            """, StringComparison.Ordinal);
        var reading = ForeignFiles.One(text);

        Assert.Equal(
            ("/connect/orders", "orders-logs", "connect", null),
            (reading.Spec.LogGroupName, reading.Spec.LogS3Bucket, reading.Spec.LogS3Prefix, reading.Spec.LogFirehoseDeliveryStream));
        Assert.DoesNotContain(reading.Findings, f => f.Rule == "NotRead");
    }

    /// <summary>As aws kafkaconnect create-connector --generate-cli-skeleton writes it; with one value filled in.</summary>
    private const string Skeleton = """
        {
            "capacity": {
                "autoScaling": {
                    "maxWorkerCount": 0, "mcuCount": 0, "minWorkerCount": 0,
                    "scaleInPolicy": { "cpuUtilizationPercentage": 0 },
                    "scaleOutPolicy": { "cpuUtilizationPercentage": 0 },
                    "maxAutoscalingTaskCount": 0
                },
                "provisionedCapacity": { "mcuCount": 0, "workerCount": 0 }
            },
            "connectorConfiguration": { "KeyName": "" },
            "connectorDescription": "",
            "connectorName": "filled-in",
            "kafkaCluster": { "apacheKafkaCluster": { "bootstrapServers": "", "vpc": { "securityGroups": [ "" ], "subnets": [ "" ] } } },
            "kafkaClusterClientAuthentication": { "authenticationType": "NONE" },
            "kafkaClusterEncryptionInTransit": { "encryptionType": "TLS" },
            "kafkaConnectVersion": "",
            "networkType": "IPV4",
            "plugins": [ { "customPlugin": { "customPluginArn": "", "revision": 0 } } ],
            "serviceExecutionRoleArn": "",
            "workerConfiguration": { "revision": 0, "workerConfigurationArn": "" },
            "tags": { "KeyName": "" }
        }
        """;

    [Fact]
    public void The_blanks_and_zeros_of_a_skeleton_say_nothing()
    {
        var reading = ForeignFiles.One(Skeleton);

        Assert.Equal(
            [
                "env", "connector_type", "vpc_id", "subnet_ids", "msk_cluster_arn", "msk_bootstrap_servers", "custom_plugin_arn",
                "custom_plugin_bucket_arn", "connector_configuration",
            ],
            reading.Missing);
        Assert.Equal(
            new ConnectorSpec { ConnectorName = "filled-in", MskAuthenticationType = "NONE", NetworkType = "IPV4" }.AutoscalingMaxWorkerCount,
            reading.Spec.AutoscalingMaxWorkerCount);
        Assert.Null(reading.Spec.ProvisionedWorkerCount);
        Assert.Empty(reading.Spec.CommonTag);
        Assert.Equal(1, reading.Spec.CustomPluginRevision);
    }

    [Fact]
    public void A_list_of_requests_gives_as_many_specs()
    {
        var readings = ForeignFiles.Read($"[{Request}, {Request.Replace("orders-cdc", "second", StringComparison.Ordinal)}]");

        Assert.Equal(["orders-cdc", "second"], readings.Select(r => r.Spec.ConnectorName));
        var error = MissingInputs.Error(readings, "file.json")!;
        Assert.Contains("2 connectors in 'file.json', a CreateConnector request, lack inputs.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Default @{ vpc_id = '…'; msk_cluster_arn = '…'; custom_plugin_bucket_arn = '…' }", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2) The connector 'second': vpc_id, msk_cluster_arn, custom_plugin_bucket_arn", error.Message, StringComparison.Ordinal);
    }
}
