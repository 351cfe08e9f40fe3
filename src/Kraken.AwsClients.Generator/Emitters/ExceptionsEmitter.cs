using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes a service's base exception and its modelled ones.</summary>
internal static class ExceptionsEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.Net", "Amazon.Runtime", "Kraken.AwsClients.Runtime"];

    /// <summary>Writes the exception that all others of the service derive from.</summary>
    public static string EmitBase(ServiceModel service)
    {
        var code = CodeWriter.File(service.Namespace, _usings);
        EmitException(code, service.Exception, "AmazonServiceException", []);
        return code.ToString();
    }

    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File($"{service.Namespace}.Model", _usings);
        foreach (var shape in service.Exceptions)
            EmitException(code, shape.TypeName, service.Exception, OwnMembers(shape));
        return code.ToString();
    }

    /// <summary>A modelled exception's members but for the message, which every exception has.</summary>
    public static IEnumerable<Member> OwnMembers(Shape shape) =>
        shape.Members.Where(member => !string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase));

    private static void EmitException(CodeWriter code, string type, string baseType, IEnumerable<Member> members)
    {
        code.Open($"public partial class {type} : {baseType}");
        code.Line($"public {type}() {{ }}");
        code.Line($"public {type}(string message) : base(message) {{ }}");
        code.Line($"public {type}(string message, Exception innerException) : base(message, innerException) {{ }}");
        code.Line($"public {type}(Exception innerException) : base(innerException) {{ }}");
        code.Line($"public {type}(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) {{ }}");
        code.Line($"public {type}(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) {{ }}");
        foreach (var member in members)
            TypesEmitter.EmitProperty(code, member);
        code.Close();
    }
}
