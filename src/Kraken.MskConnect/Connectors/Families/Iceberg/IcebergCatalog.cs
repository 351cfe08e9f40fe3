namespace Kraken.MskConnect.Connectors.Families.Iceberg;

/// <summary>How the connector's tables are catalogued.</summary>
internal enum IcebergCatalogKind
{
    Glue,
    Rest,
    Hadoop,

    /// <summary>Not AWS's: a Hive metastore, a database, Nessie, or a class that the module does not know.</summary>
    Other,
}

/// <summary>The keys of an Iceberg catalog. Source: Apache Iceberg, CatalogUtil, AwsProperties and S3FileIOProperties.</summary>
internal sealed class IcebergCatalog
{
    internal const string Start = "iceberg.catalog.";

    private readonly ConnectorConfig _config;

    internal IcebergCatalog(ConnectorConfig config)
    {
        _config = config;
        var implementation = Get("catalog-impl");
        var name = implementation?[(implementation.LastIndexOf('.') + 1)..] ?? Get("type")?.ToLowerInvariant();
        Kind = name switch
        {
            "glue" or "GlueCatalog" => IcebergCatalogKind.Glue,
            "rest" or "RESTCatalog" => IcebergCatalogKind.Rest,
            "hadoop" or "HadoopCatalog" => IcebergCatalogKind.Hadoop,
            _ => IcebergCatalogKind.Other,
        };
    }

    internal IcebergCatalogKind Kind { get; }

    /// <summary>The region of the catalog's clients.</summary>
    internal string Region => Get("client.region") ?? _config.Region;

    /// <summary>Whether AWS Lake Formation hands out the access to data.</summary>
    internal bool IsLakeFormation => IsTrue("glue.lakeformation-enabled") || Factory == "LakeFormationAwsClientFactory";

    /// <summary>Whether the clients work with another role than the connector's.</summary>
    internal bool AssumesRole => IsLakeFormation || Factory == "AssumeRoleAwsClientFactory";

    /// <summary>Whether objects are written by Hadoop's file systems, which list directories; else by Iceberg's own client.</summary>
    internal bool UsesHadoopFiles => Get("io-impl") is { } io
        ? io.EndsWith(".HadoopFileIO", StringComparison.Ordinal)
        : Kind is IcebergCatalogKind.Hadoop;

    private string? Factory => Get("client.factory") is { } factory ? factory[(factory.LastIndexOf('.') + 1)..] : null;

    /// <summary>The value of a key of the catalog, or null.</summary>
    internal string? Get(string key) => _config.Get(Start + key);

    internal bool IsTrue(string key) => _config.IsTrue(Start + key);

    internal bool IsFalse(string key) => _config.IsFalse(Start + key);

    /// <summary>Whether a key begins so.</summary>
    internal bool HasAny(string start) => _config.Values.Keys.Any(k => k.StartsWith(Start + start, StringComparison.Ordinal));
}
