using Amazon.Runtime;
using Kraken.LocalAws;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.Benchmarks;

/// <summary>Makes, looks at and removes a fleet with the core, as the cmdlets do.</summary>
internal sealed class FleetOfOurs : IDisposable
{
    private readonly ServiceClients _aws;
    private readonly ConnectorProvisioner _provisioner;
    private readonly LocalCloud _cloud;
    private readonly IReadOnlyList<ConnectorSpec> _specs;
    private readonly int _atOnce;

    public FleetOfOurs(LocalAwsServer server, IReadOnlyList<ConnectorSpec> specs, int atOnce)
    {
        (_cloud, _specs, _atOnce) = (server.Cloud, specs, atOnce);
        _aws = ServiceClients.Create(
            new BasicAWSCredentials("KRAKEN", "none"), specs[0].Region, server.Endpoint.ToString());
        _provisioner = new ConnectorProvisioner(_aws);
    }

    public Task<FleetMeasure> CreateAsync() => MeasureAsync(Ensure(changed: true));

    public Task<FleetMeasure> LookAsync() => MeasureAsync(Ensure(changed: false));

    public Task<FleetMeasure> RemoveAsync()
    {
        var options = new RemoveOptions();
        return MeasureAsync(async () =>
        {
            var fleet = _provisioner.ForFleet([.. _specs.Select(s => s.ConnectorName)]);
            await EachAsync(async spec =>
            {
                // The cmdlet shows the plan before it asks.
                await fleet.PlanRemovalAsync(spec.ConnectorName, options, default);
                await fleet.RemoveAsync(spec.ConnectorName, options, default);
            });
        });
    }

    public void Dispose() => _aws.Dispose();

    private Func<Task> Ensure(bool changed) => () =>
    {
        var options = new CreateOptions { WorkerQuota = int.MaxValue };
        var fleet = _provisioner.ForFleet(_specs);
        return EachAsync(async spec =>
        {
            var result = await fleet.CreateAsync(spec, options, default);
            if (result.Changed != changed || result.ConnectorState != "RUNNING")
                throw new InvalidOperationException($"{spec.ConnectorName} is not as the benchmark expects it: {result}");
        });
    };

    private Task<FleetMeasure> MeasureAsync(Func<Task> command) => FleetMeasure.OfAsync(_cloud, command);

    private async Task EachAsync(Func<ConnectorSpec, Task> work)
    {
        using var slots = new SemaphoreSlim(_atOnce);
        await Task.WhenAll(_specs.Select(spec => Task.Run(async () =>
        {
            await slots.WaitAsync();
            try
            {
                await work(spec);
            }
            finally
            {
                slots.Release();
            }
        })));
    }
}
