using System.Collections.Frozen;

namespace Kraken.MskConnect.Connectors.Addresses;

/// <summary>
/// The ports that clients use where a URL names none, by the URL's scheme or the JDBC driver's name for its database.
/// Source: IANA's registry of ports for the protocols; the documentation of each driver for the others.
/// </summary>
internal static class DefaultPorts
{
    private static readonly FrozenDictionary<string, int> _ports = new Dictionary<string, int>
    {
        ["http"] = 80,
        ["https"] = 443,
        ["ws"] = 80,
        ["wss"] = 443,
        ["ftp"] = 21,
        ["sftp"] = 22,
        ["ldap"] = 389,
        ["ldaps"] = 636,
        ["amqp"] = 5672,
        ["amqps"] = 5671,
        ["mqtt"] = 1883,
        ["mqtts"] = 8883,
        ["nats"] = 4222,
        ["redis"] = 6379,
        ["rediss"] = 6379,
        ["mongodb"] = 27017,
        ["mongodb+srv"] = 27017,
        ["neo4j"] = 7687,
        ["neo4j+s"] = 7687,
        ["neo4j+ssc"] = 7687,
        ["bolt"] = 7687,
        ["bolt+s"] = 7687,
        ["bolt+ssc"] = 7687,
        ["couchbase"] = 11210,
        ["couchbases"] = 11207,
        ["pulsar"] = 6650,
        ["pulsar+ssl"] = 6651,
        ["thrift"] = 9083,
        ["postgresql"] = 5432,
        ["mysql"] = 3306,
        ["mysql+srv"] = 3306,
        ["mysqlx"] = 33060,
        ["mariadb"] = 3306,
        ["singlestore"] = 3306,
        ["sqlserver"] = 1433,
        ["oracle"] = 1521,
        ["db2"] = 50000,
        ["redshift"] = 5439,
        ["snowflake"] = 443,
        ["databricks"] = 443,
        ["clickhouse"] = 8123,
        ["ch"] = 8123,
        ["sap"] = 30015,
        ["informix-sqli"] = 9088,
        ["sybase"] = 5000,
        ["vertica"] = 5433,
        ["yugabytedb"] = 5433,
        ["hive2"] = 10000,
        ["impala"] = 21050,
        ["exa"] = 8563,
        ["firebirdsql"] = 3050,
        ["netezza"] = 5480,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Schemes of what is no host: files, AWS's services (whose port is open anyway), stand-ins of tests.</summary>
    private static readonly FrozenSet<string> _local = new[]
    {
        "file", "classpath", "jar", "s3", "s3a", "s3n", "gs", "abfs", "abfss", "mock", "h2", "sqlite", "derby", "duckdb", "arn",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The default port of a scheme; null where it is not known.</summary>
    internal static int? Of(string scheme) => _ports.TryGetValue(scheme, out var port) ? port : null;

    /// <summary>Whether a scheme leads to no host of its own.</summary>
    internal static bool IsLocal(string scheme) => _local.Contains(scheme);
}
