using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Networking;

/// <summary>A port that the connector connects to, and why.</summary>
internal sealed record EgressPort(int Number, string Reason);

/// <summary>Finds the ports that a spec's fields and configuration keys ask for.</summary>
internal static partial class EgressPorts
{
    internal const int Https = 443;

    private const string SchemaRegistryKey = "schema.registry.url";

    private static readonly string[] _databaseKeys =
        ["connection.url", "connection.uri", "mongodb.connection.string", "mongodb.hosts"];

    private static readonly string[] _storeKeys = ["store.url", "s3.proxy.url"];

    private static readonly string[] _bootstrapKeys =
    [
        "schema.history.internal.kafka.bootstrap.servers", "database.history.kafka.bootstrap.servers",
        "signal.kafka.bootstrap.servers",
    ];

    /// <summary>Ports by the word of a URL that names the database.</summary>
    private static readonly Dictionary<string, int> _databasePorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgresql"] = 5432,
        ["mysql"] = 3306,
        ["mariadb"] = 3306,
        ["sqlserver"] = 1433,
        ["oracle"] = 1521,
        ["db2"] = 50000,
        ["mongodb"] = 27017,
    };

    internal static IEnumerable<EgressPort> Of(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        return
        [
            .. Brokers(spec.MskBootstrapServer, $"MSK brokers ({nameof(spec.MskBootstrapServer)})"),
            AwsServices(spec),
            .. Database(connector.Use),
            .. Connections(connector.Config, _databaseKeys, "database"),
            .. Connections(connector.Config, _storeKeys, "S3"),
            .. SchemaRegistries(spec),
            .. _bootstrapKeys.SelectMany(key => Brokers(connector.Config.Get(key) ?? "", $"Kafka brokers ({key})")),
        ];
    }

    /// <summary>The ports at which the connector connects to a database.</summary>
    internal static IEnumerable<int> OfDatabase(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        return Database(connector.Use).Concat(Connections(connector.Config, _databaseKeys, "database")).Select(p => p.Number);
    }

    private static IEnumerable<EgressPort> Brokers(string servers, string reason) =>
        from port in BootstrapServers.Parse(servers).Select(server => server.Port).OfType<int>()
        select new EgressPort(port, reason);

    /// <summary>Every connector reaches AWS's services; the reason names those that this one calls.</summary>
    private static EgressPort AwsServices(ConnectorSpec spec)
    {
        List<string> services = ["CloudWatch Logs"];
        if (SpecBucket.Of(spec, SpecConnector.Of(spec)) is not null || spec.HasSinkBucket)
            services.Add("S3");
        if (!string.IsNullOrEmpty(spec.RdsSecretArn))
            services.Add("Secrets Manager");
        return new EgressPort(Https, $"AWS services over HTTPS ({string.Join(", ", services)})");
    }

    /// <summary>What the class connects to, by the catalogue.</summary>
    private static IEnumerable<EgressPort> Database(ConnectorUse use) =>
        from address in use.Addresses
        from port in PortsOf(address.Text).Select(p => (Number: p, Because: address.Key))
            .DefaultIfEmpty((Number: address.DefaultPort ?? 0, Because: address.PortReason))
        where port.Number > 0
        select new EgressPort(port.Number, $"{address.What} ({port.Because})");

    private static IEnumerable<EgressPort> Connections(ConnectorConfig config, string[] keys, string what) =>
        from key in keys
        let url = config.Get(key)
        where url is not null
        from port in PortsOf(url)
        select new EgressPort(port, $"{what} ({key})");

    private static IEnumerable<EgressPort> SchemaRegistries(ConnectorSpec spec) =>
        from entry in spec.ConnectorConfiguration
        where entry.Key == SchemaRegistryKey || entry.Key.EndsWith("." + SchemaRegistryKey, StringComparison.Ordinal)
        from url in entry.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        from port in PortsOf(url)
        select new EgressPort(port, $"schema registry ({entry.Key})");

    /// <summary>
    /// The ports of a URL: those after its hosts, else the default of its scheme. Takes what Uri does not: several
    /// hosts (mongodb), nested schemes (jdbc:postgresql:), a host and port without scheme.
    /// </summary>
    internal static IEnumerable<int> PortsOf(string url)
    {
        var match = Url().Match(url);
        if (!match.Success)
            return [];
        var scheme = match.Groups["scheme"].Value.Split(':', '+')[^1];
        if (match.Groups["scheme"].Value.StartsWith("mongodb+srv", StringComparison.OrdinalIgnoreCase))
            scheme = "mongodb";
        var fallback = scheme.ToLowerInvariant() switch
        {
            "http" => 80,
            "https" => Https,
            _ => DefaultDatabasePort(scheme),
        };
        return match.Groups["hosts"].Value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(host => BootstrapServers.ParsePort(HostPort().Match(host).Groups["port"].Value) ?? fallback)
            .OfType<int>();
    }

    private static int? DefaultDatabasePort(string scheme) => _databasePorts.TryGetValue(scheme, out var port) ? port : null;

    /// <summary>Scheme (jdbc: left out), user (left out), hosts up to the path or the parameters.</summary>
    [GeneratedRegex(
        @"^(?:jdbc:)?(?:(?<scheme>[A-Za-z][A-Za-z0-9+:]{0,63}?):)?(?:thin:)?(?://|@(?://)?|(?=[^/]+:\d+))"
        + @"(?:[^/@]*@)?(?<hosts>[^/?;]+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex(@":(?<port>\d+)(?::\w+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPort();
}
