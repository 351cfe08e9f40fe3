using System.Collections;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs.Foreign;

public sealed class CloudFormationTemplateTests
{
    private const string Template = $$"""
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Brokers: { Type: String }
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
          Sink:
            Type: AWS::KafkaConnect::Connector
            DependsOn: Bucket
            Properties:
              ConnectorName: orders-sink
              KafkaConnectVersion: 3.7.x
              Capacity:
                ProvisionedCapacity: { McuCount: 2, WorkerCount: 3 }
              ConnectorConfiguration:
                connector.class: io.confluent.connect.s3.S3SinkConnector
                tasks.max: 2
                topics: orders,refunds
                s3.bucket.name: orders-lake
                flush.size: 100
                s3.region: !Ref AWS::Region
              KafkaCluster:
                ApacheKafkaCluster:
                  BootstrapServers: !Ref Brokers
                  Vpc:
                    SecurityGroups: [ !GetAtt Group.GroupId ]
                    Subnets: [ subnet-0a1b2c3d4e5f60001, !Ref Subnet ]
              KafkaClusterClientAuthentication: { AuthenticationType: NONE }
              KafkaClusterEncryptionInTransit: { EncryptionType: PLAINTEXT }
              Plugins:
                - CustomPlugin: { CustomPluginArn: "{{ForeignFiles.PluginArn}}", Revision: 1 }
              ServiceExecutionRoleArn: !GetAtt Role.Arn
              NetworkType: !Ref AWS::NoValue
              Tags:
                - { Key: Env, Value: prod }
                - { Key: team, Value: !Sub "${Team}" }
        """;

    [Fact]
    public void Literal_values_of_YAML_are_read()
    {
        var reading = ForeignFiles.One(Template, SpecFormat.Yaml);
        var spec = reading.Spec;

        Assert.Equal(("orders-sink", "sink", "3.7.x", "prod"), (spec.ConnectorName, spec.ConnectorType, spec.KafkaConnectVersion, spec.Env));
        Assert.Equal((3, 2), (spec.ProvisionedWorkerCount, spec.ProvisionedMcuCount));
        Assert.Equal(("NONE", "PLAINTEXT"), (spec.MskAuthenticationType, spec.EncryptionInTransit));
        Assert.Equal("2", spec.ConnectorConfiguration["tasks.max"]);
        Assert.Equal(["orders", "refunds"], spec.KafkaTopicRead);
        Assert.Equal("arn:aws:s3:::orders-lake", spec.S3SinkBucketArn);
        Assert.Equal("eu-west-1", spec.Region);
        Assert.Null(spec.NetworkType);
        Assert.Equal("file, resource Sink", reading.Source);
    }

    [Fact]
    public void What_functions_compute_is_asked_for()
    {
        Assert.Equal(
            [
                "vpc_id", "subnet_ids", "msk_cluster_arn", "msk_bootstrap_servers", "custom_plugin_bucket_arn",
                "connector_configuration[s3.region]", "common_tags[team]",
            ],
            ForeignFiles.One(Template, SpecFormat.Yaml).Missing);

        var defaults = ForeignFiles.All;
        defaults["connector_configuration"] = new Hashtable { ["s3.region"] = "eu-west-1", ["flush.size"] = "7" };
        defaults["common_tags"] = new Hashtable { ["team"] = "data" };
        var complete = ForeignFiles.One(Template, SpecFormat.Yaml, defaults);

        Assert.Empty(complete.Missing);
        Assert.Equal("eu-west-1", complete.Spec.ConnectorConfiguration["s3.region"]);
        Assert.Equal("100", complete.Spec.ConnectorConfiguration["flush.size"]);
        Assert.Equal(["subnet-0a1b2c3d4e5f60001"], complete.Spec.SubnetId);
    }

    private const string Json = $$"""
        {
          "Type": "AWS::KafkaConnect::Connector",
          "Properties": {
            "ConnectorName": { "Fn::Sub": "${AWS::StackName}-sink" },
            "Capacity": { "AutoScaling": { "McuCount": 1, "MinWorkerCount": 1, "MaxWorkerCount": { "Ref": "Most" } } },
            "ConnectorConfiguration": { "connector.class": "com.example.OrdersSinkConnector", "topics": "orders" },
            "KafkaCluster": { "ApacheKafkaCluster": { "BootstrapServers": "{{ForeignFiles.Brokers}}",
              "Vpc": { "SecurityGroups": ["sg-0a1b2c3d4e5f60718"], "Subnets": { "Fn::Split": [",", { "Ref": "Subnets" }] } } } },
            "Plugins": [ { "CustomPlugin": { "CustomPluginArn": { "Fn::GetAtt": ["Plugin", "CustomPluginArn"] }, "Revision": 1 } } ]
          }
        }
        """;

    [Theory]
    [InlineData(Json)]
    [InlineData($$"""{ "Sink": {{Json}} }""")]
    [InlineData($$"""{ "Resources": { "Sink": {{Json}}, "Role": { "Type": "AWS::IAM::Role" } } }""")]
    public void A_resource_is_read_with_or_without_its_template(string text)
    {
        var reading = ForeignFiles.One(text);

        Assert.Equal("sink", reading.Spec.ConnectorType);
        Assert.Equal(
            [
                "connector_name", "env", "vpc_id", "subnet_ids", "msk_cluster_arn", "custom_plugin_arn", "custom_plugin_bucket_arn",
                "autoscaling_max_worker_count",
            ],
            reading.Missing);
    }

    [Fact]
    public void A_template_with_several_connectors_gives_several_specs()
    {
        var second = Json.Replace("OrdersSink", "OtherSource", StringComparison.Ordinal);

        Assert.Equal(
            ["sink", "source"],
            ForeignFiles.Read($$"""{ "Resources": { "A": {{Json}}, "B": {{second}} } }""").Select(r => r.Spec.ConnectorType));
    }

    [Fact]
    public void A_template_without_a_connector_is_an_error_that_says_so()
    {
        var error = Assert.Throws<KrakenException>(() => ForeignFiles.Read("""{ "Resources": { "A": { "Type": "AWS::S3::Bucket" } } }"""));

        Assert.Equal("'file' does not contain a spec, but a CloudFormation template without a connector of MSK Connect.", error.Message);
    }

    [Fact]
    public void A_tag_of_YAML_in_a_spec_file_is_no_text()
    {
        var finding = Assert.Single(ForeignFiles.One("connector_name: !Ref Name\nenv: !!str 7\n", SpecFormat.Yaml).Findings);

        Assert.Equal("ConnectorName is an expression (!Ref), not a text.", finding.Message);
    }
}
