using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Objects;

/// <summary>One member of the objects in a field that is a list of objects.</summary>
public sealed class SpecMember
{
    private readonly Func<SpecObject, object?> _get;
    private readonly Func<SpecObject, object, SpecObject> _set;

    private SpecMember(
        string name,
        string fileName,
        SpecFieldKind kind,
        string documentation,
        Func<SpecObject, object?> get,
        Func<SpecObject, object, SpecObject> set)
    {
        (Name, FileName, Kind, Documentation) = (name, fileName, kind, documentation);
        (_get, _set) = (get, set);
    }

    /// <summary>The name of the property, which is also the name in PowerShell: <c>FromPort</c>.</summary>
    public string Name { get; }

    /// <summary>The name in files: <c>from_port</c>.</summary>
    public string FileName { get; }

    /// <summary>What it holds.</summary>
    public SpecFieldKind Kind { get; }

    /// <summary>What it means, in one or more sentences.</summary>
    public string Documentation { get; }

    /// <summary>Whether an object must have it.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>The range of its numbers; null where it has none.</summary>
    internal NumberRange? Range { get; private init; }

    /// <summary>The names of the members that it stands for, which an object then does not give too.</summary>
    internal IReadOnlyList<string> StandsFor { get; private init; } = [];

    /// <summary>The member of a type of objects, by its accessors.</summary>
    internal static SpecMember Of<T>(
        string name,
        string fileName,
        SpecFieldKind kind,
        string documentation,
        Func<T, object?> get,
        Func<T, object, T> set,
        bool isRequired = false,
        NumberRange? range = null,
        params IReadOnlyList<string> standsFor)
        where T : SpecObject =>
        new(name, fileName, kind, documentation, o => get((T)o), (o, value) => set((T)o, value))
        {
            IsRequired = isRequired,
            Range = range,
            StandsFor = standsFor,
        };

    /// <summary>The value that an object has; null where it has none.</summary>
    internal object? Get(SpecObject target) => _get(target);

    /// <summary>The object with another value, which is of the member's kind.</summary>
    internal SpecObject Set(SpecObject target, object value) => _set(target, value);
}
