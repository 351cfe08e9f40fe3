using System.Management.Automation;
using System.Reflection;

namespace Kraken.HelpWriter;

/// <summary>A cmdlet as its attributes describe it.</summary>
internal sealed record CmdletDescription(
    Type Type, string Verb, string Noun, bool SupportsShouldProcess, IReadOnlyList<Type> Outputs, IReadOnlyList<ParameterDescription> Parameters)
{
    public string Name => $"{Verb}-{Noun}";

    /// <summary>The parameters of each parameter set; those of no set belong to all.</summary>
    public IEnumerable<IReadOnlyList<ParameterDescription>> ParameterSets => Parameters
        .SelectMany(p => p.Sets)
        .Distinct(StringComparer.Ordinal)
        .DefaultIfEmpty("")
        .Select(set => Parameters.Where(p => p.Sets.Count == 0 || p.Sets.Contains(set)).ToList());

    /// <summary>Describes a type; null where it is no cmdlet.</summary>
    public static CmdletDescription? Of(Type type)
    {
        if (Attribute(type, nameof(CmdletAttribute)) is not { } cmdlet)
            return null;
        var shouldProcess = cmdlet.NamedArguments.Any(a => a is { MemberName: "SupportsShouldProcess", TypedValue.Value: true });
        var outputs = type.GetCustomAttributesData()
            .Where(a => a.AttributeType.Name == nameof(OutputTypeAttribute))
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .Select(a => (Type)a.Value!)
            .ToList();
        return new CmdletDescription(
            type,
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            shouldProcess,
            outputs,
            [.. FindParameters(type)]);
    }

    internal static CustomAttributeData? Attribute(MemberInfo member, string name) =>
        Attributes(member, name).FirstOrDefault();

    internal static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    /// <summary>Those of the base classes first, since they say what the cmdlet is about; AWS's common ones last.</summary>
    private static IEnumerable<ParameterDescription> FindParameters(Type type)
    {
        var bases = new Stack<Type>();
        for (var t = type; t is not null; t = t.BaseType)
            bases.Push(t);
        return bases
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(ParameterDescription.Of)
            .OfType<ParameterDescription>()
            .OrderBy(p => p.Property.DeclaringType!.Name.StartsWith("Aws", StringComparison.Ordinal));
    }
}
