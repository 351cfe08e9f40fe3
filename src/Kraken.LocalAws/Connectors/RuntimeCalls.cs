using Kraken.LocalAws.Services.Kafka;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Every call that a connector makes with its role, from what CreateConnector was given alone. This must not share a
/// line with the code that derives policies: it is there to judge them.
/// Source: Amazon MSK developer guide, IAM access control and service execution role; Kafka Connect, Debezium and
/// Confluent's S3 sink for what each of them calls. Other families' calls stand in files of their own.
/// </summary>
internal sealed class RuntimeCalls
{
    private const string Errors = "org.apache.kafka.common.errors.";

    private static readonly string[] _groupActions = ["AlterGroup", "DescribeGroup"];
    private static readonly string[] _transactionActions = ["AlterTransactionalId", "DescribeTransactionalId"];
    private static readonly string[] _keyActions = ["kms:GenerateDataKey", "kms:Decrypt"];

    private readonly LocalCloud _cloud;
    private readonly Connector _connector;
    private readonly ConnectorConfig _config;
    private readonly Cluster _cluster;
    private readonly string _session;
    private readonly FrameworkCalls _framework;

    private RuntimeCalls(LocalCloud cloud, Connector connector, ConnectorConfig config, Cluster cluster)
    {
        _cloud = cloud;
        _connector = connector;
        _config = config;
        _cluster = cluster;
        _session = new ExecutionRole(cloud, connector.RoleArn).SessionArn;
        _framework = new FrameworkCalls(
            connector, config, cluster, cloud.KafkaConnect.FindWorkerConfiguration(connector.WorkerConfiguration?.Text("workerConfigurationArn")));
    }

    /// <summary>The calls in the order in which the connector makes them.</summary>
    internal static IEnumerable<RuntimeCall> Derive(
        LocalCloud cloud, Connector connector, ConnectorConfig config, Cluster cluster)
    {
        var calls = new RuntimeCalls(cloud, connector, config, cluster);
        var kafka = connector.Authentication == "IAM" ? calls.KafkaCalls() : [];
        return kafka.Concat(calls.SecretCalls()).Concat(calls.ParameterCalls()).Concat(calls.FileCalls()).Concat(calls.S3Calls())
            .Concat(config.IsDebezium ? new DebeziumCalls(calls, cloud, config).OfAws() : [])
            .Concat(config.IsIceberg ? new IcebergCalls(calls, cloud, config).OfAws() : [])
            .Concat(config.IsS3Source ? S3SourceCalls.OfAws(calls, cloud, config) : []);
    }

    private IEnumerable<RuntimeCall> KafkaCalls()
    {
        foreach (var call in WorkerCalls())
            yield return call;
        if (_config.IsSink)
        {
            foreach (var call in Group(_framework.SinkGroup))
                yield return call;
        }

        foreach (var topic in ConnectorTopics.Consumed(_config, _cluster.Topics.Keys))
        {
            foreach (var call in Topic(topic, "DescribeTopic", "ReadData"))
                yield return call;
        }

        foreach (var topic in ConnectorTopics.Judged(_config))
        {
            foreach (var call in Produced(topic))
                yield return call;
        }

        foreach (var call in _framework.All())
            yield return call;
        if (_config.IsDebezium)
        {
            foreach (var call in new DebeziumCalls(this, _cloud, _config).OfKafka(_connector.Name))
                yield return call;
        }

        if (_config.IsIceberg)
        {
            foreach (var call in new IcebergCalls(this, _cloud, _config).OfKafka(_connector.Name))
                yield return call;
        }

        if (ConfluentTopics.Licence(_config) is { } licence)
        {
            foreach (var call in Produced(licence).Concat(Topic(licence, "ReadData")))
                yield return call;
        }

        foreach (var call in ConfluentTopics.Reports(_config, _connector.Name).SelectMany(Produced))
            yield return call;
    }

    /// <summary>What every worker does: its three internal topics and its own group.</summary>
    private IEnumerable<RuntimeCall> WorkerCalls()
    {
        yield return Cluster("Connect", $"{Errors}SaslAuthenticationException: Access denied");
        yield return Cluster(
            "DescribeCluster", $"{Errors}ClusterAuthorizationException: Cluster authorization failed.");
        var own = $"{_connector.Name}_{_connector.Id}";
        foreach (var topic in (string[])["__amazon_msk_connect_configs_" + own, _framework.OffsetsTopic, "__amazon_msk_connect_status_" + own])
        {
            foreach (var call in Topic(topic, "CreateTopic", "DescribeTopic", "ReadData", "WriteData"))
                yield return call;
        }

        foreach (var call in Group($"__amazon_msk_connect_cluster_{_connector.Name}_{_connector.Id}"))
            yield return call;
    }

    private IEnumerable<RuntimeCall> SecretCalls()
    {
        foreach (var reference in SecretReference.FindAll(_config))
        {
            var secret = _cloud.SecretsManager.Find(reference.SecretId);
            var arn = secret?.Arn ?? _cloud.Arn("secretsmanager", "secret:" + reference.SecretId);
            if (ConfigProvider.Describes(_config, reference.Provider))
            {
                yield return Service(
                    "secretsmanager:DescribeSecret", arn, "software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException");
            }

            yield return Service(
                "secretsmanager:GetSecretValue", arn,
                "software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException");
            if (secret?.KmsKeyId is { } key && _cloud.Kms.Find(key) is { } found)
                yield return Key("kms:Decrypt", found.Arn, "secretsmanager", ("kms:EncryptionContext:SecretARN", arn));
        }
    }

