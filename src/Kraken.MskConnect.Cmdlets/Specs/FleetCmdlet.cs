using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A cmdlet that collects all connectors of the pipeline and works on them together: it reads their resources with list
/// calls, and counts their workers together. Results are returned in the order of the specs.
/// </summary>
public abstract partial class FleetCmdlet : AwsSpecCmdlet
{
    // Null where a connector could not be read, or its spec is not valid.
    private readonly List<ConnectorSpec?> _specs = [];
    private readonly HashSet<(string Region, string Name)> _seen = [];
    private readonly List<(KrakenException Error, string Name)> _invalid = [];

    /// <summary>
    /// The maximum number of connectors that are worked on at the same time, 1 to 100. Default 5. Connectors that only
    /// wait for AWS to create or delete something do not count.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = DefaultConcurrency;

    /// <summary>
    /// Returns each result as soon as its connector is done. Without it, results come in the order of the input.
    /// </summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>
    /// Single keys of the connector configuration: a value sets the key, $null removes it, and the other keys stay. For example
    /// @{ 'flush.size' = '2000'; 'old.key' = $null }.
    /// </summary>
    [Parameter]
    [MapTransformation]
    [ArgumentCompleter(typeof(ConfigurationChangeCompleter))]
    public IDictionary? ConfigurationChange { get; set; }

    private protected sealed override int Concurrency => ThrottleLimit;

    private protected sealed override IDictionary? Changes => ConfigurationChange;

    private protected override bool IsUnordered => Unordered;

    /// <summary>Whether the same connector may come twice.</summary>
    private protected virtual bool TakesRepetitions => false;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RefuseInvalid();
        ReadLive();
        List<ConnectorSpec> specs = [.. _specs.OfType<ConnectorSpec>()];
        BeforeWork();
        BeginFleet(specs.Count + _refused.Count);
        var fleets = specs.GroupBy(s => s.Region).ToDictionary(g => g.Key, g =>
        {
            // Not on the pipeline thread, since it may look for credentials.
            List<ConnectorSpec> fleet = [.. g];
            return new Lazy<IConnectorProvisioner>(() => Provisioner(g.Key).ForFleet(fleet));
        });
        for (var place = 0; place < _specs.Count; place++)
            StartAt(place, (spec, token) => WorkAsync(fleets[spec.Region].Value, spec, token));

        Drain();
        EndWhole();
        AfterWork();
        EndFleet();
    }

    /// <summary>Does what is to be done once for all connectors before the work on them; on the pipeline thread.</summary>
    private protected virtual void BeforeWork()
    {
    }

    /// <summary>Does what is to be done once for all connectors after the work on them; on the pipeline thread.</summary>
    private protected virtual void AfterWork()
    {
    }

    /// <summary>Waits for all work that was started.</summary>
    private protected void Drain() => base.EndProcessing();

    /// <summary>Where the first error ends the command, all specs are validated before, so that it tells of all that are invalid.</summary>
    private protected sealed override void Refuse(KrakenException error, string connectorName)
    {
        if (EndsAtError)
            _invalid.Add((error, connectorName));
        else
            base.Refuse(error, connectorName);
    }

    private void RefuseInvalid()
    {
        if (_invalid is [var (error, name)])
            base.Refuse(error, name);
        else if (_invalid.Count > 1)
            WriteError(ErrorRecords.From(ImportFaults.OfSpecs([.. _invalid.Select(i => i.Error)]), target: null));
    }

    private protected sealed override void ProcessSpec(SpecReading reading) => Add(reading, place: null);

    /// <summary>Takes a spec, where it is valid and new, at its place or as the last one.</summary>
    private bool Add(SpecReading reading, int? place)
    {
        var validation = reading.Validate();
        if (!CheckValid(validation, reading, reading.Spec))
        {
            Tally.Count(Outcome.Failed);
            Refuse(validation, reading.Spec, place);
            return false;
        }

        var spec = reading.Spec;
        if (!_seen.Add((spec.Region, spec.ConnectorName)) && !TakesRepetitions)
        {
            throw new KrakenException(
                KrakenErrorKind.Duplicate,
                $"ConnectorName: '{spec.ConnectorName}' in {spec.Region} is given twice in this pipeline; only the "
                + "first is processed.",
                "Give each connector once, with its own name.") { ConnectorName = spec.ConnectorName };
        }

        Accept(spec, validation);
        if (place is { } index)
            _specs[index] = spec;
        else
            _specs.Add(spec);
        return true;
    }

    /// <summary>Notes a spec that will be worked on; on the pipeline thread.</summary>
    private protected virtual void Accept(ConnectorSpec spec, SpecValidation validation)
    {
    }

    /// <summary>Works on one connector, on the thread pool.</summary>
    private protected abstract Task WorkAsync(
        IConnectorProvisioner provisioner, ConnectorSpec spec, CancellationToken cancellationToken);
}
