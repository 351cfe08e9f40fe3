using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <content>
/// Where -Fleet is given, the specs of the pipeline are all of that fleet's: a connector of the fleet that none of them
/// describes has lost its spec. A spec that could not be read must never look so.
/// </content>
public abstract partial class FleetCmdlet
{
    private readonly HashSet<SpecRun> _runs = [];
    private object? _lastError;

    /// <summary>The fleet whose specs the pipeline has; null where the command line names none.</summary>
    private protected string? WholeFleet { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        WholeFleet = IsGiven(nameof(Fleet)) && !string.IsNullOrWhiteSpace(Fleet) ? Fleet : null;
        _lastError = LastError();
    }

    private protected sealed override void Note(object? given)
    {
        if (WholeFleet is null)
            return;
        foreach (var item in given is IEnumerable several and not string ? several.Cast<object?>() : [given])
        {
            if ((item is PSObject wrapped ? wrapped.BaseObject : item) is ConnectorSpec spec && SpecRun.Find(spec) is { } run)
                _runs.Add(run);
        }
    }

    /// <summary>Whether the pipeline changes connectors without a spec, so that the fleet's name is a tag and no more.</summary>
    private protected bool IsOfLive => _live.Count > 0;

    /// <summary>
    /// Why the pipeline is not known to have all specs of the fleet; null where nothing speaks against it. To be asked before
    /// the work on the connectors, whose errors say nothing of specs.
    /// </summary>
    private protected KrakenException? FindIncompleteness()
    {
        // PowerShell itself tells of an object that does not fit the parameters, and other cmdlets of their errors.
        var why = IsOfLive ? "the pipeline has connectors without a spec"
            : Failures > 0 ? "a spec of the pipeline was refused"
            : _runs.Any(r => r.HasFailures) ? "Import-KrakenConnectorSpec could not read every spec"
            : SpecRun.Unread(_runs) is { } file ? $"Import-KrakenConnectorSpec could not read '{ForeignText.OneLine(file)}'"
            : !ReferenceEquals(_lastError, LastError()) ? "the pipeline has had errors"
            : IsErrorIgnored ? "-ErrorAction Ignore hides which objects PowerShell could not bind (SilentlyContinue does not)"
            : !_specs.OfType<ConnectorSpec>().Any() ? "no spec was given"
            : null;
        return why is null ? null : new KrakenException(
            KrakenErrorKind.FleetIncomplete,
            $"Fleet '{BoundedText.Of(WholeFleet!)}': connectors whose spec is gone cannot be told, because {why}. None was removed.",
            "Correct what the preceding errors name, and give all specs of the fleet: Import-KrakenConnectorSpec ./specs/* "
            + "-ErrorAction Stop ends the pipeline where a file cannot be read.");
    }

    /// <summary>Looks for connectors of the fleet that no spec describes; null where AWS refused that, after an error.</summary>
    /// <param name="earlier">An earlier look, of whose connectors those are sought that are still so; null to look at all.</param>
    private protected FleetReview? Review(FleetReview? earlier = null)
    {
        FleetReview? review = null;
        var (fleet, described) = (WholeFleet!, _seen.Select(s => new FleetMember(s.Name, s.Region)).ToList());
        Start($"fleet {fleet}", fleet, async token =>
        {
            try
            {
                var found = new List<FleetMember>();
                foreach (var region in (earlier?.WithoutSpec ?? described).Select(d => d.Region).Distinct(StringComparer.Ordinal))
                {
                    var among = earlier?.WithoutSpec.Where(m => m.Region == region).Select(m => m.ConnectorName).ToHashSet(StringComparer.Ordinal);
                    found.AddRange(await Fleets(region).FindAsync(fleet, among, token));
                }

                review = FleetReview.Of(fleet, found, described);
            }
            catch (KrakenException error)
            {
                // No connector has failed.
                Post(() => WriteError(ErrorRecords.From(error, fleet)));
            }
        });
        Drain();
        return review;
    }

    /// <summary>Works on the connectors without a spec, those of a region together, and waits for that.</summary>
    private protected void WorkOn(FleetReview review, Func<IConnectorProvisioner, FleetMember, CancellationToken, Task> work)
    {
        var fleets = review.WithoutSpec.GroupBy(m => m.Region).ToDictionary(g => g.Key, g =>
        {
            List<string> names = [.. g.Select(m => m.ConnectorName)];
            return new Lazy<IConnectorProvisioner>(() => Provisioner(g.Key).ForFleet(names));
        });
        BeginFleet(review.WithoutSpec.Count);
        foreach (var member in review.WithoutSpec)
            Start(member.ConnectorName, member.ConnectorName, token => work(fleets[member.Region].Value, member, token));
        Drain();
        EndWhole();
    }

    private bool IsErrorIgnored =>
        MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var action)
        && LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) && preference == ActionPreference.Ignore;

    private object? LastError() =>
        SessionState.PSVariable.GetValue("global:Error") is IList { Count: > 0 } errors ? errors[0] : null;
}
