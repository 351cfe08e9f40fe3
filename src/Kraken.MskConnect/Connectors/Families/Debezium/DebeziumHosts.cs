using System.Globalization;

namespace Kraken.MskConnect.Connectors.Families.Debezium;

/// <summary>
/// Hosts of which the declaration cannot tell the port. Source: Debezium's documentation of the connectors, of TimescaleDB's
/// transformation and of OpenLineage.
/// </summary>
internal static class DebeziumHosts
{
    private const int PostgresPort = 5432;

    internal static void Describe(ConnectorConfig config, string database, ConnectorUse use)
    {
        if (database == "sqlserver" && config.Get("database.instance") is not null && config.Get("database.port") is null)
        {
            use.Doubt(
                "database.instance", "PortUnknown",
                "names an instance, whose port SQL Server Browser tells at run time, so the network rules do not open it",
                "Give the instance's port in database.port.");
        }

        if (database == "db2as400")
        {
            use.Doubt(
                "database.hostname", "PortUnknown",
                "is reached at several ports, probably 449 and 8470 to 8476 or, with TLS, 9470 to 9476; the network rules open none of them",
                "Give the ports in AdditionalEgress.");
        }

        if (config.IsTrue("openlineage.integration.enabled"))
        {
            use.Doubt(
                "openlineage.integration.enabled", "PortUnknown",
                "sends lineage to where a file in the plugin says, so the network rules do not open it", "Give the port in AdditionalEgress.");
        }

        foreach (var name in config.List("transforms"))
            TimescaleDb(config, $"transforms.{name}.", use);
    }

    /// <summary>The transformation asks the database itself which table a chunk is of.</summary>
    private static void TimescaleDb(ConnectorConfig config, string key, ConnectorUse use)
    {
        if (config.Get(key + "type")?.EndsWith(".TimescaleDb", StringComparison.Ordinal) is not true
            || config.Get(key + "database.hostname") is not { } host)
        {
            return;
        }

        var isGiven = int.TryParse(config.Get(key + "database.port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        use.Addresses.Add(new UsedAddress(
            key + "database.hostname", host, isGiven ? port : PostgresPort, "TimescaleDB",
            isGiven ? key + "database.port" : "default port of PostgreSQL"));
    }
}
