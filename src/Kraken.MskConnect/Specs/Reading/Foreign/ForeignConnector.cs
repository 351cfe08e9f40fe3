namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>A connector as another tool's file says it.</summary>
/// <param name="place">Where in the file it stands, for messages; null where it is all of the file.</param>
internal sealed class ForeignConnector(string? place = null)
{
    /// <summary>Where in the file it stands; null where it is all of the file.</summary>
    internal string? Place { get; } = place;

    /// <summary>The values of a spec's fields. One may be, or contain, a <see cref="SpecExpression"/>.</summary>
    internal Dictionary<SpecField, SpecNode> Values { get; } = [];

    /// <summary>What a spec has no input for, by the file's names.</summary>
    internal List<string> Unread { get; } = [];

    /// <summary>What the module makes anew for a connector, by the file's names.</summary>
    internal List<string> MadeAnew { get; } = [];

    /// <summary>Sets a field, unless the value says nothing, as the blanks and zeros of a skeleton do.</summary>
    internal void Set(SpecField field, SpecNode? value)
    {
        if (value is not null && !IsNothing(field, value))
            Values[field] = value;
    }

    /// <summary>The text of a field; null where it has none.</summary>
    internal string? Text(SpecField field) => (Values.GetValueOrDefault(field) as SpecText)?.Value;

    private static bool IsNothing(SpecField field, SpecNode value) => value switch
    {
        SpecNull => true,
        SpecText text => string.IsNullOrWhiteSpace(text.Value),
        SpecPlain { IsNumber: true, Text: "0" } => field.Kind == SpecFieldKind.WholeNumber,
        SpecList list => list.Items.All(item => IsNothing(field, item)),
        SpecMap map => map.Entries.Count == 0,
        _ => false,
    };
}
