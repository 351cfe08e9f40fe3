using Amazon.Kafka.Model;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>The cluster takes the spec's authentication, and listens at the bootstrap servers' ports.</summary>
internal sealed class ClusterAuthenticationCheck : IConnectorCheck
{
    /// <summary>What a port is for. Source: Amazon MSK developer guide, Port information.</summary>
    private static readonly Dictionary<int, Listener> _listeners = new()
    {
        [9092] = Listener.Plaintext,
        [9094] = Listener.Tls,
        [9194] = Listener.Tls,
        [9096] = Listener.Scram,
        [9196] = Listener.Scram,
        [9098] = Listener.Iam,
        [9198] = Listener.Iam,
    };

    private enum Listener
    {
        Plaintext,
        Tls,
        Scram,
        Iam,
    }

    public string Name => "Cluster.Authentication";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        var has = Listeners(cluster).ToHashSet();
        var type = spec.MskAuthenticationType;
        if (type == "IAM" && !has.Contains(Listener.Iam))
        {
            return CheckOutcome.Fail(
                $"MskAuthenticationType is IAM, and the cluster {cluster.ClusterName} has it turned off.",
                "Turn IAM access control on in the cluster's security settings, or give another MskAuthenticationType.",
                nameof(spec.MskAuthenticationType));
        }

        if (type == "NONE" && !has.Overlaps([Listener.Plaintext, Listener.Tls, Listener.Scram]))
        {
            return CheckOutcome.Fail(
                $"MskAuthenticationType is NONE, and the cluster {cluster.ClusterName} takes IAM alone.",
                "Give MskAuthenticationType IAM and the bootstrap servers with port 9098.",
                nameof(spec.MskAuthenticationType));
        }

        // Another host's ports may lead to any listener.
        var brokers = await connector.Brokers;
        var own = brokers.Select(b => b.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var server in BootstrapServers.Parse(spec.MskBootstrapServer).Where(s => own.Contains(s.Host)))
        {
            var listens = brokers.Any(b => b.Port == server.Port && b.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase));
            if (listens && (server.Port is not { } port || !_listeners.TryGetValue(port, out var listener) || has.Contains(listener)))
                continue;
            var ports = brokers.Where(b => b.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase)).Select(b => b.Port).Order();
            return CheckOutcome.Fail(
                $"The cluster {cluster.ClusterName} does not listen at {server.Text}; there it has {string.Join(", ", ports)}.",
                "Turn the listener on in the cluster's security settings, or give the port of another one in MskBootstrapServer.",
                nameof(spec.MskBootstrapServer));
        }

        return CheckOutcome.Pass(
            $"The cluster {cluster.ClusterName} takes {type}: it has {string.Join(", ", has.Order().Select(l => l.ToString().ToUpperInvariant()))}.");
    }

    // Serverless clusters take IAM alone. Source: Amazon MSK developer guide, MSK Serverless. Clusters that are older than
    // the setting let everybody in.
    private static IEnumerable<Listener> Listeners(Cluster cluster)
    {
        if (cluster.Serverless is not null)
        {
            yield return Listener.Iam;
            yield break;
        }

        var authentication = cluster.Provisioned?.ClientAuthentication;
        var open = authentication?.Unauthenticated?.Enabled ?? authentication is null;
        var transit = cluster.Provisioned?.EncryptionInfo?.EncryptionInTransit?.ClientBroker?.Value ?? "TLS";
        if (open && transit.Contains("PLAINTEXT", StringComparison.Ordinal))
            yield return Listener.Plaintext;
        if (transit != "PLAINTEXT" && (open || authentication?.Tls?.Enabled == true))
            yield return Listener.Tls;
        if (authentication?.Sasl?.Scram?.Enabled == true)
            yield return Listener.Scram;
        if (authentication?.Sasl?.Iam?.Enabled == true)
            yield return Listener.Iam;
    }
}
