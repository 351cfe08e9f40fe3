using Kraken.LocalAws;

namespace Kraken.Benchmarks;

/// <summary>An embedded AWS for a fleet of any size.</summary>
internal static class FleetServer
{
    /// <summary>Starts one.</summary>
    /// <param name="creation">How long it takes to make or to delete a connector.</param>
    /// <param name="latency">How long each answer takes.</param>
    public static LocalAwsServer Start(TimeSpan creation, TimeSpan latency = default) => LocalAwsServer.Start(new LocalCloud(
        new LocalAwsOptions { Latency = latency, ConnectorTransition = creation, WorkerQuota = int.MaxValue }));
}
