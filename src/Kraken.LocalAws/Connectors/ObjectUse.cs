using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Whether what a connector uses beside the cluster is there and can be used: its worker configuration, parameters, the
/// bucket's region, keys. Permissions are not judged here but for those of the objects' own policies.
/// Source of the lines: Kafka's ConfigDef; AWS's config providers for Kafka Connect; Confluent's S3 sink and the AWS SDK
/// for Java, as users quote them.
/// </summary>
internal sealed class ObjectUse(LocalCloud cloud, Connector connector, ConnectorConfig config)
{
    // Source: Confluent's S3 sink, s3.region.
    private const string DefaultBucketRegion = "us-west-2";

    private readonly WorkerConfiguration? _worker = config.Worker;

    /// <summary>Reads the worker's properties, which a worker does before all else.</summary>
    internal StartFailure? CheckWorker()
    {
        // Source: Amazon MSK developer guide, Supported worker configuration properties: both are required.
        string[] required = ["key.converter", "value.converter"];
        return _worker is null || required.FirstOrDefault(k => _worker.Property(k) is null) is not { } missing
            ? null
            : StartFailure.OfWorkers(
                "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)",
                $"org.apache.kafka.common.config.ConfigException: Missing required configuration \"{missing}\" which has no default value.");
    }

    /// <summary>Looks at all else, in the order in which a connector comes to it.</summary>
    /// <param name="calls">The calls that it makes, all of which its role's policies allow.</param>
    internal StartFailure? Check(IEnumerable<RuntimeCall> calls) =>
        CheckSecretRegions() ?? CheckParameters() ?? CheckFiles() ?? CheckBucket() ?? CheckKeys(calls);

