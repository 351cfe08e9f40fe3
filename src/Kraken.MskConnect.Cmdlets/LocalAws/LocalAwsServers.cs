using Kraken.LocalAws;
using Kraken.LocalAws.Faults;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The embedded AWSs of this process.</summary>
internal static class LocalAwsServers
{
    private static readonly Dictionary<string, (LocalAwsInstance Instance, LocalAwsServer Server)> _running =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that run, in the order of their URLs.</summary>
    public static IReadOnlyList<LocalAwsInstance> All
    {
        get
        {
            lock (_running)
                return [.. _running.Values.Select(r => r.Instance).OrderBy(i => i.EndpointUrl, StringComparer.Ordinal)];
        }
    }

    /// <summary>Starts one.</summary>
    public static LocalAwsInstance Start(LocalAwsOptions options, int port, IEnumerable<FaultRule> faults)
    {
        var cloud = new LocalCloud(options);
        LocalAwsServer server;
        try
        {
            foreach (var fault in faults)
                cloud.Faults.Add(fault);
            server = LocalAwsServer.Start(cloud, port);
        }
        catch
        {
            cloud.Dispose();
            throw;
        }

        var instance = new LocalAwsInstance(
            server.Endpoint.ToString().TrimEnd('/'), options.Region, options.AccountId);
        lock (_running)
            _running.Add(instance.EndpointUrl, (instance, server));
        return instance;
    }

    /// <summary>The embedded AWS itself, for tests; null where none runs there.</summary>
    public static LocalCloud? Cloud(string endpointUrl)
    {
        lock (_running)
            return _running.TryGetValue(endpointUrl, out var running) ? running.Server.Cloud : null;
    }

    /// <summary>Stops one; false where none runs there.</summary>
    public static async Task<bool> StopAsync(string endpointUrl)
    {
        LocalAwsServer server;
        lock (_running)
        {
            if (!_running.Remove(endpointUrl.TrimEnd('/'), out var running))
                return false;
            server = running.Server;
        }

        await server.DisposeAsync();
        return true;
    }
}
