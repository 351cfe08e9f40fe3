using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Lets a duration be a number of seconds or a TimeSpan; PowerShell alone would read a number as ticks.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is TimeSpan || !LanguagePrimitives.TryConvertTo<double>(value, out var seconds))
            return value;
        if (seconds is < 0 or > int.MaxValue)
            throw new ArgumentTransformationMetadataException($"{seconds} is not a number of seconds from 0 to {int.MaxValue}.");
        return TimeSpan.FromSeconds(seconds);
    }
}
