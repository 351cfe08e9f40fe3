namespace Kraken.LocalAws.Connectors;

/// <summary>
/// What an Iceberg sink calls beside what Kafka Connect does for it. Source: Apache Iceberg, Channel, Coordinator,
/// GlueCatalog, S3FileIO and DynamoDbLockManager; Tabular's Iceberg sink 0.6, the same classes.
/// </summary>
internal sealed class IcebergCalls(RuntimeCalls calls, LocalCloud cloud, ConnectorConfig config)
{
    internal const string ApacheClass = "org.apache.iceberg.connect.IcebergSinkConnector";
    internal const string TabularClass = "io.tabular.iceberg.connect.IcebergSinkConnector";

    /// <summary>Stands for the random id in the names of groups and transactions.</summary>
    private const string SomeId = "6f1c3b1e-8f0a-4a57-9a55-2b0c7d9e4f10";
    private const string Sdk = "software.amazon.awssdk.services.";

    private static readonly string[] _lockActions = ["DescribeTable", "CreateTable", "GetItem", "PutItem", "DeleteItem"];

    private readonly IcebergKeys _keys = new(config);

    private string Region => Catalog("client.region") ?? cloud.Region;

    private string? Catalog(string key) => _keys.Catalog(key);

    /// <summary>Its own clients: the control topic, groups that read it, and commits in transactions.</summary>
    internal IEnumerable<RuntimeCall> OfKafka(string connector)
    {
        var isTabular = config.Class == TabularClass;
        var control = config.Text("iceberg.control.topic") ?? "control-iceberg";
        var records = config.Text("iceberg.connect.group-id") ?? "connect-" + connector;
        var stored = config.Text("iceberg.control.group-id") ?? "cg-control-" + connector;
        var prefix = isTabular ? "" : config.Text("iceberg.coordinator.transactional.prefix") ?? "";
        var readers = isTabular ? "cg-control-" : config.Text("iceberg.control.group-id-prefix") ?? "cg-control-";
        string[] groups = isTabular ? [stored, stored + "-coord", readers + SomeId] : [records, records + "-coord", readers + SomeId];
        string[] writers = isTabular ? ["worker", "committer", "coordinator"] : ["worker", "coordinator"];
        return
        [
            .. calls.Produced(control),
            .. calls.Topic(control, "ReadData"),
            .. groups.SelectMany(calls.Group),
            calls.Cluster("WriteDataIdempotently", "org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed."),
            .. writers.SelectMany(w => calls.Transaction($"{prefix}{w}-txn-{SomeId}-0")),
        ];
    }

    /// <summary>The catalog, its lock and the tables' files, or the role that is assumed for all of them.</summary>
    internal IEnumerable<RuntimeCall> OfAws()
    {
        if (Role() is { } role)
            return role;
        return [.. Glue(), .. Lock(), .. Files()];
    }

    private IReadOnlyList<RuntimeCall>? Role()
    {
        if (!_keys.Assumes || Catalog("client.assume-role.arn") is not { } role)
            return _keys.Assumes ? [] : null;
        var tags = _keys.IsLakeFormation || config.Values.Keys.Any(k => k.StartsWith("iceberg.catalog.client.assume-role.tags.", StringComparison.Ordinal));
        const string denied = Sdk + "sts.model.StsException";
        return [calls.Service("sts:AssumeRole", role, denied), .. tags ? [calls.Service("sts:TagSession", role, denied)] : Array.Empty<RuntimeCall>()];
    }

    /// <summary>A call names the catalog, the database and the table, and must be allowed on each.</summary>
    private IEnumerable<RuntimeCall> Glue()
    {
        if (!_keys.IsGlue || config.Flag("iceberg.tables.dynamic-enabled"))
            yield break;
        var start = $"arn:{cloud.Partition}:glue:{Region}:{Catalog("glue.id") ?? cloud.AccountId}:";
        var creates = config.Flag("iceberg.tables.auto-create-enabled");
        foreach (var name in config.List("iceberg.tables"))
        {
            var dot = name.LastIndexOf('.');
            if (dot <= 0)
                continue;
            string[] database = [start + "catalog", $"{start}database/{name[..dot]}"];
            string[] table = [.. database, $"{start}table/{name[..dot]}/{name[(dot + 1)..]}"];
            string[] onTables = creates ? ["GetTable", "UpdateTable", "CreateTable"] : ["GetTable", "UpdateTable"];
            string[] onDatabases = creates ? ["CreateDatabase", "GetDatabase"] : [];
            foreach (var call in onTables.SelectMany(a => table.Select(t => (a, t))).Concat(onDatabases.SelectMany(a => database.Select(d => (a, d)))))
                yield return calls.Service("glue:" + call.Item1, call.Item2, Sdk + "glue.model.AccessDeniedException");
        }
    }

    private IEnumerable<RuntimeCall> Lock() =>
        Catalog("lock-impl")?.EndsWith(".DynamoDbLockManager", StringComparison.Ordinal) == true && Catalog("lock.table") is { } table
            ? _lockActions.Select(a => calls.Service(
                "dynamodb:" + a, $"arn:{cloud.Partition}:dynamodb:{Region}:{cloud.AccountId}:table/{table}", Sdk + "dynamodb.model.DynamoDbException"))
            : [];

    /// <summary>Data and metadata of each table; of tables that only the records name, one that is made up.</summary>
    private IEnumerable<RuntimeCall> Files()
    {
        if (_keys.Place is not var (bucket, path))
            yield break;
        List<string> actions = ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"];
        if (Catalog("s3.delete-enabled") is not "false")
            actions.Add("s3:DeleteObject");
        if (config.Values.Keys.Any(k => k.StartsWith("iceberg.catalog.s3.write.tags.", StringComparison.Ordinal)))
            actions.Add("s3:PutObjectTagging");
        if (Catalog("s3.acl") is not null)
            actions.Add("s3:PutObjectAcl");
        var named = Catalog("s3.sse.type") is "kms" or "dsse-kms" ? Catalog("s3.sse.key") : null;
        var key = named is null ? cloud.S3.Find(bucket)?.KmsKeyArn : cloud.Kms.Find(named)?.Arn ?? named;
        foreach (var name in config.List("iceberg.tables").DefaultIfEmpty("some.table"))
        {
            var table = name.Replace(".", ".db/", StringComparison.Ordinal);
            foreach (var file in new[] { "data/00000-1-" + SomeId + ".parquet", "metadata/00001-" + SomeId + ".metadata.json" })
            {
                var objectArn = $"arn:{cloud.Partition}:s3:::{bucket}/{(path.Length == 0 ? "" : path + "/")}{table}/{file}";
                foreach (var action in actions)
                    yield return calls.Service(action, objectArn, Sdk + "s3.model.S3Exception");
                foreach (var call in key is null ? [] : calls.ObjectKey(key, objectArn))
                    yield return call;
            }
        }
    }
}
