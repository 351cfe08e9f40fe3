using System.Collections;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a connector's configuration with a hashtable for each well-known connector class.</summary>
public sealed class ConfigurationCompleter : Completer
{
    // Source: the Debezium and Confluent documentation of each connector.
    private static readonly string[] SourceClasses =
    [
        "io.debezium.connector.postgresql.PostgresConnector",
        "io.debezium.connector.mysql.MySqlConnector",
        "io.debezium.connector.sqlserver.SqlServerConnector",
        "io.debezium.connector.oracle.OracleConnector",
        "io.debezium.connector.mongodb.MongoDbConnector",
    ];

    private static readonly string[] SinkClasses = ["io.confluent.connect.s3.S3SinkConnector"];

    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters)
    {
        var type = parameters[nameof(SpecCmdlet.ConnectorType)] as string;
        var classes = type?.ToUpperInvariant() switch
        {
            "SOURCE" => SourceClasses,
            "SINK" => SinkClasses,
            _ => [.. SourceClasses, .. SinkClasses],
        };
        return classes.Select(c => $"@{{ 'connector.class' = '{c}'; 'tasks.max' = '1' }}");
    }
}
