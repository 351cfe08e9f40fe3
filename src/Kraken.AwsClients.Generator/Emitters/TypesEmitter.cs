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
            EmitClass(code, operation.RequestType, service.Request, operation.Input);
            EmitClass(code, operation.ResponseType, "AmazonWebServiceResponse", operation.Output);
        }

        foreach (var shape in service.Shapes.Where(shape => shape is { Kind: ShapeKind.Structure, IsException: false }))
            EmitClass(code, shape.TypeName, null, shape.Members);
        return code.ToString();
    }

    public static void EmitProperty(CodeWriter code, Member member) => code.Line(
        $"public {member.PropertyType} {member.Property} {{ get; set; }}"
        + (member.Shape.IsCollection ? $" = Collections.Initial<{member.PropertyType}>();" : ""));

    private static void EmitClass(CodeWriter code, string type, string? baseType, IReadOnlyList<Member> members)
    {
        code.Open($"public partial class {type}" + (baseType is null ? "" : " : " + baseType));
        foreach (var member in members)
            EmitProperty(code, member);
        code.Close();
    }
}
