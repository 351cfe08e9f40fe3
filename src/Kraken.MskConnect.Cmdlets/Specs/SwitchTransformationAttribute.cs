using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Takes a piped object's word for a switch: a file may hold <c>"true"</c>, which does not convert to one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SwitchTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && bool.TryParse(text, out var flag)
            ? flag
            : inputData;
}
