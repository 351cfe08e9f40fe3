using System.Net;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Services.Kafka;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.MskConnect;
using Kraken.MskConnect.Specs;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Finds out whether a connector can start, by what it would do: log, assume its role, connect, call.
/// </summary>
internal sealed class StartCheck(
    LocalCloud cloud, Connector connector, IReadOnlyDictionary<string, string> configuration)
{
    private readonly ConnectorConfig _config = ConnectorConfig.Of(cloud, connector, configuration);
    private readonly NetworkPath _network = new(cloud, connector);
    private readonly ObjectUse _objects = new(cloud, connector, ConnectorConfig.Of(cloud, connector, configuration));

    private WorkerConfiguration? Worker => _config.Worker;

    /// <summary>Why the connector does not start, or null where it does.</summary>
    internal StartFailure? Run(DateTimeOffset now)
    {
        if (new LogDeliveryCheck(cloud, connector).WhyNot() is { } cause)
        {
            return new StartFailure(
                new StateDescription(
                    "InvalidInput.WorkerLogsError",
                    $"Could not enable/disable worker logs. For more information, see the Amazon MSK Connect Developer Guide. Message: {cause}"),
                []);
        }

        if (cloud.Faults.Take(connector.Name, FaultKind.ConnectorFails) is { } planned)
            return new StartFailure(new StateDescription(planned.Code, planned.Message), planned.LogLines ?? []);
        if (new ExecutionRole(cloud, connector.RoleArn).WhyNotAssumable(connector.Arn, now) is { } why)
        {
            return StartFailure.OfWorkers(
                "ERROR [Worker clientId=connect-1] Unable to load credentials: com.amazonaws.SdkClientException: "
                + $"MSK Connect cannot assume the service execution role {connector.RoleArn}. {why}");
        }

        return _objects.CheckWorker() ?? FindCluster(out var cluster) ?? PluginFile.WhyNoClass(cloud, connector, _config.Class)
            ?? Framework(cluster!).WhyRefused() ?? CheckDestinations() ?? CheckCalls(cluster!, now);
    }

    /// <summary>Connects to the bootstrap servers; one that answers is enough.</summary>
    private StartFailure? FindCluster(out Cluster? cluster)
    {
        cluster = null;
        var servers = connector.BootstrapServers.Split(',').Select(BootstrapServer.Parse).OfType<BootstrapServer>()
            .ToList();
        var resolved = servers
            .Where(_ => _network.Resolves)
            .Select(s => (Server: s, Target: cloud.Kafka.Resolve(s.Host, s.Port)))
            .Where(p => p.Target is not null)
            .Select(p => (p.Server, Target: p.Target!.Value))
            .ToList();
        if (resolved.Count == 0)
        {
            return StartFailure.OfWorkers(
                [.. servers.Select(
                    s => $"WARN Couldn't resolve server {s.Host}:{s.Port} from bootstrap.servers as DNS resolution failed for {s.Host} (org.apache.kafka.clients.ClientUtils)"),
                "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)",
                "org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers"]);
        }

        var reached = resolved.Where(p => Reaches(p.Target.Cluster, p.Target.Address, p.Server.Port)).ToList();
        if (reached.Count == 0)
        {
            return StartFailure.OfWorkers(
                [.. resolved.Select(
                    p => $"WARN [AdminClient clientId=adminclient-1] Connection to node -1 ({p.Server.Host}/{p.Target.Address}:{p.Server.Port}) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)"),
                "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)",
                "org.apache.kafka.connect.errors.ConnectException: Failed to connect to and describe Kafka cluster. Check worker's broker connection and security properties.",
                "Caused by: org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listNodes"]);
        }

        cluster = reached[0].Target.Cluster;
        return CheckSecurityProtocol(reached[0].Server, reached[0].Target.Address);
    }

    /// <summary>The brokers themselves let the connector in; of a load balancer, they see its own addresses.</summary>
    private bool Reaches(Cluster cluster, IPAddress address, int port) =>
        cluster.LoadBalancers.Any(l => l.Address.Equals(address))
            ? _network.Leaves(address, port, cluster.SecurityGroupIds)
            : _network.Reaches(address, port, cluster.SecurityGroupIds);

    /// <summary>Each port speaks one security protocol. Source: Amazon MSK developer guide, port information.</summary>
    private StartFailure? CheckSecurityProtocol(BootstrapServer server, IPAddress address)
    {
        var fits = server.Port switch
        {
            BrokerPorts.SaslIam => connector.Authentication == "IAM",
            BrokerPorts.Plaintext => connector is { Authentication: "NONE", Encryption: "PLAINTEXT" },
            // The workers have no SCRAM user of their own, but the reference puts one into the connector's properties.
            BrokerPorts.Tls or BrokerPorts.SaslScram => connector is { Authentication: "NONE", Encryption: "TLS" },
            _ => true,
        };
        return fits
            ? null
            : StartFailure.OfWorkers(
                $"INFO [AdminClient clientId=adminclient-1] Failed authentication with {server.Host}/{address} (authentication type {connector.Authentication}, encryption {connector.Encryption}, port {server.Port}) (org.apache.kafka.common.network.Selector)",
                "ERROR Stopping due to error (org.apache.kafka.connect.cli.ConnectDistributed)",
                "org.apache.kafka.connect.errors.ConnectException: Failed to connect to and describe Kafka cluster. Check worker's broker connection and security properties.");
    }

    /// <summary>What lies beside the brokers: AWS's services, the database, a schema registry.</summary>
    private StartFailure? CheckDestinations()
    {
        if (NeedsServices() && !_network.ReachesServices)
        {
            return StartFailure.OfWorkers(
                "ERROR Unable to execute HTTP request: Connect timed out (com.amazonaws.http.AmazonHttpClient)",
                $"com.amazonaws.SdkClientException: Unable to execute HTTP request: Connect to sts.{cloud.Region}.{cloud.DnsSuffix}:443 failed: connect timed out");
        }

        if (ServiceCall.Of(_config, cloud.Region, cloud.DnsSuffix).FirstOrDefault(c => !_network.ReachesService(c.Service)) is { } lost)
            return StartFailure.OfWorkers(lost.TimedOut);
        foreach (var (host, port, what) in Hosts())
        {
            if (!_network.ReachesHost(host, port))
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed testing connection to {what} at {host}:{port} ({_config.Class})",
                    $"java.net.SocketTimeoutException: Connect timed out: {host}:{port}",
                    "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector configuration is invalid and contains the following 1 error(s): Error while validating connector config: The connection attempt failed.");
            }
        }

        return null;
    }

    private bool NeedsServices() =>
        connector.Authentication == "IAM"
        || _config.IsS3Sink || _config.IsS3Source || _config.IsIceberg
        || SecretReference.FindAll(_config).Count > 0
        || ParameterReference.FindAll(_config).Count > 0
        || FileReference.FindAll(_config).Count > 0;

    private IEnumerable<(string Host, int Port, string What)> Hosts()
    {
        if (!_config.IsSink && _config.Text("database.hostname") is { } host)
        {
            int? fallback = _config.ClassName switch
            {
                "PostgresConnector" => 5432,
                "MySqlConnector" or "MariaDbConnector" => 3306,
                "SqlServerConnector" when _config.Text("database.instance") is null => 1433,
                "OracleConnector" => 1528,
                "Db2Connector" => 50000,
                "InformixConnector" => 9088,
                "VitessConnector" => 15991,
                _ => null,
            };
            if ((int.TryParse(_config.Text("database.port"), out var given) ? given : fallback) is { } port)
                yield return (host, port, "database");
        }

        if (_config.IsJdbc && _config.Text("connection.url") is { } url)
        {
            foreach (var (database, port) in JdbcAddress.Of(url))
                yield return (database, port, "database");
        }

        foreach (var address in _config.IsIceberg ? new IcebergKeys(_config).Hosts : [])
            yield return address;

        foreach (var (_, value) in _config.Values.Where(
            v => v.Key.EndsWith("schema.registry.url", StringComparison.Ordinal)))
        {
            foreach (var text in value.Split(','))
            {
                if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out var registry))
                    yield return (registry.Host, registry.Port, "schema registry");
            }
        }
    }

    /// <summary>Makes every call. All that are denied stand in the log, as tasks fail side by side.</summary>
    private StartFailure? CheckCalls(Cluster cluster, DateTimeOffset now)
    {
        if (_config.IsS3Sink && (_config.Text("s3.bucket.name") is not { } bucket || cloud.S3.Find(bucket) is null))
        {
            return StartFailure.OfWorkers(
                "ERROR WorkerConnector Error while starting connector (org.apache.kafka.connect.runtime.WorkerConnector)",
                $"org.apache.kafka.connect.errors.ConnectException: Non-existent S3 bucket: {_config.Text("s3.bucket.name")}");
        }

        if (_objects.CheckOwnBucket() is { } missing)
            return missing;
        // A connector may declare them itself too. Source: Apache Kafka, AbstractConfig (KIP-421).
        string[] providers = [.. Worker?.ConfigProviders ?? [], .. _config.List("config.providers")];
        foreach (var reference in SecretReference.FindEach(_config))
        {
            // A reference to a provider that nobody declares stays as it is, and is taken for the value itself; one to a key
            // that the secret lacks too. Source: Kafka's ConfigTransformer.
            var secret = cloud.SecretsManager.Find(reference.SecretId);
            if (!providers.Contains(reference.Provider, StringComparer.Ordinal) || (secret is not null && !reference.IsIn(secret)))
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed testing connection with the literal value ${{{reference.Provider}:{reference.SecretId}}} ({_config.Class})",
                    "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector configuration is invalid and contains the following 1 error(s): "
                    + "Error while validating connector config: FATAL: password authentication failed");
            }

            if (secret is null)
            {
                return StartFailure.OfWorkers(
                    $"ERROR Failed to resolve a configuration value from the secret {reference.SecretId}",
                    "software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException: Secrets Manager can't find the specified secret.");
            }
        }

        var role = new ExecutionRole(cloud, connector.RoleArn);
        string[] denied;
        try
        {
            denied = Denied(role, cluster);
            if (denied.Length == 0 && _objects.Check(RuntimeCalls.Derive(cloud, connector, _config, cluster)) is { } failure)
                return failure;
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
        {
            // IAM would know what to make of it; guessing would make a rehearsal worthless.
            return StartFailure.OfWorkers($"ERROR LocalAws cannot judge the role's policies. {e.Message} {e.Remedy}");
        }

        if (denied.Length > 0)
            return StartFailure.OfWorkers(denied);
        if (new TopicCreation(connector.Name, _config, cluster).WhyRefused() is { } refused)
            return refused;

        CreateTopics(cluster);
        return null;
    }

    private string[] Denied(ExecutionRole role, Cluster cluster) =>
        [.. RuntimeCalls.Derive(cloud, connector, _config, cluster)
            .Where(c => !role.Ask(c.Request).IsAllowed)
            .Select(c => $"ERROR {c.Denied}")
            .Distinct(StringComparer.Ordinal)];

    private FrameworkCalls Framework(Cluster cluster) => new(connector, _config, cluster, Worker);

    private void CreateTopics(Cluster cluster)
    {
        var inner = Framework(cluster).OwnTopics.Select(t => new Topic(t.Name, t.Partitions, cluster.Brokers.Count));
        var own = ConnectorTopics.Written(_config).Append(ConnectorTopics.SchemaHistory(_config)).OfType<string>()
            .Select(t => new Topic(t, 1, cluster.Brokers.Count));
        foreach (var topic in inner.Concat(own))
            cluster.Topics.TryAdd(topic.Name, topic);
    }
}
