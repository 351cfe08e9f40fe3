using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests;

/// <summary>
/// The two usage examples of the reference module, value for value. What they take from elsewhere has the values
/// that LocalAws seeds.
/// </summary>
public static class ReferenceExamples
{
    public const string Cluster = "kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5";

    public static ConnectorSpec DebeziumSource { get; } = new()
    {
        ConnectorName = "debezium-postgres-cdc-dev",
        Env = "dev",
        Region = "us-east-1",
        AccountId = "123456789012",
        ConnectorType = "source",
        KafkaConnectVersion = "2.7.1",
        VpcId = "vpc-0a1b2c3d4e5f60718",
        SubnetId = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
        MskClusterArn = "arn:aws:kafka:us-east-1:123456789012:cluster/" + Cluster,
        MskBootstrapServer = "kraken-msk-nlb-0a1b2c3d4e5f6071.elb.us-east-1.amazonaws.com:9094",
        MskAuthenticationType = "NONE",
        MskKmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01",
        KafkaTopicWrite = ["cdc.trades.mnpi", "cdc.orders.mnpi", "cdc.positions.mnpi"],
        KafkaTopicRead = [],
        RdsSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123",
        CustomPluginArn =
            "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/debezium-postgres/7d3f2a1c-0b4e-4f6a-9c8d-2e1f0a3b5c7d-3",
        CustomPluginRevision = 1,
        CustomPluginBucketArn = "arn:aws:s3:::kraken-connect-plugins-dev",
        // Beyond the reference, which has the password itself: what the references to a secret need.
        WorkerConfigurationArn =
            "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/kraken-secrets/3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e6f-2",
        S3SinkBucketArn = null,
        S3KmsKeyArn = null,
        ConnectorConfiguration = new Dictionary<string, string>
        {
            ["connector.class"] = "io.debezium.connector.postgresql.PostgresConnector",
            ["database.hostname"] = "kraken-dev.cluster-c1a2b3c4d5e6.us-east-1.rds.amazonaws.com",
            ["database.port"] = "5432",
            ["database.user"] = "${secretsmanager:kraken/dev/database:username}",
            ["database.password"] = "${secretsmanager:kraken/dev/database:password}",
            ["database.dbname"] = "kraken",
            ["database.server.name"] = "kraken-cdc",
            ["plugin.name"] = "pgoutput",
            ["slot.name"] = "debezium_cdc_slot",
            ["table.include.list"] = "public.trades,public.orders,public.positions",
            ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["tasks.max"] = "1",
        },
        AutoscalingMcuCount = 1,
        AutoscalingMinWorkerCount = 1,
        AutoscalingMaxWorkerCount = 2,
        CommonTag = new Dictionary<string, string> { ["project"] = "kraken", ["owner"] = "data-platform" },
    };

    public static ConnectorSpec S3Sink { get; } = new()
    {
        ConnectorName = "s3-sink-raw-mnpi-dev",
        Env = "dev",
        Region = "us-east-1",
        AccountId = "123456789012",
        ConnectorType = "sink",
        KafkaConnectVersion = "2.7.1",
        VpcId = "vpc-0a1b2c3d4e5f60718",
        SubnetId = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
        MskClusterArn = "arn:aws:kafka:us-east-1:123456789012:cluster/" + Cluster,
        MskBootstrapServer = "kraken-msk-nlb-0a1b2c3d4e5f6071.elb.us-east-1.amazonaws.com:9094",
        MskAuthenticationType = "NONE",
        MskKmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01",
        KafkaTopicWrite = [],
        KafkaTopicRead = ["cdc.trades.mnpi", "cdc.orders.mnpi", "cdc.positions.mnpi"],
        RdsSecretArn = null,
        CustomPluginArn =
            "arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/confluent-s3-sink/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d-2",
        CustomPluginRevision = 1,
        CustomPluginBucketArn = "arn:aws:s3:::kraken-connect-plugins-dev",
        S3SinkBucketArn = "arn:aws:s3:::kraken-raw-mnpi-dev",
        S3KmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02",
        ConnectorConfiguration = new Dictionary<string, string>
        {
            ["connector.class"] = "io.confluent.connect.s3.S3SinkConnector",
            ["topics"] = "cdc.trades.mnpi,cdc.orders.mnpi,cdc.positions.mnpi",
            ["s3.bucket.name"] = "kraken-raw-mnpi-dev",
            ["s3.region"] = "us-east-1",
            ["storage.class"] = "io.confluent.connect.s3.storage.S3Storage",
            ["format.class"] = "io.confluent.connect.s3.format.json.JsonFormat",
            ["partitioner.class"] = "io.confluent.connect.storage.partitioner.TimeBasedPartitioner",
            ["path.format"] = "'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH",
            ["partition.duration.ms"] = "3600000",
            ["flush.size"] = "1000",
            ["tasks.max"] = "3",
        },
        AutoscalingMcuCount = 1,
        AutoscalingMinWorkerCount = 1,
        AutoscalingMaxWorkerCount = 4,
        CommonTag = new Dictionary<string, string> { ["project"] = "kraken", ["owner"] = "data-platform" },
    };

    /// <summary>The spec with one key of its configuration set, or taken away where the value is null.</summary>
    public static ConnectorSpec WithKey(this ConnectorSpec spec, string key, string? value)
    {
        var configuration = new Dictionary<string, string>(spec.ConnectorConfiguration);
        configuration.Remove(key);
        if (value is not null)
            configuration[key] = value;
        return spec with { ConnectorConfiguration = configuration };
    }

    /// <summary>The spec in another region and partition, with all its ARNs.</summary>
    public static ConnectorSpec In(this ConnectorSpec spec, string region, string partition)
    {
        string Move(string arn) => arn
            .Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal)
            .Replace("us-east-1", region, StringComparison.Ordinal);
        string? MoveAny(string? arn) => arn is null ? null : Move(arn);
        return spec with
        {
            Region = region,
            MskClusterArn = Move(spec.MskClusterArn),
            MskKmsKeyArn = MoveAny(spec.MskKmsKeyArn),
            RdsSecretArn = MoveAny(spec.RdsSecretArn),
            S3SinkBucketArn = MoveAny(spec.S3SinkBucketArn),
            S3KmsKeyArn = MoveAny(spec.S3KmsKeyArn),
            CustomPluginArn = Move(spec.CustomPluginArn),
            CustomPluginBucketArn = Move(spec.CustomPluginBucketArn),
            WorkerConfigurationArn = MoveAny(spec.WorkerConfigurationArn),
            ConnectorConfiguration = spec.ConnectorConfiguration.ToDictionary(
                entry => entry.Key, entry => entry.Key == "s3.region" ? region : entry.Value),
        };
    }
}
