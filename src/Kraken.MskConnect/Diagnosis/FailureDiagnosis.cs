using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Diagnosis;

/// <summary>What probably made a connector fail, and what to do about it.</summary>
/// <param name="Explanation">The cause, in one sentence.</param>
/// <param name="Remedy">What to do, in one sentence.</param>
public sealed record LikelyCause(string Explanation, string Remedy);

/// <summary>
/// Reads a failed connector's state message and log events, and names the likely cause. MSK Connect's own state codes
/// name none: a worker that may not write its internal topics is an UnknownKafkaConnectWorkerFailure like any other.
/// </summary>
public static class FailureDiagnosis
{
    // The first pattern that occurs wins, so the more telling ones come first: an authorization failure is often
    // followed by a time-out that is only its consequence.
    private static readonly (Regex Pattern, LikelyCause Cause)[] _table =
    [
        Row(@"TopicAuthorizationException|Not authorized to access topics?\b|TOPIC_AUTHORIZATION_FAILED",
            "The role may not use a Kafka topic that the connector needs.",
            "Name the topic in KafkaTopicRead or KafkaTopicWrite; if it is an internal one (__amazon_msk_connect_*), set InternalTopicScope to Service; check that MskClusterArn is the ARN of exactly this cluster, with its UUID."),
        Row(@"GroupAuthorizationException|GROUP_AUTHORIZATION_FAILED",
            "The role may not use the consumer group that the connector needs.",
            "If the configuration sets group.id or consumer.override.group.id, leave it out; otherwise, set InternalTopicScope to Service."),
        Row(@"TransactionalIdAuthorizationException|TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
            "The role may not use a Kafka transaction.",
            "Turn off exactly-once support in the configuration, or grant kafka-cluster:*TransactionalId and WriteDataIdempotently to the role."),
        Row(@"ClusterAuthorizationException|CLUSTER_AUTHORIZATION_FAILED",
            "The role may not connect to the cluster or describe it.",
            "Check that MskClusterArn is the cluster of the bootstrap servers, with its UUID."),
        Row(@"SaslAuthenticationException|Authentication failed (during|due)|SaslException",
            "The brokers rejected the connector's authentication.",
            "Make MskAuthenticationType match the bootstrap port: IAM with 9098 or 9198; NONE with SCRAM settings in the configuration for 9096 or 9196."),
        Row(@"SslAuthenticationException|SSLHandshakeException|SSL handshake failed|PKIX path building failed",
            "The connector and the brokers do not agree on TLS.",
            "Make EncryptionInTransit match the bootstrap port: PLAINTEXT with 9092, TLS with the others; check the certificate of a load balancer in between."),
        Row(@"UnknownHostException|No resolvable bootstrap urls|Temporary failure in name resolution|Name or service not known",
            "A host name cannot be resolved in the connector's VPC.",
            "Check the host in MskBootstrapServer or in the configuration, and the VPC's DNS settings; MSK Connect reads them when it creates the connector."),
        Row(@"replication slot .{0,80}(already exists|is active)|(slot|publication) .{0,80} already exists",
            "The database's replication slot is in use or left over.",
            "Give the connector its own slot.name, or drop the slot with pg_drop_replication_slot when nothing uses it."),
        Row(@"\$\{[A-Za-z0-9_.-]*(secret|ssm|vault|env|file)[A-Za-z0-9_.-]*:[^}]*\}|(config )?provider .{0,80}(not found|is not configured|could not be found)",
            "A reference to a config provider was used as a literal value, because the worker configuration does not declare the provider.",
            "In WorkerConfigurationArn, give a worker configuration whose config.providers names the provider of the reference."),
        Row(@"must be superuser|permission denied for (database|publication|relation|schema|table)|REPLICATION (privilege|role)|Access denied for user|password authentication failed|Login failed for user",
            "The database rejected the connector's user.",
            "Check the user and password in the secret, and grant the user the privileges that the connector's documentation requires."),
        Row(@"(ClassNotFoundException|NoClassDefFoundError|Failed to find any class that implements)",
            "The plugin does not contain a class that the configuration names.",
            "Check connector.class, converters and transforms against the plugin's content, and CustomPluginArn and its revision."),
        Row(@"(AccessDenied|Access Denied|not authorized to perform: s3:|Status Code: 403).{0,200}(S3|s3)|(S3Exception|AmazonS3Exception).{0,200}(403|Access ?Denied|AccessDenied)",
            "The role may not use the S3 bucket.",
            "Check S3SinkBucketArn and topics.dir against the configuration, S3KmsKeyArn against the bucket's key, and the bucket's own policy."),
        Row(@"not authorized to perform: kms:|KmsException|KMSAccessDenied|KMS.{0,60}AccessDenied",
            "The role may not use a KMS key.",
            "Give the key's ARN in S3KmsKeyArn, SecretKmsKeyArn or MskKmsKeyArn, and check that the key policy allows access through the account's IAM policies."),
        Row(@"not authorized to perform: secretsmanager:|SecretsManagerException|ResourceNotFoundException.{0,120}[Ss]ecret",
            "The connector cannot read a secret.",
            "Check RdsSecretArn against the secret that the configuration names, and SecretKmsKeyArn if the secret has its own key."),
        Row(@"could not (assume|be assumed)|cannot (assume|be assumed)|AssumeRole.{0,80}(AccessDenied|not authorized)|not authorized to perform: sts:AssumeRole",
            "MSK Connect cannot assume the role.",
            "Compare the role's trust policy with the spec's (Compare-KrakenMskConnector), and look for a service control policy that denies it."),
        Row(@"OutOfMemoryError|Java heap space|GC overhead limit|exit(ed)? (with )?code 137",
            "A worker ran out of memory.",
            "Give more MCUs per worker (AutoscalingMcuCount), fewer tasks, or smaller buffers (flush.size, s3.part.size, max.batch.size)."),
        Row(@"UnknownTopicOrPartitionException|topic .{0,120} (does not exist|not present in metadata)",
            "A topic that the connector needs does not exist.",
            "Create the topic, or name it in KafkaTopicWrite so that the connector may create it; TopicPartitionCount and TopicReplicationFactor make a source create topics."),
        Row(@"TimeoutException|Timed out waiting for a node assignment|Timeout expired|connection timed out|ConnectException: Connection (refused|timed out)|Connection to node -?\d+ .{0,80}could not be established|Bootstrap broker .{0,120} disconnected",
            "The connector cannot reach the brokers or the database.",
            "Check MskBootstrapServer and its port, the security group's egress, the other side's ingress from it, and the subnets' routes."),
        Row(@"ConfigException|Connector configuration is invalid|Invalid value .{0,120} for configuration|Missing required configuration",
            "Kafka Connect rejects the configuration.",
            "Correct the key that the message names in ConnectorConfiguration."),
        Row(@"subnet.{0,80}(insufficient|no|not enough).{0,20}(free )?(IP )?addresses|InsufficientFreeAddresses",
            "The subnets have no free addresses.",
            "In SubnetId, give subnets with a free address for every worker."),
    ];

    /// <summary>The likely cause; null where none of the known ones occurs.</summary>
    /// <param name="texts">The state's message and log events, in any order.</param>
    public static LikelyCause? Explain(IEnumerable<string> texts)
    {
        var all = texts as IReadOnlyCollection<string> ?? [.. texts];
        return _table.FirstOrDefault(row => all.Any(row.Pattern.IsMatch)).Cause;
    }

    private static (Regex Pattern, LikelyCause Cause) Row(string pattern, string explanation, string remedy) => (
        new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline),
        new LikelyCause(explanation, remedy));
}
