using System.Management.Automation;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <content>Connectors without a spec: what they are now, as Export-KrakenConnectorSpec writes it, is the base.</content>
public abstract partial class FleetCmdlet
{
    private readonly List<(int Place, LiveBase Base)> _live = [];
    private readonly HashSet<(string Region, string Name)> _ofLive = [];

    private protected sealed override void ProcessLive(LiveBase live)
    {
        _live.Add((_specs.Count, live));
        _specs.Add(null);
    }

    /// <summary>The plan, which says where what it compares with is the connector itself.</summary>
    private protected ConnectorPlan Explain(ConnectorPlan plan) => !_ofLive.Contains((plan.Region, plan.ConnectorName)) ? plan : plan with
    {
        Resources =
        [
            .. plan.Resources.Select(r => r.IsConnector
                ? r.Saying("no spec was given: what is live, with the given changes, is what it shall be")
                : r),
        ],
    };

    /// <summary>Reads the connectors that have no spec, all together, before the fleet's work begins.</summary>
    private void ReadLive()
    {
        if (_live.Count == 0)
            return;
        var all = new (ConnectorSpec? Spec, Exception? Error)[_live.Count];
        try
        {
            Parallel.ForAsync(
                0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = StopToken },
                async (i, _) => all[i] = await TryReadAsync(_live[i].Base)).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        foreach (var ((place, live), (spec, error)) in _live.Zip(all))
        {
            try
            {
                if (error is not null)
                    throw error;
                if (Add(Changed(SpecReader.Apply(spec!, live.Inputs, "parameters")), place))
                    _ofLive.Add((spec!.Region, spec.ConnectorName));
            }
            catch (Exception caught) when (ErrorRecords.IsOwn(caught))
            {
                Tally.Count(Outcome.Failed);
                var record = ErrorRecords.From(caught, live.ConnectorName);
                if (caught is not KrakenException { Kind: KrakenErrorKind.Duplicate })
                    Refuse(new ConnectorSpec { ConnectorName = live.ConnectorName, Region = live.Region ?? "" }, record.Exception.Message, place);
                WriteError(record);
            }
        }
    }

    private async Task<(ConnectorSpec? Spec, Exception? Error)> TryReadAsync(LiveBase live)
    {
        try
        {
            if (live.ConnectorName.AsSpan().IndexOfAny('*', '?') >= 0)
            {
                throw new KrakenException(
                    KrakenErrorKind.SpecInvalid,
                    $"ConnectorName: '{live.ConnectorName}' is a pattern, and one connector is meant.",
                    $"To change several, pipe them: Get-KrakenMskConnector '{live.ConnectorName}' | …");
            }

            var region = string.IsNullOrEmpty(live.Region) ? DefaultRegion() : live.Region;
            await foreach (var spec in Exporter(region).ExportAsync(live.ConnectorName, StopToken))
                return (spec, null);
            throw new KrakenException(
                KrakenErrorKind.NotFound,
                $"There is no connector '{live.ConnectorName}' in {region} to change.",
                "Check the name, including its case, and -Region. To make a new connector, give its whole spec.")
            {
                ConnectorName = live.ConnectorName,
            };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return (null, error);
        }
    }
}
