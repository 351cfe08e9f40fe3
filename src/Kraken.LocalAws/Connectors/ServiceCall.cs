namespace Kraken.LocalAws.Connectors;

/// <summary>An AWS service that a connector's workers call over HTTPS, and what they log where it does not answer.</summary>
/// <param name="Service">The service, as its endpoints name it.</param>
/// <param name="Host">The host that is called.</param>
internal sealed record ServiceCall(string Service, string Host)
{
    private const string GluePackage = "com.amazonaws.services.schemaregistry.";

    private static readonly string[] _converters = ["key.converter", "value.converter"];

    /// <summary>What the AWS SDK for Java logs. Source: public reports of MSK Connect without a way out of its VPC.</summary>
    internal string[] TimedOut =>
    [
        "ERROR [Worker clientId=connect-1] Uncaught exception in herder work thread, exiting (org.apache.kafka.connect.runtime.distributed.DistributedHerder)",
        $"com.amazonaws.SdkClientException: Unable to execute HTTP request: Connect to {Host}:443 failed: connect timed out",
        $"Caused by: org.apache.http.conn.ConnectTimeoutException: Connect to {Host}:443 failed: connect timed out",
        "Caused by: java.net.SocketTimeoutException: connect timed out",
    ];

    /// <summary>
    /// The services in the order in which a connector calls them: config providers first. KMS is called by the services
    /// that encrypt, and the log is delivered by MSK Connect: neither by the workers. Source: Amazon MSK developer guide,
    /// config providers and Logging for MSK Connect; AWS's converters for Glue; Confluent's S3 sink, store.url.
    /// </summary>
    internal static IEnumerable<ServiceCall> Of(ConnectorConfig config, string region, string suffix)
    {
        if (SecretReference.FindAll(config).Count > 0)
            yield return Regional("secretsmanager");
        if (ParameterReference.FindAll(config).Count > 0)
            yield return Regional("ssm");
        foreach (var bucket in FileReference.FindAll(config).Select(f => f.Bucket).Distinct())
            yield return new ServiceCall("s3", $"{bucket}.s3.{region}.{suffix}");
        if (_converters.Any(c => config.Text(c)?.StartsWith(GluePackage, StringComparison.Ordinal) is true))
            yield return Regional("glue");
        foreach (var service in config.IsIceberg ? new IcebergKeys(config).Services : [])
            yield return Regional(service);
        if ((config.IsS3Sink || config.IsS3Source) && config.Text("store.url") is null)
            yield return new ServiceCall("s3", $"{config.Text("s3.bucket.name")}.s3.{region}.{suffix}");

        ServiceCall Regional(string service) => new(service, $"{service}.{region}.{suffix}");
    }
}
