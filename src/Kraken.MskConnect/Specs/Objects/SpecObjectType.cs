using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Objects;

/// <summary>What the objects of a list hold.</summary>
public sealed class SpecObjectType
{
    private readonly Func<IEnumerable<SpecObject>, object> _list;

    private SpecObjectType(string name, SpecObject empty, Func<IEnumerable<SpecObject>, object> list, IReadOnlyList<SpecMember> members)
    {
        (Name, Empty, _list, Members) = (name, empty, list, members);
    }

    /// <summary>What one is, with its article, for messages: <c>a statement</c>.</summary>
    public string Name { get; }

    /// <summary>The members, in the order in which files have them.</summary>
    public IReadOnlyList<SpecMember> Members { get; }

    /// <summary>An object that says nothing.</summary>
    internal SpecObject Empty { get; }

    internal static SpecObjectType Of<T>(string name, T empty, params IReadOnlyList<SpecMember> members)
        where T : SpecObject =>
        new(name, empty, objects => objects.Cast<T>().ToArray(), members);

    /// <summary>Objects as the list that the field's property has.</summary>
    internal object ToList(IEnumerable<SpecObject> objects) => _list(objects);

    /// <summary>The member of that name, in any case, with or without underscores; null where there is none.</summary>
    internal SpecMember? Find(string name) => Members.FirstOrDefault(m => Normal(m.Name) == Normal(name) || Normal(m.FileName) == Normal(name));

    /// <summary>What to do about a name that no member has.</summary>
    internal string RemedyOfUnknown(string name)
    {
        // The opposite of a member is no misspelt one.
        var near = name.Length > 64 || name.StartsWith("not", StringComparison.OrdinalIgnoreCase)
            ? null
            : Similar.To(name, Members.Select(m => m.FileName));
        return near is null
            ? $"Remove it: {Name} has {string.Join(", ", Members.Select(m => m.FileName))}."
            : $"Did you mean {near}?";
    }

    private static string Normal(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
