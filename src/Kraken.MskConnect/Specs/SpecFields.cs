using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>All fields of a spec: the reference module's 28 inputs in its order, then what goes beyond them.</summary>
public static partial class SpecFields
{
    private const int LongestSuggested = 64;

    /// <summary>The fields, in the order of the properties of <see cref="ConnectorSpec"/>.</summary>
    public static IReadOnlyList<SpecField> All { get; } = Declared();

    private static readonly Dictionary<string, SpecField> _byName = All
        .SelectMany(field => new[] { (Name: field.Name, field), (Name: field.TerraformName, field) })
        .Select(entry => (Name: Normal(entry.Name), Field: entry.field))
        .DistinctBy(entry => entry.Name)
        .ToDictionary(entry => entry.Name, entry => entry.Field);

    /// <summary>
    /// The field of that name, the reference module's or the property's, in any case of letters, with or without
    /// underscores; null where there is none.
    /// </summary>
    /// <param name="name">The name as somebody wrote it.</param>
    public static SpecField? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(Normal(name));
    }

    /// <summary>The field whose name is most like an unknown one, or null where none is near.</summary>
    /// <param name="name">The name as somebody wrote it.</param>
    public static SpecField? Suggest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var normal = Normal(name);

        // The work grows with the length, and no name that is meant is so long.
        if (normal.Length > LongestSuggested)
            return null;
        return Similar.To(normal, _byName.Keys) is { } nearest ? _byName[nearest] : null;
    }

    /// <summary>The position of a finding's field in <see cref="All"/>; unknown ones come last.</summary>
    internal static int OrderOf(string findingField)
    {
        var name = findingField.Split('[')[0];
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Name == name)
                return i;
        }

        return All.Count;
    }

    private static string Normal(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>What the properties of <see cref="ConnectorSpec"/> declare; the generator writes it.</summary>
    private static partial SpecField[] Declared();
}
