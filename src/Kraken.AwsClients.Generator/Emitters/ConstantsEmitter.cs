using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes the classes of a service's constants.</summary>
internal static class ConstantsEmitter
{
    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(service.Namespace, "Amazon.Runtime");
        foreach (var shape in service.Shapes.Where(shape => shape.Kind == ShapeKind.Constant))
        {
            var type = shape.TypeName;
            code.Open($"public class {type} : ConstantClass");
            foreach (var value in shape.Values.OrderBy(Naming.Constant, StringComparer.Ordinal))
                code.Line($"public static readonly {type} {Naming.Constant(value)} = new({Naming.Literal(value)});");
            code.Line($"public {type}(string value) : base(value) {{ }}");
            code.Line($"public static {type} FindValue(string value) => FindValue<{type}>(value);");
            code.Line($"public static implicit operator {type}(string value) => FindValue(value);");
            code.Close();
        }

        return code.ToString();
    }
}
