namespace Kraken.LocalAws.Connectors;

/// <summary>An Iceberg sink's keys, as its catalog reads them. Source: Apache Iceberg, CatalogUtil and AwsProperties.</summary>
internal sealed class IcebergKeys(ConnectorConfig config)
{
    internal bool IsGlue => Catalog("type") == "glue" || (Catalog("catalog-impl")?.EndsWith(".GlueCatalog", StringComparison.Ordinal) ?? false);

    internal bool IsLakeFormation => config.Flag("iceberg.catalog.glue.lakeformation-enabled") || HasFactory(".LakeFormationAwsClientFactory");

    /// <summary>Whether another role than the connector's works with catalog and objects.</summary>
    internal bool Assumes => IsLakeFormation || HasFactory(".AssumeRoleAwsClientFactory");

    /// <summary>Bucket and path of the warehouse; null where it is not in S3.</summary>
    internal (string Bucket, string Path)? Place =>
        Uri.TryCreate(Catalog("warehouse"), UriKind.Absolute, out var uri) && uri.Scheme is "s3" or "s3a" or "s3n"
            ? (uri.Host, uri.AbsolutePath.Trim('/'))
            : null;

    /// <summary>The bucket that the connector's own role uses; null for none.</summary>
    internal string? Bucket => Assumes ? null : Place?.Bucket;

    /// <summary>The services of AWS that it calls.</summary>
    internal IEnumerable<string> Services =>
    [
        .. Assumes ? ["sts"] : Array.Empty<string>(),
        .. IsGlue ? ["glue"] : Array.Empty<string>(),
        .. Place is not null ? ["s3"] : Array.Empty<string>(),
    ];

    /// <summary>Addresses beside AWS's services: its clients' brokers, and a catalog's own.</summary>
    internal IEnumerable<(string Host, int Port, string What)> Hosts
    {
        get
        {
            foreach (var server in config.List("iceberg.kafka.bootstrap.servers").Select(BootstrapServer.Parse).OfType<BootstrapServer>())
                yield return (server.Host, server.Port, "Kafka");
            if (Uri.TryCreate(Catalog("uri"), UriKind.Absolute, out var uri) && uri is { Host.Length: > 0 })
                yield return (uri.Host, uri.Port > 0 ? uri.Port : 9083, "Iceberg catalog");
        }
    }

    /// <summary>The value of a key of the catalog, or null.</summary>
    internal string? Catalog(string key) => config.Text("iceberg.catalog." + key);

    private bool HasFactory(string name) => Catalog("client.factory")?.EndsWith(name, StringComparison.Ordinal) ?? false;
}
