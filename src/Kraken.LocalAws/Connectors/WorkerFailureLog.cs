namespace Kraken.LocalAws.Connectors;

/// <summary>
/// What a worker logs when it, or a task, fails for a cause: whole excerpts as they are published, the telling line among
/// lines that are not. Sources: Apache Kafka 2.7.1 and 3.7.1, Debezium 2.7 and 3.x (the exceptions' texts); public reports
/// of failed connectors; PostgreSQL, MySQL and the Java runtime for theirs.
/// </summary>
internal static class WorkerFailureLog
{
    private const string Died =
        "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)";

    private const string Invalid =
        "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector configuration is invalid and contains the following 1 error(s):";

    private static readonly Dictionary<string, string[]> _excerpts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ActionDenied"] =
        [
            "ERROR Failed to send records to the table (com.example.dynamodb.TableSinkTask)",
            "software.amazon.awssdk.services.dynamodb.model.DynamoDbException: User: arn:aws:sts::123456789012:assumed-role/msk-connect-x/1 is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/orders because no identity-based policy allows the dynamodb:PutItem action",
        ],
        ["BinlogOff"] =
        [
            "ERROR The database server is not configured to use a ROW binlog_format, which is required for this connector to work properly. Change the database configuration to use a binlog_format=ROW and restart the connector. (io.debezium.connector.mysql.MySqlConnectorTask)",
            "io.debezium.DebeziumException: The MySQL server is not configured to use a ROW binlog_format",
        ],
        ["BinlogPurged"] =
        [
            "ERROR Error during binlog processing. Last offset stored = null, binlog reader near position = binlog.000042/157 (io.debezium.connector.mysql.MySqlStreamingChangeEventSource)",
            "io.debezium.DebeziumException: Could not find first log file name in binary log index file Error code: 1236; SQLSTATE: HY000.",
        ],
        ["BrokersUnreachable"] =
        [
            "WARN [AdminClient clientId=adminclient-1] Connection to node -1 (b-1.krakendev.example.com/10.20.1.11:9098) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)",
            Died,
            "org.apache.kafka.connect.errors.ConnectException: Failed to connect to and describe Kafka cluster. Check worker's broker connection and security properties.",
            "Caused by: org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listNodes",
        ],
        ["BucketDenied"] =
        [
            "ERROR WorkerSinkTask Exception from S3 while opening a part (io.confluent.connect.s3.S3SinkTask)",
            "com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1A2B)",
        ],
        ["BucketElsewhere"] =
        [
            "ERROR WorkerConnector Error while starting connector (org.apache.kafka.connect.runtime.WorkerConnector)",
            "com.amazonaws.services.s3.model.AmazonS3Exception: The bucket is in this region: eu-west-1. Please use this region to retry the request (Service: Amazon S3; Status Code: 301; Error Code: PermanentRedirect)",
        ],
        ["BucketMissing"] =
        [
            "ERROR WorkerConnector Error while starting connector (org.apache.kafka.connect.runtime.WorkerConnector)",
            "org.apache.kafka.connect.errors.ConnectException: Non-existent S3 bucket: kraken-raw",
        ],
        ["CertificateUnknown"] =
        [
            "ERROR Failed testing connection for jdbc:postgresql://db.internal (io.debezium.connector.postgresql.PostgresConnector)",
            "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
        ],
        ["ClassMissing"] =
        [
            "ERROR Failed to create connector (org.apache.kafka.connect.runtime.distributed.DistributedHerder)",
            "org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches io.debezium.connector.postgresql.PostgresConnector, available connectors are: PluginDesc{klass=class org.apache.kafka.connect.mirror.MirrorSourceConnector}",
        ],
        ["ClusterDenied"] =
        [
            "ERROR [AdminClient clientId=adminclient-1] Connection to node -1 failed authentication due to: [1d5c1b1e-9b0f-4f0c-8f3c-6a1f0b2c3d4e]: Access denied (org.apache.kafka.clients.NetworkClient)",
            Died,
            "org.apache.kafka.connect.errors.ConnectException: Failed to connect to and describe Kafka cluster. Check worker's broker connection and security properties.",
            "Caused by: org.apache.kafka.common.errors.SaslAuthenticationException: [1d5c1b1e-9b0f-4f0c-8f3c-6a1f0b2c3d4e]: Access denied",
        ],
        ["ConfigurationKeyMissing"] =
        [
            "ERROR Failed to start task (org.apache.kafka.connect.runtime.Worker)",
            "org.apache.kafka.common.config.ConfigException: Missing required configuration \"flush.size\" which has no default value.",
        ],
        ["ConfigurationValueInvalid"] =
        [
            "ERROR Failed to start connector (org.apache.kafka.connect.runtime.distributed.DistributedHerder)",
            Invalid,
            "Invalid value sometimes for configuration snapshot.mode: Value must be one of always, initial, never",
        ],
        ["ConnectionRefused"] =
        [
            "ERROR Failed testing connection for jdbc:postgresql://db.internal:5433 (io.debezium.connector.postgresql.PostgresConnector)",
            "org.postgresql.util.PSQLException: Connection to db.internal:5433 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
            "Caused by: java.net.ConnectException: Connection refused (Connection refused)",
        ],
        ["ConnectionTimedOut"] =
        [
            "ERROR Failed testing connection to database at db.internal:5432 (io.debezium.connector.postgresql.PostgresConnector)",
            "java.net.SocketTimeoutException: Connect timed out: db.internal:5432",
        ],
        ["ConverterMismatch"] =
        [
            "ERROR Error encountered in task orders-0. Executing stage 'VALUE_CONVERTER' (org.apache.kafka.connect.runtime.errors.LogReporter)",
            "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler",
            "Caused by: org.apache.kafka.connect.errors.DataException: JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain additional fields.",
        ],
        ["DatabaseRejectsUser"] =
        [
            "ERROR Failed testing connection for jdbc:postgresql://db.internal:5432/kraken with user 'debezium' (io.debezium.connector.postgresql.PostgresConnector)",
            "org.postgresql.util.PSQLException: FATAL: password authentication failed for user \"debezium\"",
        ],
        ["DeadLetterQueue"] =
        [
            "ERROR Failed to start task (org.apache.kafka.connect.runtime.Worker)",
            "org.apache.kafka.connect.errors.ConnectException: Could not initialize dead letter queue with topic=orders-dlq",
            "Caused by: org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders-dlq]",
        ],
        ["GlueRegistry"] =
        [
            "ERROR Error encountered in task orders-0. Executing stage 'VALUE_CONVERTER' (org.apache.kafka.connect.runtime.errors.LogReporter)",
            "org.apache.kafka.connect.errors.DataException: Converting Kafka Connect data to byte[] failed due to serialization/deserialization error:",
            "Caused by: com.amazonaws.services.schemaregistry.exception.AWSSchemaRegistryException: Failed to auto-register schema. Auto registration of schema is not enabled.",
        ],
        ["GroupDenied"] =
        [
            "ERROR [Worker clientId=connect-1] Uncaught exception in herder work thread, exiting: (org.apache.kafka.connect.runtime.distributed.DistributedHerder)",
            "org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: connect-orders",
        ],
        ["HostUnknown"] =
        [
            "ERROR Failed testing connection for jdbc:mysql://db.internal:3306 (io.debezium.connector.mysql.MySqlConnector)",
            "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure",
            "Caused by: java.net.UnknownHostException: db.internal: Name or service not known",
        ],
        ["IamLibrary"] =
        [
            "ERROR [AdminClient clientId=adminclient-1] Failed to configure SaslClientAuthenticator (org.apache.kafka.common.network.SaslChannelBuilder)",
            "org.apache.kafka.common.errors.SaslAuthenticationException: Failed to create SaslClient with mechanism AWS_MSK_IAM",
        ],
        ["InternalTopicDenied"] =
        [
            "WARN [Producer clientId=producer-1] Error while fetching metadata (org.apache.kafka.clients.NetworkClient)",
            Died,
            "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [__amazon_msk_connect_configs_orders_1234-2]",
        ],
        ["JavaTooOld"] =
        [
            "ERROR Failed to get plugin class (org.apache.kafka.connect.runtime.isolation.DelegatingClassLoader)",
            "java.lang.UnsupportedClassVersionError: io/debezium/connector/postgresql/PostgresConnector has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file versions up to 55.0",
        ],
        ["KeyDenied"] =
        [
            "ERROR Multipart upload failed to complete (io.confluent.connect.s3.storage.S3OutputStream)",
            "com.amazonaws.services.s3.model.AmazonS3Exception: User: arn:aws:sts::123456789012:assumed-role/msk-connect-x/1 is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02 because no identity-based policy allows the kms:GenerateDataKey action (Service: Amazon S3; Status Code: 403)",
        ],
        ["KeyUnusable"] =
        [
            "ERROR Multipart upload failed to complete (io.confluent.connect.s3.storage.S3OutputStream)",
            "com.amazonaws.services.s3.model.AmazonS3Exception: arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02 is disabled. (Service: Amazon S3; Status Code: 400; Error Code: KMS.DisabledException)",
        ],
        ["OutOfMemory"] =
        [
            "ERROR WorkerSinkTask ran out of memory (org.apache.kafka.connect.runtime.WorkerTask)",
            "java.lang.OutOfMemoryError: Java heap space",
        ],
        ["OverrideRefused"] =
        [
            "ERROR Failed to start connector (org.apache.kafka.connect.runtime.Worker)",
            "org.apache.kafka.connect.errors.ConnectException: Client Config Overrides not allowed [ConfigValue{name=max.request.size}]",
        ],
        ["ParameterDenied"] =
        [
            "ERROR Failed to resolve configuration (com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider)",
            "software.amazon.awssdk.services.ssm.model.SsmException: User: arn:aws:sts::123456789012:assumed-role/msk-connect-x/1 is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:123456789012:parameter/kraken/password because no identity-based policy allows the ssm:GetParameter action",
        ],
        ["ParameterMissing"] =
        [
            "ERROR Parameter /kraken/dev/password not found (com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider)",
            "software.amazon.awssdk.services.ssm.model.ParameterNotFoundException: (Service: Ssm, Status Code: 400)",
        ],
        ["ProviderMissing"] =
        [
            Died,
            "org.apache.kafka.common.config.ConfigException: Invalid value java.lang.ClassNotFoundException: com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider for configuration com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider: Could not load config provider class or one of its dependencies",
        ],
        ["Publication"] =
        [
            "ERROR Producer failure (io.debezium.pipeline.ErrorHandler)",
            "org.apache.kafka.connect.errors.ConnectException: Unable to create filtered publication dbz_publication for \"public\".\"orders\"",
            "Caused by: org.postgresql.util.PSQLException: ERROR: must be owner of table orders",
        ],
        ["RebalanceStorm"] =
        [
            "ERROR WorkerSinkTask{id=orders-0} Commit of offsets threw an unexpected exception (org.apache.kafka.connect.runtime.WorkerSinkTask)",
            "org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.",
        ],
        ["RecordTooLarge"] =
        [
            "ERROR WorkerSourceTask{id=orders-0} failed to send record to cdc.orders (org.apache.kafka.connect.runtime.WorkerSourceTask)",
            "org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback",
            "Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is 1573029 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.",
        ],
        ["ReplicationFactor"] =
        [
            "ERROR Failed to create topic (org.apache.kafka.connect.util.TopicAdmin)",
            "org.apache.kafka.connect.errors.ConnectException: Error while attempting to create/find topic(s) 'cdc.orders'",
            "Caused by: org.apache.kafka.common.errors.InvalidReplicationFactorException: Replication factor: 3 larger than available brokers: 2.",
        ],
        ["RoleNotAssumable"] =
        [
            "ERROR [Worker clientId=connect-1] Unable to load credentials: com.amazonaws.SdkClientException: MSK Connect cannot assume the service execution role arn:aws:iam::123456789012:role/msk-connect-x.",
        ],
        ["SaslMechanism"] =
        [
            "ERROR [AdminClient clientId=adminclient-1] Connection to node -1 failed authentication (org.apache.kafka.clients.NetworkClient)",
            "org.apache.kafka.common.errors.UnsupportedSaslMechanismException: Client SASL mechanism 'SCRAM-SHA-512' not enabled in the server, enabled mechanisms are [AWS_MSK_IAM]",
        ],
        ["SchemaMissing"] =
        [
            "ERROR Error encountered in task orders-0. Executing stage 'TRANSFORMATION' (org.apache.kafka.connect.runtime.errors.LogReporter)",
            "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler",
            "Caused by: org.apache.kafka.connect.errors.DataException: Only Struct objects supported for [field extraction], found: java.lang.String",
        ],
        ["SchemaRegistry"] =
        [
            "ERROR Error encountered in task orders-0. Executing stage 'VALUE_CONVERTER' (org.apache.kafka.connect.runtime.errors.LogReporter)",
            "org.apache.kafka.common.errors.SerializationException: Error retrieving Avro value schema for id 42",
            "Caused by: io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema 42 not found; error code: 40403",
        ],
        ["SecretDenied"] =
        [
            "ERROR Failed to resolve configuration (com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider)",
            "software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException: User: arn:aws:sts::123456789012:assumed-role/msk-connect-x/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: kraken/dev/database because no identity-based policy allows the secretsmanager:GetSecretValue action",
        ],
        ["SecretMissing"] =
        [
            "ERROR Failed to resolve configuration (com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider)",
            "software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        ],
        ["ServerIdInUse"] =
        [
            "ERROR Error during binlog processing (io.debezium.connector.mysql.MySqlStreamingChangeEventSource)",
            "io.debezium.DebeziumException: A slave with the same server_uuid/server_id as this slave has connected to the master; the first event 'binlog.000042' at 157 Error code: 1236; SQLSTATE: HY000.",
        ],
        ["ServiceUnreachable"] =
        [
            "ERROR Unable to execute HTTP request: Connect timed out (com.amazonaws.http.AmazonHttpClient)",
            "com.amazonaws.SdkClientException: Unable to execute HTTP request: Connect to sts.us-east-1.amazonaws.com:443 failed: connect timed out",
        ],
        ["SlotInUse"] =
        [
            "ERROR Producer failure (io.debezium.pipeline.ErrorHandler)",
            "io.debezium.DebeziumException: Failed to start replication stream at LSN{0/1632F60}",
            "Caused by: org.postgresql.util.PSQLException: ERROR: replication slot \"debezium\" is active for PID 4711",
        ],
        ["SlotMissing"] =
        [
            "ERROR Producer failure (io.debezium.pipeline.ErrorHandler)",
            "io.debezium.DebeziumException: Couldn't obtain encoding for database kraken",
            "Caused by: org.postgresql.util.PSQLException: ERROR: replication slot \"debezium\" does not exist",
        ],
        ["TlsMismatch"] =
        [
            "ERROR [AdminClient clientId=adminclient-1] Connection to node -1 failed authentication due to: SSL handshake failed (org.apache.kafka.clients.NetworkClient)",
            "org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed",
        ],
        ["TooManyConnections"] =
        [
            "WARN [AdminClient clientId=adminclient-1] Connection to node 2 failed authentication due to: [1d5c1b1e-9b0f-4f0c-8f3c-6a1f0b2c3d4e]: Too many connects (org.apache.kafka.clients.NetworkClient)",
            "org.apache.kafka.common.errors.SaslAuthenticationException: [1d5c1b1e-9b0f-4f0c-8f3c-6a1f0b2c3d4e]: Too many connects",
        ],
        ["TopicDenied"] =
        [
            "ERROR [Consumer clientId=connector-consumer-orders-0, groupId=connect-orders] Topic authorization failed for topics [cdc.orders] (org.apache.kafka.clients.Metadata)",
            "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [cdc.orders]",
        ],
        ["TopicMissing"] =
        [
            "WARN [Producer clientId=connector-producer-orders-0] Error while fetching metadata with correlation id 3 : {cdc.orders=UNKNOWN_TOPIC_OR_PARTITION} (org.apache.kafka.clients.NetworkClient)",
            "ERROR WorkerSourceTask{id=orders-0} failed to send record to cdc.orders (org.apache.kafka.connect.runtime.WorkerSourceTask)",
            "org.apache.kafka.common.errors.TimeoutException: Topic cdc.orders not present in metadata after 60000 ms.",
        ],
        ["TopicNotCreated"] =
        [
            "ERROR WorkerSourceTask{id=orders-0} failed (org.apache.kafka.connect.runtime.WorkerSourceTask)",
            "org.apache.kafka.connect.errors.ConnectException: Task failed to create new topic (name=cdc.orders, numPartitions=3, replicationFactor=2, replicasAssignments=null, configs={}). Ensure that the task is authorized to create topics or that the topic exists and restart the task",
        ],
        ["TopicPolicy"] =
        [
            "ERROR Failed to create topic (org.apache.kafka.connect.util.TopicAdmin)",
            "org.apache.kafka.common.errors.PolicyViolationException: Request parameters do not satisfy the configured policy.",
        ],
        ["TransactionDenied"] =
        [
            "ERROR Failed to initialize transactions (org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask)",
            "org.apache.kafka.common.errors.TransactionalIdAuthorizationException: Transactional Id authorization failed.",
        ],
        ["WalLevel"] =
        [
            "ERROR Failed testing connection for jdbc:postgresql://db.internal:5432/kraken (io.debezium.connector.postgresql.PostgresConnector)",
            "java.sql.SQLException: Postgres server wal_level property must be 'logical' but is: 'replica'",
        ],
    };

    /// <summary>The causes that there are excerpts of, sorted.</summary>
    internal static IReadOnlyList<string> Causes { get; } = [.. _excerpts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a worker logs for the cause, by its name; the case of letters does not count. Null for no such cause.</summary>
    internal static IReadOnlyList<string>? Find(string cause) => _excerpts.GetValueOrDefault(cause);
}
