using Kraken.MskConnect.Specs;
using Mono.Cecil;

namespace Kraken.MskConnect.Tests.Architecture;

/// <summary>Which rooms of the core use which others, as the compiled assembly has it. A room is a folder, by its namespace.</summary>
internal static class RoomsOfCore
{
    private const string Root = "Kraken.MskConnect";

    /// <summary>Each use of a room by another one, with a type that has it.</summary>
    public static IReadOnlyDictionary<(string From, string To), string> Uses()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(ConnectorSpec).Assembly.Location);
        var uses = new SortedDictionary<(string From, string To), string>();
        foreach (var type in assembly.MainModule.GetTypes())
        {
            foreach (var used in UsedBy(type).SelectMany(Flat).Select(Outermost).Where(t => t.Module == assembly.MainModule))
            {
                var (from, to) = (RoomOf(Outermost(type)), RoomOf(used));
                if (from is not null && to is not null && from != to && used is TypeDefinition)
                    uses.TryAdd((from, to), $"{Outermost(type).Name} uses {used.Name}");
            }
        }

        return uses;
    }

    /// <summary>The rooms that a way leads from each back to itself, in the order of that way; empty where there is none.</summary>
    public static IReadOnlyList<string> Cycle(IEnumerable<(string From, string To)> uses)
    {
        var next = uses.ToLookup(u => u.From, u => u.To, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in next.Select(n => n.Key))
        {
            if (Walk(start, []) is { Count: > 0 } cycle)
                return cycle;
        }

        return [];

        IReadOnlyList<string> Walk(string room, List<string> way)
        {
            if (way.IndexOf(room) is >= 0 and var at)
                return [.. way[at..], room];
            if (!done.Add(room))
                return [];
            way.Add(room);
            var found = next[room].Select(to => Walk(to, way)).FirstOrDefault(c => c.Count > 0) ?? [];
            way.RemoveAt(way.Count - 1);
            return found;
        }
    }

    /// <summary>The first folder below the core's; of the resources, each kind's own. The root's few types are a room too.</summary>
    private static string? RoomOf(TypeReference type)
    {
        if (type.Namespace != Root && !type.Namespace.StartsWith(Root + ".", StringComparison.Ordinal))
            return null;
        var parts = type.Namespace.Split('.')[2..];
        return parts switch
        {
            [] => "Errors",
            ["Resources", var kind, ..] => $"Resources/{kind}",
            [var room, ..] => room,
        };
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(i => UsedBy(i.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> UsedBy(object? operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    /// <summary>A type with its arguments and without what makes arrays and references of it.</summary>
    private static IEnumerable<TypeReference> Flat(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Flat(generic.ElementType), .. generic.GenericArguments.SelectMany(Flat)],
        TypeSpecification other => Flat(other.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
