using System.Reflection;
using System.Text;

namespace Kraken.AwsClients.Tests;

/// <summary>Writes what other code can see of a type as lines that two assemblies can be compared by.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlySet<string> Of(Type type)
    {
        var lines = new HashSet<string> { Declaration(type) };
        foreach (var implemented in type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []))
            lines.Add("implements " + Name(implemented));
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
            lines.Add($"new({Parameters(constructor)})");
        foreach (var method in type.GetMethods(Declared).Where(IsVisible).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
            lines.Add($"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})");
        foreach (var property in type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)))
            lines.Add($"{Modifiers(property.GetAccessors(true)[0])}{Name(property.PropertyType)} {property.Name}{Accessor(property.GetMethod, "get")}{Accessor(property.SetMethod, "set")}");
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
            lines.Add($"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}{Value(field)}");
        return lines;
    }

    public static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        return type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.FullName!;
    }

    private static string Declaration(Type type) => new StringBuilder()
        .Append(type is { IsAbstract: true, IsSealed: true } ? "static " : type is { IsAbstract: true, IsInterface: false } ? "abstract " : type.IsSealed ? "sealed " : "")
        .Append(type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class")
        .Append(type.BaseType is null ? "" : " : " + Name(type.BaseType))
        .ToString();

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Accessor(MethodInfo? accessor, string name) => accessor is not null && IsVisible(accessor) ? " " + name : "";

    private static string Parameters(MethodBase method) => string.Join(
        ", ",
        method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    // A constant's value is what goes over the wire.
    private static string Value(FieldInfo field) =>
        field.IsStatic && typeof(Amazon.Runtime.ConstantClass).IsAssignableFrom(field.FieldType) ? $" = {field.GetValue(null)}" : "";
}
