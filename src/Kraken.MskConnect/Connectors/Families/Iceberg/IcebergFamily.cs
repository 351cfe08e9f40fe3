using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Families.Iceberg;

/// <summary>
/// The Iceberg sinks of Apache and Tabular: what their catalog's keys make them call in AWS. Source: Apache Iceberg,
/// IcebergSinkConfig, CatalogUtil and AWS integrations; Tabular's Iceberg sink 0.6, README.
/// </summary>
internal sealed class IcebergFamily : IFamilyLogic
{
    private const string RoleKey = "client.assume-role.arn";

    public string Family => "iceberg-sink";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (!config.Values.Keys.Any(k => k.StartsWith(IcebergCatalog.Start, StringComparison.Ordinal)))
        {
            use.Find(
                FindingSeverity.Error, IcebergCatalog.Start + "type", "KeyMissing",
                $"is missing, and so is every other key that begins with {IcebergCatalog.Start}: the connector's tasks do not start",
                "Describe the catalog, for example with iceberg.catalog.type glue and iceberg.catalog.warehouse s3://bucket/lake.");
            return;
        }

        if (config.IsKafkaConnect2 && config.Class.StartsWith("org.apache.", StringComparison.Ordinal))
        {
            use.Find(
                FindingSeverity.Information, ConnectorConfig.ClassKey, "IcebergVersion",
                $"needs Java 17 and Kafka Connect 3.6 from Iceberg 1.11 on, but KafkaConnectVersion is {config.KafkaConnectVersion}",
                "Use a plugin of Iceberg 1.10 or older, or KafkaConnectVersion 3.7.x.");
        }

        var catalog = new IcebergCatalog(config);
        if (catalog.AssumesRole)
        {
            AssumeRole(config, catalog, use);
            return;
        }

        IcebergGlue.Describe(config, catalog, use);
        IcebergWarehouse.Describe(config, catalog, use);
    }

    /// <summary>Another role works with the catalog and the objects: this one needs to assume it, and no more.</summary>
    private static void AssumeRole(ConnectorConfig config, IcebergCatalog catalog, ConnectorUse use)
    {
        const string key = IcebergCatalog.Start + RoleKey;
        if (catalog.Get(RoleKey) is not { } role)
            return;
        if (Redaction.IsReference(role) || !role.StartsWith("arn:", StringComparison.Ordinal))
        {
            use.Doubt(key, "ResourceUnknown", "is not a role's ARN that is known before the connector runs, so nothing is granted for it", "Give the role's ARN.");
            return;
        }

        // Tags of a session need a permission of their own. Source: IAM user guide, Pass session tags in AWS STS.
        var isTagged = catalog.IsLakeFormation
            || config.Values.Keys.Any(k => k.StartsWith(IcebergCatalog.Start + "client.assume-role.tags.", StringComparison.Ordinal));
        use.Services.Add(new UsedService(
            "IcebergRole", "role of the Iceberg catalog", isTagged ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"],
            [new UsedResource(role, key)]));
        use.Find(
            FindingSeverity.Information, key, "IcebergRoleAssumed", "is the role that needs access to the catalog, the objects and their key",
            "Check that its trust policy names this connector's role, and that its policies grant the tables.");
    }
}
