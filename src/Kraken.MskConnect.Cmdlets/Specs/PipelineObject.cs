using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Turns what PowerShell passes into plain values that the core understands.</summary>
internal static class PipelineObject
{
    /// <summary>
    /// The value without PowerShell's wrappers: a map becomes a <see cref="Dictionary{TKey, TValue}"/> from text to
    /// value, a sequence a list, everything else stays as it is.
    /// </summary>
    public static object? ToPlain(object? value)
    {
        switch (value)
        {
            case PSObject { BaseObject: PSCustomObject } custom:
                return custom.Properties
                    .Where(p => p.IsGettable)
                    .ToDictionary(p => p.Name, p => ToPlain(p.Value), StringComparer.Ordinal);
            case PSObject wrapped:
                return ToPlain(wrapped.BaseObject);
            case ConnectorSpec spec:
                return ShownSpecs.Original(spec);
            case IDictionary map:
                var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (DictionaryEntry entry in map)
                    plain[LanguagePrimitives.ConvertTo<string>(entry.Key)] = ToPlain(entry.Value);
                return plain;
            case string:
                return value;
            case IEnumerable sequence:
                return sequence.Cast<object?>().Select(ToPlain).ToList();
            default:
                return value;
        }
    }
}
