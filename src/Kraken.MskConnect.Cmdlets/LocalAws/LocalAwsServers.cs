using System.Management.Automation.Runspaces;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The embedded AWSs of this process.</summary>
internal static class LocalAwsServers
{
    private static readonly Dictionary<string, (LocalAwsInstance Instance, LocalAwsServer Server, Guid Owner)> _running =
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

    /// <summary>Those that a runspace started, in any order.</summary>
    /// <param name="owner">The runspace's id.</param>
    public static IReadOnlyList<LocalAwsInstance> Of(Guid owner)
    {
        lock (_running)
            return [.. _running.Values.Where(r => r.Owner == owner).Select(r => r.Instance)];
    }

    /// <summary>Starts one; on the pipeline thread, whose runspace owns it.</summary>
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
            _running.Add(instance.EndpointUrl, (instance, server, Owner()));
        return instance;
    }

    /// <summary>The id of this thread's runspace.</summary>
    public static Guid Owner() => Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;

    /// <summary>The embedded AWS at a URL; null where none runs there in this process.</summary>
    public static LocalAwsInstance? At(string? endpointUrl)
    {
        lock (_running)
            return endpointUrl is not null && _running.TryGetValue(endpointUrl.TrimEnd('/'), out var running) ? running.Instance : null;
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

        SessionEndpoint.Clear(endpointUrl);
        await server.DisposeAsync();
        return true;
    }
}
