using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Kraken.LocalAws.Faults;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Converts a hashtable or a text to a fault rule, and reports what is wrong with it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FaultTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = Unwrap(inputData);
        return value is IEnumerable list and not (string or IDictionary)
            ? list.Cast<object?>().Select(item => ToRule(Unwrap(item))).ToArray()
            : value is null ? null : new[] { ToRule(value) };
    }

    private static FaultRule ToRule(object? value)
    {
        try
        {
            return value switch
            {
                FaultRule rule => rule,
                IDictionary properties => FaultRule.From(properties.Cast<DictionaryEntry>().Select(
                    p => KeyValuePair.Create($"{Unwrap(p.Key)}", Text(Unwrap(p.Value))))),
                string text => FaultRule.Parse(text),
                _ => throw new FormatException(
                    "Fault: give a hashtable such as @{ Service = 'iam'; NthCall = 2; Kind = 'Throttle' }."),
            };
        }
        catch (FormatException error)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }

    private static string Text(object? value) => value is TimeSpan time
        ? time.TotalSeconds.ToString(CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
