namespace Kraken.MskConnect.Connectors.Families.Iceberg;

/// <summary>
/// Databases and tables of AWS Glue, in which the sink keeps where a table's data are. Source: Apache Iceberg, GlueCatalog
/// and GlueTableOperations; AWS Glue developer guide, Specifying resource ARNs: a table's calls name catalog and database too.
/// </summary>
internal static class IcebergGlue
{
    private const string TablesKey = "iceberg.tables";
    private const string DynamicKey = "iceberg.tables.dynamic-enabled";
    private const string RouteKey = "iceberg.tables.route-field";
    private const string CreateKey = "iceberg.tables.auto-create-enabled";
    private const string AccountKey = "glue.id";

    internal static void Describe(ConnectorConfig config, IcebergCatalog catalog, ConnectorUse use)
    {
        if (!IsUsed(catalog, use))
            return;
        var account = catalog.Get(AccountKey) ?? config.AccountId;
        if (account.Length != 12 || !account.All(char.IsAsciiDigit))
        {
            use.Doubt(
                IcebergCatalog.Start + AccountKey, "ResourceUnknown", "is not the number of an account, so no table of its catalog is granted",
                "Grant the catalog's tables in additional_policy_statements.");
            return;
        }

        var tables = Tables(config, use);
        if (tables.Count == 0)
            return;
        var creates = config.IsTrue(CreateKey);
        var databases = tables.Select(t => t.Database).Distinct(StringComparer.Ordinal).Select(d => Resource("database/" + d)).Prepend(Resource("catalog")).ToList();
        use.Services.Add(new UsedService(
            "GlueTables", "tables in AWS Glue", creates ? ["glue:CreateTable", "glue:GetTable", "glue:UpdateTable"] : ["glue:GetTable", "glue:UpdateTable"],
            [.. databases, .. tables.Select(t => Resource($"table/{t.Database}/{t.Table}"))]));
        if (creates)
        {
            use.Services.Add(new UsedService(
                "GlueDatabases", "databases in AWS Glue", ["glue:CreateDatabase", "glue:GetDatabase"],
                [.. databases.Select(d => d with { Keys = [TablesKey, CreateKey] })]));
        }

        UsedResource Resource(string path) =>
            new($"arn:{config.Partition}:glue:{catalog.Region}:{account}:{path}", [TablesKey]);
    }

    /// <summary>Whether the catalog is AWS Glue's, or one behind REST that signs its requests for it.</summary>
    private static bool IsUsed(IcebergCatalog catalog, ConnectorUse use)
    {
        if (catalog.Kind == IcebergCatalogKind.Glue)
            return true;
        if (catalog.Kind != IcebergCatalogKind.Rest
            || !(string.Equals(catalog.Get("rest.auth.type"), "sigv4", StringComparison.OrdinalIgnoreCase) || catalog.IsTrue("rest.sigv4-enabled")))
        {
            return false;
        }

        var service = catalog.Get("rest.signing-name") ?? "execute-api";
        use.Doubt(
            IcebergCatalog.Start + "rest.signing-name", "NotDerived", $"asks {service} for the tables, and the module does not know all calls that it makes there",
            "Grant them in additional_policy_statements.");
        return service == "glue";
    }

    private static List<(string Database, string Table)> Tables(ConnectorConfig config, ConnectorUse use)
    {
        if (config.IsTrue(DynamicKey))
        {
            use.Doubt(
                RouteKey, "TablesUnknown", "names the table in each record, so the policy grants no table of AWS Glue",
                "Grant the database and its tables in additional_policy_statements.");
            return [];
        }

        List<(string, string)> tables = [];
        foreach (var name in config.List(TablesKey))
        {
            // A database of Glue has one name; Iceberg refuses a namespace of several parts.
            var parts = name.Split('.');
            if (name.IndexOfAny(['*', '?', '$', '/', ':']) >= 0)
                use.Doubt(TablesKey, "TablesUnknown", "contains what is no table's name before the connector runs, so nothing is granted for it", "Give the names themselves.");
            else if (parts is [{ Length: > 0 } database, { Length: > 0 } table])
                tables.Add((database, table));
            else
                use.Find(FindingSeverity.Error, TablesKey, "IcebergTableName", $"contains {name}, which is not DATABASE.TABLE as AWS Glue names tables", "Write each table as DATABASE.TABLE.");
        }

        return tables;
    }
}
