using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs;

/// <summary>Copies specs so that nothing which can be changed is shared.</summary>
internal static class SpecCopy
{
    /// <summary>The spec with lists and maps of its own.</summary>
    public static ConnectorSpec Of(ConnectorSpec spec)
    {
        foreach (var field in SpecFields.All)
        {
            spec = field.Get(spec) switch
            {
                IReadOnlyDictionary<string, string> map =>
                    field.Set(spec, new Dictionary<string, string>(map, StringComparer.Ordinal)),
                IReadOnlyList<string> list => field.Set(spec, list.ToList()),
                IReadOnlyList<SpecObject> objects => field.Set(spec, field.Objects!.ToList(objects)),
                _ => spec,
            };
        }

        return spec;
    }
}
