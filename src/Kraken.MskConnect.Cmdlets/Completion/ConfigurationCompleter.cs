using System.Collections;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes a connector's configuration with a hashtable for each well-known connector class.</summary>
public sealed class ConfigurationCompleter : Completer
{
    // Source: the Debezium and Confluent documentation of each connector.
    private static readonly string[] _sourceClasses =
    [
        "io.debezium.connector.postgresql.PostgresConnector",
        "io.debezium.connector.mysql.MySqlConnector",
        "io.debezium.connector.sqlserver.SqlServerConnector",
        "io.debezium.connector.oracle.OracleConnector",
        "io.debezium.connector.mongodb.MongoDbConnector",
    ];

    private static readonly string[] _sinkClasses = ["io.confluent.connect.s3.S3SinkConnector"];

    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters)
    {
        var type = parameters[nameof(SpecCmdlet.ConnectorType)] as string;
        var classes = type?.ToUpperInvariant() switch
        {
            "SOURCE" => _sourceClasses,
            "SINK" => _sinkClasses,
            _ => [.. _sourceClasses, .. _sinkClasses],
        };
        return classes.Select(c => $"@{{ 'connector.class' = '{c}'; 'tasks.max' = '1' }}");
    }
}
