using System.Collections;
using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Accepts a hashtable as a map, or an object with properties as ConvertFrom-Json creates it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MapTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
            return null;

        // Its values stay out of the error: a configuration can hold secrets.
        return PipelineObject.ToPlain(inputData) as IDictionary ?? throw new ArgumentTransformationMetadataException(
            "Give a map: a hashtable, for example @{ 'tasks.max' = '1' }, or an object with properties.");
    }
}
