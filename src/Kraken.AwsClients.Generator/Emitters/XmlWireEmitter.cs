using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes the wire form of a service that takes form parameters and answers in XML: the query protocol.</summary>
internal static class XmlWireEmitter
{
    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(
            $"{service.Namespace}.Model.Internal",
            "System",
            "System.Collections.Generic",
            "System.Xml.Linq",
            "Amazon.Runtime",
            "Amazon.Runtime.Internal",
            "Kraken.AwsClients.Runtime");
        code.Open($"internal static class {service.Wire}");
        foreach (var operation in service.Operations)
        {
            var wrapper = operation.ResultWrapper is null ? "null" : Naming.Literal(operation.ResultWrapper);
            code.Line($"internal static readonly Operation {operation.Name} = Operation.Query<{operation.RequestType}>(Marshal{operation.Name}, Read{operation.ResponseType}, Error, {wrapper});");
        }

        foreach (var operation in service.Operations)
            EmitRequest(code, service, operation);
        foreach (var shape in ServiceModel.StructuresIn(service.Operations.SelectMany(operation => operation.Input)))
            EmitWriter(code, shape);
        foreach (var operation in service.Operations)
            EmitReader(code, operation.ResponseType, operation.Output);
        foreach (var shape in ServiceModel.StructuresIn(service.Operations.SelectMany(operation => operation.Output)))
            EmitReader(code, shape.TypeName, shape.Members);
        EmitErrors(code, service);
        code.Close();
        return code.ToString();
    }

    private static void EmitRequest(CodeWriter code, ServiceModel service, Operation operation)
    {
        code.Line();
        code.Open($"private static IRequest Marshal{operation.Name}({operation.RequestType} value)");
        code.Line($"var request = Requests.Query(value, {Naming.Literal(service.Namespace)}, {Naming.Literal(service.ApiVersion)}, {Naming.Literal(operation.Name)});");
        if (operation.Input.Count > 0)
            code.Line("var query = new QueryWriter(request.Parameters);");
        foreach (var member in operation.Input)
            EmitPut(code, member);
        code.Line("return request;");
        code.Close();
    }

    private static void EmitWriter(CodeWriter code, Shape shape)
    {
        code.Line();
        code.Open($"private static void Write{shape.TypeName}(QueryWriter query, {shape.TypeName} value)");
        foreach (var member in shape.Members)
            EmitPut(code, member);
        code.Close();
    }

    private static void EmitPut(CodeWriter code, Member member)
    {
        if (member.Location != Location.Body)
            throw new ModelException($"member '{member.Name}' is at {member.Location}, which the query protocol does not have");
        var arguments = $"({Naming.Literal(member.WireName)}, value.{member.Property}";
        code.Line("query." + member.Shape.Kind switch
        {
            ShapeKind.Structure => $"Put{arguments}, Write{member.Shape.TypeName});",
            ShapeKind.List => $"PutList{arguments}, {ItemName(member.Shape)}, {ItemWriter(member.Shape.Item!.Shape)});",
            ShapeKind.Map => throw new ModelException("maps in requests are not known to the query protocol"),
            _ => $"Put{arguments});",
        });
    }

    private static string ItemName(Shape list) => Naming.Literal(list.Item!.LocationName ?? "member");

    private static string ItemWriter(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => "Write" + shape.TypeName,
        ShapeKind.Text or ShapeKind.Constant => "QueryWriter.Text",
        _ => throw new ModelException($"lists of {shape.Kind} are not known to the query protocol"),
    };

    private static void EmitReader(CodeWriter code, string type, IEnumerable<Member> members)
    {
        code.Line();
        code.Line($"private static {type} Read{type}(XElement xml) => new()");
        code.Line("{");
        foreach (var member in members)
            code.Line($"{member.Property} = xml.{Reader(member)},");
        code.Close("};");
    }

    private static string Reader(Member member)
    {
        var name = Naming.Literal(member.WireName);
        return member.Shape.Kind switch
        {
            ShapeKind.Structure => $"Object({name}, Read{member.Shape.TypeName})",
            ShapeKind.List => $"List({name}, {ItemName(member.Shape)}, {ItemReader(member.Shape.Item!.Shape)})",
            ShapeKind.Map => $"Map({name}, {ItemReader(member.Shape.Item!.Shape)})",
            ShapeKind.Text or ShapeKind.Constant => $"Text({name})",
            ShapeKind.Timestamp => $"Time({name})",
            var kind => $"{kind}({name})",
        };
    }

    private static string ItemReader(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => "Read" + shape.TypeName,
        ShapeKind.Text or ShapeKind.Constant => "XmlReading.Text",
        _ => throw new ModelException($"lists of {shape.Kind} are not known to the query protocol"),
    };

    private static void EmitErrors(CodeWriter code, ServiceModel service)
    {
        const string parts = "error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode";
        code.Line();
        code.Line("private static AmazonServiceException Error(ErrorResponse error) => error.Code switch");
        code.Line("{");
        foreach (var shape in service.Exceptions)
        {
            if (ExceptionsEmitter.OwnMembers(shape).Any())
                throw new ModelException($"the exception '{shape.Name}' has members, which the query protocol does not know");
            code.Line($"{Naming.Literal(shape.ErrorCode)} => new {shape.TypeName}({parts}),");
        }

        code.Line($"_ => new {service.Exception}({parts}),");
        code.Close("};");
    }
}
