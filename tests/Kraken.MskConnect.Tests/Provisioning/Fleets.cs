using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Fleets for tests.</summary>
internal static class Fleets
{
    public static List<ConnectorSpec> FleetOf(int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => ReferenceExamples.DebeziumSource with
        {
            ConnectorName = $"orders-{i:000}",
            ProvisionedWorkerCount = 1,
        }),
    ];

    public static async Task<ConnectorResult[]> CreateAsync(Rehearsal rehearsal, IReadOnlyList<ConnectorSpec> specs)
    {
        var fleet = rehearsal.Provisioner.ForFleet(specs);
        return await Task.WhenAll(specs.Select(spec => fleet.CreateAsync(spec, new CreateOptions(), default)));
    }

    public static string Counts(IEnumerable<LocalAwsRequest> requests) => string.Join(
        ", ", requests.GroupBy(r => r.Operation).Select(calls => $"{calls.Key} {calls.Count()}"));
}
