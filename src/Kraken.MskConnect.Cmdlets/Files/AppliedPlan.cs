using System.Management.Automation;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The saved plan that a cmdlet carries out, and what of it nobody has asked for yet.</summary>
internal sealed class AppliedPlan
{
    private readonly string _path;
    private readonly List<(string Region, string Name)> _left;

    private AppliedPlan(string path, SavedPlan plan)
    {
        (_path, Plan) = (path, plan);
        _left = [.. plan.Plans.Select(p => (p.Region, p.ConnectorName))];
    }

    /// <summary>The plan.</summary>
    public SavedPlan Plan { get; }

    /// <summary>Reads the file; ends the pipeline where it is no good, since nothing can be done without it.</summary>
    /// <param name="cmdlet">The cmdlet, at its beginning.</param>
    /// <param name="path">The file as it was given; null for none.</param>
    public static AppliedPlan? Read(PSCmdlet cmdlet, string? path)
    {
        if (path is null)
            return null;
        try
        {
            return new AppliedPlan(path, SavedPlan.Read(FilePath.Literal(cmdlet, path, "Plan", KrakenErrorKind.PlanInvalid)));
        }
        catch (KrakenException error)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.From(error, path));
            throw;
        }
    }

    /// <summary>Notes that a connector was asked for.</summary>
    public SavedPlan For(ConnectorSpec spec)
    {
        _left.Remove((spec.Region, spec.ConnectorName));
        return Plan;
    }

    /// <summary>The planned removals that are not made without -Prune; null where there are none.</summary>
    public string? Unpruned() => Plan.Removals is not { } removals ? null
        : $"The plan in '{_path}' also removes {BoundedText.List(removals.Connectors.Select(c => $"{c.ConnectorName} in {c.Region}"))}, "
            + $"which have no spec any more: nothing was done there. Update-KrakenMskConnector -Fleet '{removals.Fleet}' -Prune does it.";

    /// <summary>What was planned and not asked for; null where that is nothing.</summary>
    public string? Leftovers() => _left.Count == 0
        ? null
        : $"The plan in '{_path}' also has {BoundedText.List(_left.Select(l => $"{l.Name} in {l.Region}"))}, whose "
            + $"{(_left.Count == 1 ? "spec was" : "specs were")} not given: nothing was done there.";
}
