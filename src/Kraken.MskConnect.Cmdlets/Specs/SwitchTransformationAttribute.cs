using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Converts a piped text to a switch: a file may contain <c>"true"</c>, which PowerShell does not convert.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SwitchTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && bool.TryParse(text, out var flag)
            ? flag
            : inputData;
}
