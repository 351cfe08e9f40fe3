using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A connector that exists, whose present state is the base of a change for which nobody gave a spec.</summary>
/// <param name="ConnectorName">Its name.</param>
/// <param name="Region">Its region; null for the session's.</param>
/// <param name="Inputs">The inputs that are to change, as plain values.</param>
internal sealed record LiveBase(string ConnectorName, string? Region, Dictionary<string, object?> Inputs)
{
    /// <summary>The connector that a command line names with what is to change, but without all that a spec needs.</summary>
    /// <param name="given">The inputs on the command line.</param>
    /// <returns>Null where the command line is a whole spec, or names no connector.</returns>
    public static LiveBase? OfParameters(Dictionary<string, object?> given)
    {
        if (given.GetValueOrDefault(nameof(ConnectorSpec.ConnectorName)) is not string { Length: > 0 } name
            || SpecFields.All.Where(f => f.IsRequired).All(f => given.ContainsKey(f.Name)))
        {
            return null;
        }

        return new LiveBase(name, given.GetValueOrDefault(nameof(ConnectorSpec.Region)) as string, Without(given));
    }

    /// <summary>The connector that a pipeline object is or describes: it has a name and an ARN, which no spec has.</summary>
    /// <param name="input">The pipeline's object.</param>
    /// <param name="given">The inputs on the command line.</param>
    /// <returns>Null where the object is none.</returns>
    public static LiveBase? OfObject(PSObject? input, Dictionary<string, object?> given) => input?.BaseObject switch
    {
        null => null,
        ConnectorResult result => new LiveBase(result.ConnectorName, result.Region, Without(given)),
        IDictionary or string => null,
        _ when ConnectorTarget.Value(input, "ConnectorArn") is string arn && ConnectorTarget.Value(input, "ConnectorName") is string name =>
            new LiveBase(name, ConnectorTarget.RegionOf(arn), Without(given)),
        _ => null,
    };

    private static Dictionary<string, object?> Without(Dictionary<string, object?> given) => given
        .Where(p => p.Key is not (nameof(ConnectorSpec.ConnectorName) or nameof(ConnectorSpec.Region)))
        .ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
