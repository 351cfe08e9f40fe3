using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes the wire form of a service that speaks JSON, with resource paths (rest-json) or without (json).</summary>
internal static class JsonWireEmitter
{
    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(
            $"{service.Namespace}.Model.Internal",
            "System",
            "System.Collections.Generic",
            "System.Text.Json",
            "Amazon.Runtime",
            "Amazon.Runtime.Internal",
            "Kraken.AwsClients.Runtime");
        code.Open($"internal static class {service.Wire}");
        foreach (var operation in service.Operations)
            code.Line($"internal static readonly Operation {operation.Name} = Operation.Json<{operation.RequestType}>(Marshal{operation.Name}, Read{operation.ResponseType}, Error);");
        foreach (var operation in service.Operations)
            EmitRequest(code, service, operation);
        foreach (var shape in ServiceModel.StructuresIn(service.Operations.SelectMany(operation => operation.InputAt(Location.Body))))
            EmitWriter(code, shape);
        foreach (var operation in service.Operations)
            EmitReader(code, operation.ResponseType, operation.Output);
        foreach (var shape in ServiceModel.StructuresIn(service.Operations.SelectMany(operation => operation.Output).Concat(service.Exceptions.SelectMany(shape => shape.Members))))
            EmitReader(code, shape.TypeName, shape.Members);
        EmitErrors(code, service);
        code.Close();
        return code.ToString();
    }

    private static void EmitRequest(CodeWriter code, ServiceModel service, Operation operation)
    {
        code.Line();
        code.Open($"private static IRequest Marshal{operation.Name}({operation.RequestType} value)");
        var origin = $"value, {Naming.Literal(service.Namespace)}, {Naming.Literal(service.ApiVersion)}";
        if (service.Protocol == Protocol.Json)
            code.Line($"var request = Requests.JsonRpc({origin}, {Naming.Literal(service.JsonVersion!)}, {Naming.Literal(service.TargetPrefix + "." + operation.Name)});");
        else
            code.Line($"var request = Requests.Rest({origin}, {Naming.Literal(operation.Method)}, {Naming.Literal(operation.Path)});");

        foreach (var member in operation.InputAt(Location.Path))
            code.Line($"request.AddPath({Naming.Literal(member.WireName)}, value.{member.Property}, nameof(value.{member.Property}));");
        foreach (var member in operation.InputAt(Location.Query))
            code.Line($"request.AddQuery({Naming.Literal(member.WireName)}, value.{member.Property});");
        foreach (var member in operation.InputAt(Location.Header))
            code.Line($"request.AddHeader({Naming.Literal(member.WireName)}, value.{member.Property});");

        var body = operation.InputAt(Location.Body).ToList();
        if (body.Count > 0 || service.Protocol == Protocol.Json)
        {
            code.Line("using var body = new JsonBody();");
            foreach (var member in body)
                EmitPut(code, "body.Json", member);
            code.Line("body.AddTo(request);");
        }

        code.Line("return request;");
        code.Close();
    }

    private static void EmitWriter(CodeWriter code, Shape shape)
    {
        code.Line();
        code.Open($"private static void Write{shape.TypeName}(Utf8JsonWriter json, {shape.TypeName} value)");
        code.Line("json.WriteStartObject();");
        foreach (var member in shape.Members)
            EmitPut(code, "json", member);
        code.Line("json.WriteEndObject();");
        code.Close();
    }

    private static void EmitPut(CodeWriter code, string json, Member member)
    {
        var arguments = $"({Naming.Literal(member.WireName)}, value.{member.Property}";
        code.Line(json + member.Shape.Kind switch
        {
            ShapeKind.Structure => $".Put{arguments}, Write{member.Shape.TypeName});",
            ShapeKind.List => $".PutList{arguments}, {ItemWriter(member.Shape.Item!.Shape)});",
            ShapeKind.Map => $".PutMap{arguments}, {ItemWriter(member.Shape.Item!.Shape)});",
            ShapeKind.Timestamp => $".{(member.TimestampFormat == "iso8601" ? "PutIso8601" : "PutEpochSeconds")}{arguments});",
            _ when member.IsMilliseconds => $".PutEpochMilliseconds{arguments});",
            _ => $".Put{arguments});",
        });
    }

    private static string ItemWriter(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => "Write" + shape.TypeName,
        ShapeKind.Text or ShapeKind.Constant => "JsonWriting.Text",
        ShapeKind.List => $"(json, items) => json.Items(items, {ItemWriter(shape.Item!.Shape)})",
        _ => throw new ModelException($"collections of {shape.Kind} are not known to the JSON protocols"),
    };

    private static void EmitReader(CodeWriter code, string type, IEnumerable<Member> members)
    {
        code.Line();
        code.Line($"private static {type} Read{type}(JsonElement json) => new()");
        code.Line("{");
        foreach (var member in members)
            code.Line($"{member.Property} = json.{Reader(member)},");
        code.Close("};");
    }

    private static string Reader(Member member)
    {
        if (member.Location != Location.Body)
            throw new ModelException($"member '{member.Name}' of a response is at {member.Location}, which the generator does not know");
        var name = Naming.Literal(member.WireName);
        return member.Shape.Kind switch
        {
            ShapeKind.Structure => $"Object({name}, Read{member.Shape.TypeName})",
            ShapeKind.List => $"List({name}, {ItemReader(member.Shape.Item!.Shape)})",
            ShapeKind.Map => $"Map({name}, {ItemReader(member.Shape.Item!.Shape)})",
            ShapeKind.Text or ShapeKind.Constant => $"Text({name})",
            ShapeKind.Timestamp => $"Time({name})",
            _ when member.IsMilliseconds => $"EpochMilliseconds({name})",
            var kind => $"{kind}({name})",
        };
    }

    private static string ItemReader(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => "Read" + shape.TypeName,
        ShapeKind.Text or ShapeKind.Constant => "JsonReading.Text",
        ShapeKind.List => $"json => json.Items({ItemReader(shape.Item!.Shape)})",
        _ => throw new ModelException($"collections of {shape.Kind} are not known to the JSON protocols"),
    };

    private static void EmitErrors(CodeWriter code, ServiceModel service)
    {
        const string parts = "error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode";
        code.Line();
        code.Line("private static AmazonServiceException Error(ErrorResponse error, JsonElement json) => error.Code switch");
        code.Line("{");
        foreach (var shape in service.Exceptions)
        {
            var members = ExceptionsEmitter.OwnMembers(shape).Select(member => $"{member.Property} = json.{Reader(member)}").ToList();
            code.Line($"{Naming.Literal(shape.ErrorCode)} => new {shape.TypeName}({parts}){(members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}")},");
        }

        code.Line($"_ => new {service.Exception}({parts}),");
        code.Close("};");
    }
}
