namespace Kraken.MskConnect.Connectors.Framework;

/// <summary>
/// Whether a Kafka client of the connector's own can log in: it does not take over the login of the workers' clients.
/// Source: Amazon MSK developer guide, port information and IAM access control.
/// </summary>
internal static class ClientLogin
{
    private const string Servers = "bootstrap.servers";

    /// <summary>Keys of such clients begin so.</summary>
    private static readonly string[] _clients = ["iceberg.kafka.", "confluent.topic.", "source.cluster.", "target.cluster."];

    /// <summary>The ports at which brokers take IAM's logins alone.</summary>
    private static readonly string[] _iamPorts = [":9098", ":9198", ":20098"];

    internal static void Check(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var client in _clients)
        {
            var servers = config.List(client + Servers);
            if (servers.Count == 0 || !servers.All(s => _iamPorts.Any(p => s.EndsWith(p, StringComparison.Ordinal))))
                continue;
            Needs("security.protocol", "SASL_SSL");
            Needs("sasl.mechanism", "AWS_MSK_IAM", "OAUTHBEARER");

            void Needs(string key, params string[] values)
            {
                if (config.Get(client + key) is { } value && (values.Contains(value) || value.Contains("${", StringComparison.Ordinal)))
                    return;
                use.Find(
                    FindingSeverity.Warning, client + key, "ClientLogin",
                    $"is not {values[0]}, but the brokers in {client}{Servers} take IAM's logins alone: this client cannot connect",
                    $"Set it to {values[0]}, with the other settings of IAM authentication under {client}.");
            }
        }
    }
}