    /// <summary>The key of a parameter without one of the account's own is AWS's, which needs no grant.</summary>
    private IEnumerable<RuntimeCall> ParameterCalls()
    {
        foreach (var reference in ParameterReference.FindAll(_config))
        {
            var arn = _cloud.Ssm.ArnOf(reference.Name);
            yield return Service("ssm:GetParameter", arn, "software.amazon.awssdk.services.ssm.model.SsmException");
            if (_cloud.Ssm.Find(reference.Name)?.KeyId is { } key && _cloud.Kms.Find(key) is { } found)
                yield return Key("kms:Decrypt", found.Arn, "ssm", ("kms:EncryptionContext:PARAMETER_ARN", arn));
        }
    }

    private IEnumerable<RuntimeCall> FileCalls() =>
        from file in FileReference.FindAll(_config)
        select Service(
            "s3:GetObject", $"arn:{_cloud.Partition}:s3:::{file.Bucket}/{file.ObjectKey}", "software.amazon.awssdk.services.s3.model.S3Exception");

    private IEnumerable<RuntimeCall> S3Calls()
    {
        if (!_config.IsS3Sink || _config.Text("s3.bucket.name") is not { } bucketName)
            yield break;
        if (_config.Text("s3.credentials.provider.class")?.EndsWith(".AwsAssumeRoleCredentialsProvider", StringComparison.Ordinal) == true)
        {
            // The objects are that role's matter.
            yield return Service(
                "sts:AssumeRole", _config.Text("s3.credentials.provider.sts.role.arn") ?? "", "com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException");
            yield break;
        }

        // HeadBucket needs s3:ListBucket, but the sink goes on after a 403.
        var bucketArn = $"arn:{_cloud.Partition}:s3:::{bucketName}";
        var directory = _config.Text("topics.dir") ?? "topics";
        var key = _config.Text("s3.sse.kms.key.id") is { } id
            ? _cloud.Kms.Find(id)?.Arn ?? id
            : _cloud.S3.Find(bucketName)?.KmsKeyArn;
        foreach (var topic in ConnectorTopics.Consumed(_config, _cluster.Topics.Keys))
        {
            var objectArn = $"{bucketArn}/{directory}/{topic}/partition=0/{topic}+0+0000000000.json";
            foreach (var action in ObjectActions())
                yield return Service(action, objectArn, "com.amazonaws.services.s3.model.AmazonS3Exception");
            if (key is null)
                continue;
            foreach (var action in _keyActions)
                yield return Key(action, key, "s3", ("kms:EncryptionContext:aws:s3:arn", objectArn));
        }
    }

    private IEnumerable<string> ObjectActions()
    {
        yield return "s3:PutObject";
        yield return "s3:AbortMultipartUpload";
        // Whether the object is there already is asked for only with a schedule, since version 10.6.
        if (_config.Text("rotate.schedule.interval.ms") is not (null or "-1") && _config.Text("enable.conditional.writes") is not "false"
            && !_config.Flag("store.kafka.keys") && !_config.Flag("store.kafka.headers"))
        {
            yield return "s3:GetObject";
        }

        if (_config.Flag("s3.object.tagging"))
            yield return "s3:PutObjectTagging";
        if (_config.Text("s3.acl.canned") is not null)
            yield return "s3:PutObjectAcl";
    }

    internal IEnumerable<RuntimeCall> Produced(string topic) =>
        _cluster.Topics.ContainsKey(topic)
            ? Topic(topic, "DescribeTopic", "WriteData")
            : Topic(topic, "CreateTopic", "DescribeTopic", "WriteData");

    internal RuntimeCall Cluster(string action, string denied) =>
        new(new PolicyRequest("kafka-cluster:" + action, _cluster.Arn), denied);

    internal IEnumerable<RuntimeCall> Topic(string topic, params string[] actions) =>
        actions.Select(a => new RuntimeCall(
        new PolicyRequest("kafka-cluster:" + a, _cluster.DataArn("topic", topic)),
        $"{Errors}TopicAuthorizationException: Not authorized to access topics: [{topic}]"));

    internal IEnumerable<RuntimeCall> Group(string group) => _groupActions.Select(a => new RuntimeCall(
        new PolicyRequest("kafka-cluster:" + a, _cluster.DataArn("group", group)),
        $"{Errors}GroupAuthorizationException: Not authorized to access group: {group}"));

    /// <summary>Source: Apache Kafka, TransactionalIdAuthorizationException.</summary>
    internal IEnumerable<RuntimeCall> Transaction(string id) => _transactionActions.Select(a => new RuntimeCall(
        new PolicyRequest("kafka-cluster:" + a, _cluster.DataArn("transactional-id", id)),
        $"{Errors}TransactionalIdAuthorizationException: Transactional Id authorization failed."));

    /// <summary>The calls of KMS that S3 makes for an object's writer, or only that for its reader.</summary>
    internal IEnumerable<RuntimeCall> ObjectKey(string key, string objectArn, bool isRead = false) =>
        _keyActions.Where(a => !isRead || a == "kms:Decrypt").Select(a => Key(a, key, "s3", ("kms:EncryptionContext:aws:s3:arn", objectArn)));

    internal RuntimeCall Service(string action, string resource, string exception) => new(
        new PolicyRequest(action, resource).With("aws:SecureTransport", "true"),
        $"{exception}: User: {_session} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action");

    private RuntimeCall Key(string action, string key, string via, (string Key, string Value) context)
    {
        var request = new PolicyRequest(action, key)
            .With("kms:ViaService", $"{via}.{_cloud.Region}.amazonaws.com")
            .With("kms:CallerAccount", _cloud.AccountId)
            .With(context.Key, context.Value);
        return new RuntimeCall(
            request,
            $"com.amazonaws.AmazonServiceException: User: {_session} is not authorized to perform: {action} on resource: {key} because no identity-based policy allows the {action} action");
    }
}
