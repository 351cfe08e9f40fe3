using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs.Foreign;

public sealed class TerraformShowTests
{
    private static string Connector(string address, string name) => $$"""
        {
          "address": "{{address}}", "mode": "managed", "type": "aws_mskconnect_connector", "name": "this",
          "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0,
          "values": {
            "capacity": [ { "autoscaling": [ { "max_worker_count": 3, "mcu_count": 1, "min_worker_count": 1,
              "scale_in_policy": [ { "cpu_utilization_percentage": 30 } ], "scale_out_policy": [ { "cpu_utilization_percentage": 70 } ] } ],
              "provisioned_capacity": [] } ],
            "connector_configuration": { "connector.class": "io.debezium.connector.mysql.MySqlConnector", "topic.prefix": "shop",
              "database.password": "c4n4ry" },
            "description": null,
            "kafka_cluster": [ { "apache_kafka_cluster": [ { "bootstrap_servers": "{{ForeignFiles.Brokers}}",
              "vpc": [ { "security_groups": ["sg-0a1b2c3d4e5f60718"], "subnets": ["subnet-0a1b2c3d4e5f60001"] } ] } ] } ],
            "kafka_cluster_client_authentication": [ { "authentication_type": "IAM" } ],
            "kafka_cluster_encryption_in_transit": [ { "encryption_type": "TLS" } ],
            "kafkaconnect_version": "2.7.1",
            "log_delivery": [],
            "name": "{{name}}",
            "plugin": [ { "custom_plugin": [ { "arn": "{{ForeignFiles.PluginArn}}", "revision": 4 } ] } ],
            "service_execution_role_arn": "arn:aws:iam::123456789012:role/shop",
            "tags": { "env": "dev" }, "tags_all": { "env": "dev" },
            "timeouts": null,
            "worker_configuration": []
          }
        }
        """;

    private static readonly string _plan = $$"""
        {
          "format_version": "1.2", "terraform_version": "1.9.8",
          "planned_values": { "root_module": {
            "resources": [ {{Connector("aws_mskconnect_connector.this", "root")}},
              { "address": "aws_subnet.a", "mode": "managed", "type": "aws_subnet",
                "values": { "id": "subnet-0a1b2c3d4e5f60001", "vpc_id": "vpc-0a1b2c3d4e5f60718" } } ],
            "child_modules": [ { "address": "module.shop", "resources": [],
              "child_modules": [ { "address": "module.shop.module.cdc",
                "resources": [ {{Connector("module.shop.module.cdc.aws_mskconnect_connector.this", "child")}},
                  { "address": "x", "mode": "data", "type": "aws_msk_cluster",
                    "values": { "arn": "{{ForeignFiles.ClusterArn}}", "bootstrap_brokers_sasl_iam": "{{ForeignFiles.Brokers}}" } } ] } ] } ]
          } },
          "configuration": {}
        }
        """;

    private static readonly string _state = _plan.Replace("planned_values", "values", StringComparison.Ordinal);

    [Fact]
    public void Connectors_of_the_root_and_of_nested_modules_are_read_of_a_plan_and_of_a_state()
    {
        foreach (var text in (string[])[_plan, _state])
        {
            var readings = ForeignFiles.Read(text);

            Assert.Equal(["root", "child"], readings.Select(r => r.Spec.ConnectorName));
            Assert.Equal("file, module.shop.module.cdc.aws_mskconnect_connector.this", readings[1].Source);
            var spec = readings[0].Spec;
            Assert.Equal(("eu-west-1", "123456789012", "source", "dev"), (spec.Region, spec.AccountId, spec.ConnectorType, spec.Env));
            Assert.Equal((1, 3, 30, 70), (spec.AutoscalingMinWorkerCount, spec.AutoscalingMaxWorkerCount, spec.AutoscalingScaleInCpu, spec.AutoscalingScaleOutCpu));
            Assert.Equal((ForeignFiles.PluginArn, 4), (spec.CustomPluginArn, spec.CustomPluginRevision));
            Assert.Equal(ForeignFiles.Brokers, spec.MskBootstrapServer);
            Assert.Equal(["subnet-0a1b2c3d4e5f60001"], spec.SubnetId);
            Assert.DoesNotContain(readings[0].Findings, f => f.Rule == "NotRead");
        }
    }

    [Fact]
    public void Other_resources_of_the_file_tell_the_network_and_the_cluster()
    {
        var readings = ForeignFiles.Read(_plan);

        Assert.All(readings, r => Assert.Equal(["custom_plugin_bucket_arn"], r.Missing));
        Assert.All(readings, r => Assert.Equal(("vpc-0a1b2c3d4e5f60718", ForeignFiles.ClusterArn), (r.Spec.VpcId, r.Spec.MskClusterArn)));
    }

    [Fact]
    public void The_plugins_resource_tells_its_file()
    {
        var plugin = $$"""
            , { "address": "p", "mode": "managed", "type": "aws_mskconnect_custom_plugin", "values": { "arn": "{{ForeignFiles.PluginArn}}",
              "location": [ { "s3": [ { "bucket_arn": "arn:aws:s3:::plugins", "file_key": "shop.zip" } ] } ] } } ],
            """;

        var readings = ForeignFiles.Read(_plan.Replace("} ],\n    \"child_modules\": [ { \"address\": \"module.shop\"", "} " + plugin + "\n    \"child_modules\": [ { \"address\": \"module.shop\"", StringComparison.Ordinal));

        Assert.All(readings, r => Assert.Equal("arn:aws:s3:::plugins/shop.zip", r.Spec.CustomPluginBucketArn));
    }

    [Theory]
    [InlineData("""{ "values": { "root_module": {} } }""")]
    [InlineData("""{ "format_version": "1.0" }""")]
    public void Without_a_connector_it_is_an_error_that_says_so(string text) =>
        Assert.Equal(
            "'file' does not contain a spec, but the output of terraform show -json without a connector of MSK Connect.",
            Assert.Throws<KrakenException>(() => ForeignFiles.Read(text)).Message);
}
