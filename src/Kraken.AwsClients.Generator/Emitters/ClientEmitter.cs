using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes a service's client class, its interface and the base of its requests.</summary>
internal static class ClientEmitter
{
    private const string Cancellation = "CancellationToken cancellationToken = default";

    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(
            service.Namespace,
            "System",
            "System.Collections.Generic",
            "System.Threading",
            "System.Threading.Tasks",
            "Amazon.Runtime",
            "Amazon.Runtime.Endpoints",
            "Amazon.Runtime.Internal",
            $"{service.Namespace}.Model",
            $"{service.Namespace}.Model.Internal",
            "Kraken.AwsClients.Runtime");
        EmitInterface(code, service);
        EmitClient(code, service);
        code.Open($"public partial class {service.Request} : AmazonWebServiceRequest");
        code.Close();
        return code.ToString();
    }

    private static void EmitInterface(CodeWriter code, ServiceModel service)
    {
        code.Open($"public partial interface {service.Interface} : IAmazonService, IDisposable");
        foreach (var (signature, _) in Methods(service))
            code.Line(signature + ";");
        code.Line("Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);");
        code.Line($"static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {service.Config}();");
        code.Open("static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)");
        code.Line($"var config = clientConfig as {service.Config}");
        code.Line($"    ?? throw new AmazonClientException(\"The configuration of an {service.Client} has to be an {service.Config}.\");");
        code.Line($"return awsCredentials == null ? new {service.Client}(config) : new {service.Client}(awsCredentials, config);");
        code.Close();
        code.Close();
    }

    private static void EmitClient(CodeWriter code, ServiceModel service)
    {
        var (client, config) = (service.Client, service.Config);
        const string keys = "string awsAccessKeyId, string awsSecretAccessKey";
        const string keysGiven = "awsAccessKeyId, awsSecretAccessKey";

        code.Open($"public partial class {client} : AmazonServiceClient, {service.Interface}");
        code.Line("private static readonly IServiceMetadata Metadata = new ServiceMetadata(" + Naming.Literal(service.ServiceId) + ");");
        code.Line();
        code.Line($"public {client}() : base(new {config}()) {{ }}");
        code.Line($"public {client}(RegionEndpoint region) : base(new {config} {{ RegionEndpoint = region }}) {{ }}");
        code.Line($"public {client}({config} config) : base(config) {{ }}");
        foreach (var (parameters, given) in new[]
        {
            ("AWSCredentials credentials", "credentials"),
            (keys, keysGiven),
            (keys + ", string awsSessionToken", keysGiven + ", awsSessionToken"),
        })
        {
            code.Line($"public {client}({parameters}) : this({given}, new {config}()) {{ }}");
            code.Line($"public {client}({parameters}, RegionEndpoint region) : this({given}, new {config} {{ RegionEndpoint = region }}) {{ }}");
            code.Line($"public {client}({parameters}, {config} clientConfig) : base({given}, clientConfig) {{ }}");
        }

        code.Line();
        code.Line("protected override IServiceMetadata ServiceMetadata => Metadata;");
        code.Line();
        code.Open("protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)");
        code.Line("pipeline.RemoveHandler<EndpointResolver>();");
        code.Line($"pipeline.AddHandlerAfter<Marshaller>({service.Config}.Resolver());");
        code.Line($"pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler({AnonymousRequests(service)}));");
        code.Line("RetryPolicies.Configure(pipeline, Config);");
        code.Close();
        code.Line();
        code.Line("protected override void Dispose(bool disposing) => base.Dispose(disposing);");
        code.Line();
        code.Line("public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>");
        code.Line("    Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));");
        foreach (var (signature, body) in Methods(service))
        {
            code.Line();
            code.Line($"public virtual {signature} =>");
            code.Line($"    {body};");
        }

        code.Close();
    }

    private static IEnumerable<(string Signature, string Body)> Methods(ServiceModel service)
    {
        foreach (var operation in service.Operations)
        {
            var start = $"Task<{operation.ResponseType}> {operation.Name}Async(";
            yield return (
                $"{start}{operation.RequestType} request, {Cancellation})",
                $"InvokeAsync<{operation.ResponseType}>(request, {service.Wire}.{operation.Name}.Options(), cancellationToken)");
            if (service.Settings.WithoutRequest.Contains(operation.Name))
            {
                yield return (
                    start + Cancellation + ")",
                    $"{operation.Name}Async(new {operation.RequestType}(), cancellationToken)");
            }

            foreach (var properties in service.Settings.SimpleMethods(operation.Name))
            {
                var members = properties.Select(property => operation.Input.First(member => member.Property == property)).ToList();
                var parameters = members.Select(member => $"{member.PropertyType.TrimEnd('?')} {Naming.LowerFirst(member.Property)}, ");
                var values = members.Select(member => $"{member.Property} = {Naming.LowerFirst(member.Property)}");
                yield return (
                    start + string.Concat(parameters) + Cancellation + ")",
                    $"{operation.Name}Async(new {operation.RequestType} {{ {string.Join(", ", values)} }}, cancellationToken)");
            }
        }
    }

    private static string AnonymousRequests(ServiceModel service) => string.Join(
        ", ",
        service.Operations.Where(operation => operation.IsAnonymous).Select(operation => Naming.Literal(operation.RequestType)));
}
