using Kraken.MskConnect.Diagnosis;

namespace Kraken.MskConnect.Tests.Diagnosis;

public sealed class FailureDiagnosisTests
{
    // The lines are in the form in which the libraries of a worker write them.
    [Theory]
    [InlineData(
        "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [cdc.orders]",
        "Kafka topic", "KafkaTopicWrite")]
    [InlineData(
        "org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: connect-x",
        "consumer group", "group.id")]
    [InlineData(
        "org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed.",
        "connect to the cluster", "MskClusterArn")]
    [InlineData(
        "org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials",
        "authentication", "MskAuthenticationType")]
    [InlineData(
        "Caused by: org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listNodes",
        "cannot reach", "egress")]
    [InlineData("java.net.UnknownHostException: db.internal", "host name", "DNS")]
    [InlineData(
        "org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches io.debezium.X",
        "plugin", "CustomPluginArn")]
    [InlineData(
        "com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)",
        "S3 bucket", "S3SinkBucketArn")]
    [InlineData(
        "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:::key/k",
        "KMS key", "SecretKmsKeyArn")]
    [InlineData(
        "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: secretsmanager:GetSecretValue",
        "secret", "RdsSecretArn")]
    [InlineData(
        "org.postgresql.util.PSQLException: ERROR: replication slot \"debezium\" already exists", "slot", "slot.name")]
    [InlineData("FATAL: password authentication failed for user \"kraken\"", "database rejected", "secret")]
    [InlineData("java.lang.OutOfMemoryError: Java heap space", "memory", "AutoscalingMcuCount")]
    [InlineData("SSL handshake failed", "TLS", "EncryptionInTransit")]
    [InlineData("Connector configuration is invalid and contains the following 1 error(s)", "configuration", "ConnectorConfiguration")]
    public void A_known_failure_is_explained(string line, string explanation, string remedy)
    {
        var cause = FailureDiagnosis.Explain(["[Worker-1] INFO Kafka Connect started", line]);

        Assert.NotNull(cause);
        Assert.Contains(explanation, cause.Explanation, StringComparison.Ordinal);
        Assert.Contains(remedy, cause.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_grant_wins_over_the_time_out_that_follows_from_it()
    {
        var cause = FailureDiagnosis.Explain(
        [
            "TimeoutException: Timeout expired while fetching topic metadata",
            "TopicAuthorizationException: Not authorized to access topics: [__amazon_msk_connect_offsets_x]",
        ]);

        Assert.Contains("Kafka topic", cause?.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[Worker-1] INFO Kafka Connect started")]
    public void An_unknown_failure_is_not_guessed_at(string line) => Assert.Null(FailureDiagnosis.Explain([line]));
}
