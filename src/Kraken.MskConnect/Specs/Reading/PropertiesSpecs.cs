using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Reads properties files, whose values are all texts.</summary>
internal static class PropertiesSpecs
{
    internal static SpecNode Parse(string text)
    {
        // The last one counts.
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in PropertiesText.Read(text))
            values[key] = value;
        return new SpecMap([.. values.Select(v => KeyValuePair.Create<string, SpecNode>(v.Key, new SpecText(v.Value)))]);
    }
}
