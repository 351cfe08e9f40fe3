using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A connector that a command worked on, as the prompt shows it: with what became of it.</summary>
internal static class ShownOutcome
{
    /// <summary>Of this name is a view of the format file, which is the view of a connector with one more column.</summary>
    private const string TypeName = "Kraken.MskConnect.Operations.ConnectorResult#Outcome";

    /// <summary>What became of the connector.</summary>
    public static Outcome Of(ConnectorResult result) =>
        result.Created ? Outcome.Created : result.Changed ? Outcome.Changed : Outcome.Unchanged;

    /// <summary>A connector that failed among others: its name and place, so that it can be looked at, removed or tried again.</summary>
    /// <param name="spec">Its spec, as far as it is known.</param>
    /// <param name="state">Its state; empty where nobody has seen it.</param>
    /// <param name="why">The error, of which the first line is told.</param>
    public static ConnectorResult Failed(ConnectorSpec spec, string state, string why) => new()
    {
        ConnectorName = ForeignText.OneLine(spec.ConnectorName),
        ConnectorState = state,
        ConnectorArn = "",
        Region = ForeignText.OneLine(spec.Region),
        AccountId = ForeignText.OneLine(spec.AccountId),
        StateDescription = ForeignText.OneLine(why.Split('\n')[0].TrimEnd()),
        Result = Outcome.Failed.ToString(),
    };

    /// <summary>The object for the pipeline. It is the connector itself, whose default view has the outcome.</summary>
    public static PSObject Show(ConnectorResult result)
    {
        var shown = PSObject.AsPSObject(result);
        shown.TypeNames.Insert(0, TypeName);
        return shown;
    }
}
