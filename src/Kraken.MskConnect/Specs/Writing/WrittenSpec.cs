namespace Kraken.MskConnect.Specs.Writing;

/// <summary>The fields of a spec that a file says, in order.</summary>
internal sealed class WrittenSpec(ConnectorSpec spec)
{
    /// <summary>The key of the list that several specs make.</summary>
    internal const string Connectors = "connectors";

    /// <summary>The connector's name, for messages.</summary>
    internal string Name => spec.ConnectorName;

    /// <summary>Each field with its value: a text, a whole number, a boolean, a list or a map of texts, a list of objects.</summary>
    internal IReadOnlyList<(SpecField Field, object Value)> Fields { get; } =
        [.. SpecFields.All.Where(f => !f.IsDefault(spec)).Select(f => (f, f.Get(spec)!))];
}
