using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <content>
/// Connectors that fail among others: each is an error, and a command that returns what it did to each returns them too, so
/// that a table or a report has every connector, and those that failed can be piped again.
/// </content>
public abstract partial class FleetCmdlet
{
    /// <summary>What was refused before any work, by its place in <see cref="_specs"/>, with the reason.</summary>
    private readonly Dictionary<int, (ConnectorSpec Spec, string Why)> _refused = [];

    /// <summary>
    /// Whether the command works on several connectors. One alone that fails returns nothing, as PowerShell's cmdlets do.
    /// </summary>
    private bool IsFleet => _specs.Count > 1;

    /// <summary>Returns something for a connector that failed; nothing by default.</summary>
    /// <param name="spec">The connector's spec, as far as it is known.</param>
    /// <param name="state">Its state, where the failure tells it; else empty.</param>
    /// <param name="why">The first line of the error.</param>
    private protected virtual void ReturnFailed(ConnectorSpec spec, string state, string why)
    {
    }

    /// <summary>Notes a connector whose spec is invalid. It is none where its name or region is what is wrong.</summary>
    private void Refuse(SpecValidation validation, ConnectorSpec spec, int? place)
    {
        var isNamed = !validation.Findings.Any(f =>
            f is { Severity: FindingSeverity.Error, Field: nameof(ConnectorSpec.ConnectorName) or nameof(ConnectorSpec.Region) });
        Refuse(isNamed ? spec : new ConnectorSpec(), "The spec is invalid.", place);
    }

    /// <summary>Notes a connector that will not be worked on, at its place or as the last one.</summary>
    private void Refuse(ConnectorSpec spec, string why, int? place)
    {
        if (place is null)
            _specs.Add(null);
        if (!string.IsNullOrWhiteSpace(spec.ConnectorName))
            _refused[place ?? _specs.Count - 1] = (spec, why);
    }

    /// <summary>Starts what is to be done at a place.</summary>
    private void StartAt(int place, Func<ConnectorSpec, CancellationToken, Task> work)
    {
        if (_specs[place] is { } spec)
            Start(spec.ConnectorName, spec.ConnectorName, token => TryAsync(spec, work, token));
        else if (IsFleet && _refused.TryGetValue(place, out var refused))
            Start(refused.Spec.ConnectorName, refused.Spec.ConnectorName, _ =>
            {
                ReturnFailed(refused.Spec, "", refused.Why);
                return Task.CompletedTask;
            });
    }

    private async Task TryAsync(ConnectorSpec spec, Func<ConnectorSpec, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(spec, cancellationToken);
        }
        catch (Exception error) when (IsFleet && error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            ReturnFailed(spec, State(error), ErrorRecords.From(error, spec.ConnectorName).Exception.Message);
            throw;
        }
    }

    /// <summary>The state that a failure tells; empty for none. Tasks are looked at only where their connector runs.</summary>
    private static string State(Exception error) => (error as KrakenException)?.Kind switch
    {
        KrakenErrorKind.ConnectorFailed => "FAILED",
        KrakenErrorKind.TaskFailed => "RUNNING",
        _ => "",
    };
}
