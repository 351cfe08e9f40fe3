using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes the classes of requests, responses and what they hold.</summary>
internal static class TypesEmitter
{
    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(
            $"{service.Namespace}.Model",
            "System",
            "System.Collections.Generic",
            "System.IO",
            "Amazon.Runtime",
            "Kraken.AwsClients.Runtime");
        foreach (var operation in service.Operations)
        {
            EmitClass(code, service, operation.RequestType, service.Request, operation.Input);
            EmitClass(code, service, operation.ResponseType, "AmazonWebServiceResponse", operation.Output);
        }

        foreach (var shape in service.Shapes.Where(shape => shape is { Kind: ShapeKind.Structure, IsException: false }))
            EmitClass(code, service, shape.TypeName, null, shape.Members);
        return code.ToString();
    }

    public static void EmitProperty(CodeWriter code, Member member) => code.Line(
        $"public {member.PropertyType} {member.Property} {{ get; set; }}"
        + (member.Shape.IsCollection ? $" = Collections.Initial<{member.PropertyType}>();" : ""));

    private static void EmitClass(CodeWriter code, ServiceModel service, string type, string? baseType, IReadOnlyList<Member> members)
    {
        code.Open($"public partial class {type}" + (baseType is null ? "" : " : " + baseType));
        foreach (var member in members)
            EmitProperty(code, member);
        EmitConstructors(code, service, type, members);
        code.Close();
    }

    private static void EmitConstructors(CodeWriter code, ServiceModel service, string type, IReadOnlyList<Member> members)
    {
        var constructors = service.Settings.Constructors(type).ToList();
        if (constructors.Count == 0)
            return;
        code.Line($"public {type}() {{ }}");
        foreach (var properties in constructors)
        {
            var parameters = properties
                .Select(property => members.FirstOrDefault(member => member.Property == property)
                    ?? throw new ModelException($"constructor of '{type}': it has no property '{property}'"))
                .Select(member => $"{member.PropertyType.TrimEnd('?')} {Naming.LowerFirst(member.Property)}");
            code.Open($"public {type}({string.Join(", ", parameters)})");
            foreach (var property in properties)
                code.Line($"{property} = {Naming.LowerFirst(property)};");
            code.Close();
        }
    }
}
