using System.Management.Automation;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A connector that a command worked on, as the prompt shows it: with what became of it.</summary>
internal static class ShownOutcome
{
    /// <summary>Of this name is a view of the format file, which is the view of a connector with one more column.</summary>
    private const string TypeName = "Kraken.MskConnect.Operations.ConnectorResult#Outcome";

    /// <summary>What became of the connector.</summary>
    public static Outcome Of(ConnectorResult result) =>
        result.Created ? Outcome.Created : result.Changed ? Outcome.Changed : Outcome.Unchanged;

    /// <summary>The object for the pipeline. It is the connector itself, whose default view has the outcome.</summary>
    public static PSObject Show(ConnectorResult result)
    {
        var shown = PSObject.AsPSObject(result);
        shown.TypeNames.Insert(0, TypeName);
        return shown;
    }
}