    /// <summary>A config provider asks in the region that it is given, or else in the worker's.</summary>
    private StartFailure? CheckSecretRegions()
    {
        foreach (var reference in SecretReference.FindAll(config))
        {
            if (ConfigProvider.RegionOf(config, reference.Provider) is { } region && region != cloud.Region)
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed to resolve a configuration value from the secret {reference.SecretId} in {region}",
                    "software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException: Secrets Manager can't find the specified secret.");
            }
        }

        return null;
    }

    private StartFailure? CheckParameters()
    {
        foreach (var reference in ParameterReference.FindAll(config))
        {
            if (_worker?.ConfigProviders.Contains(reference.Provider, StringComparer.Ordinal) is not true
                && !config.List("config.providers").Contains(reference.Provider, StringComparer.Ordinal))
            {
                return Invalid(
                    $"ERROR Failed testing connection with the literal value ${{{reference.Provider}::{reference.Name}}} ({config.Class})",
                    "FATAL: password authentication failed");
            }

            if ((ConfigProvider.RegionOf(config, reference.Provider) ?? cloud.Region) == cloud.Region && cloud.Ssm.Find(reference.Name) is not null)
                continue;

            // The provider hands an empty text over by default, which whoever needs the value then refuses.
            return ConfigProvider.Parameter(config, reference.Provider, "NotFoundStrategy") == "fail"
                ? StartFailure.OfWorkers(
                    $"ERROR Failed to resolve a configuration value from the parameter {reference.Name}",
                    "software.amazon.awssdk.services.ssm.model.ParameterNotFoundException: null (Service: Ssm, Status Code: 400)")
                : Invalid(
                    $"INFO Parameter {reference.Name}not found. Value will be handled according to a strategy defined by 'NotFoundStrategy' (com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider)",
                    "FATAL: password authentication failed");
        }

        return null;
    }

    /// <summary>Source: AWS's S3ImportConfigProvider.</summary>
    private StartFailure? CheckFiles()
    {
        foreach (var file in FileReference.FindAll(config))
        {
            if (cloud.S3.Find(file.Bucket) is not { } bucket)
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed to import a file from Amazon S3: {file.Bucket}/{file.ObjectKey}",
                    $"software.amazon.awssdk.services.s3.model.NoSuchBucketException: The specified bucket does not exist: {file.Bucket} (Service: S3, Status Code: 404)");
            }

            if (bucket.OwnerId is null && (bucket.Region ?? cloud.Region) == cloud.Region && !bucket.Objects.ContainsKey(file.ObjectKey))
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed to import a file from Amazon S3: {file.Bucket}/{file.ObjectKey}",
                    $"java.lang.RuntimeException: No object found at {file.Bucket}/{file.ObjectKey}");
            }
        }

        return null;
    }

    private static StartFailure Invalid(string line, string why) => StartFailure.OfWorkers(
        line,
        $"org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector configuration is invalid and contains the following 1 error(s): Error while validating connector config: {why}");

    /// <summary>
    /// The sink asks in the region of its configuration, whatever the bucket's: HeadBucket's 301 and 403 count as there,
    /// and the first upload fails.
    /// </summary>
    private StartFailure? CheckBucket()
    {
        if (!config.IsS3Sink || config.Text("s3.bucket.name") is not { } name || cloud.S3.Find(name) is not { } bucket)
            return null;
        var region = bucket.Region ?? cloud.Region;
        if ((config.Text("s3.region") ?? DefaultBucketRegion) != region)
        {
            return Upload(
                $"The bucket is in this region: {region}. Please use this region to retry the request",
                "301", "PermanentRedirect");
        }

        return bucket.OwnerId is { } owner && owner != cloud.AccountId ? Upload("Access Denied", "403", "AccessDenied") : null;
    }

    /// <summary>The bucket of a class that asks S3 for it when its first objects are read or written.</summary>
    internal StartFailure? CheckOwnBucket()
    {
        var bucket = config.IsIceberg ? new IcebergKeys(config).Bucket : config.IsS3Source ? config.Text("s3.bucket.name") : null;
        return bucket is null || cloud.S3.Find(bucket) is not null
            ? null
            : StartFailure.OfWorkers(
                $"ERROR WorkerConnector{{id={connector.Name}}} Error while starting connector (org.apache.kafka.connect.runtime.WorkerConnector)",
                $"software.amazon.awssdk.services.s3.model.NoSuchBucketException: The specified bucket does not exist: {bucket} (Service: S3, Status Code: 404)");
    }

    private StartFailure? CheckKeys(IEnumerable<RuntimeCall> calls)
    {
        var keys = new KeyUse(cloud, connector);
        foreach (var call in calls.Where(c => c.Request.Action.StartsWith("kms:", StringComparison.Ordinal)))
        {
            if (keys.Refusal(call.Request) is not var (code, words))
                continue;
            var isDenied = code == "AccessDenied";
            return Via(call.Request) switch
            {
                "s3" => Upload(words, isDenied ? "403" : "400", isDenied ? code : "KMS." + code),
                "secretsmanager" => StartFailure.OfWorkers(
                    "ERROR Failed to resolve a configuration value from a secret",
                    isDenied
                        ? "software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException: Access to KMS is not allowed (Service: SecretsManager, Status Code: 400)"
                        : $"software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException: Secrets Manager can't decrypt the protected secret text using the provided KMS key. ({words})"),
                _ => StartFailure.OfWorkers(
                    $"ERROR Failed to resolve a configuration value from a parameter: {words}",
                    "software.amazon.awssdk.services.ssm.model.SsmException: " + words),
            };
        }

        return null;
    }

    private static string Via(PolicyRequest request) => request.Context["kms:ViaService"][0].Split('.')[0];

    private StartFailure Upload(string words, string status, string code)
    {
        var name = config.Text("s3.bucket.name");
        var directory = config.Text("topics.dir") ?? "topics";
        return StartFailure.OfWorkers(
            $"ERROR Multipart upload failed to complete for bucket '{name}' key '{directory}/'. Reason: {words} (io.confluent.connect.s3.storage.S3OutputStream)",
            $"com.amazonaws.services.s3.model.AmazonS3Exception: {words} (Service: Amazon S3; Status Code: {status}; Error Code: {code})");
    }
}
