using Kraken.AwsClients.Generator.Models;

namespace Kraken.AwsClients.Generator.Emitters;

/// <summary>Writes a service's configuration class, its default configurations and its endpoint parameters.</summary>
internal static class ConfigEmitter
{
    private static readonly string[] _variants = ["region", "standard", "fips", "dualStack", "fipsDualStack"];
    private static readonly string[] _modes = ["Standard", "InRegion", "CrossRegion", "Mobile", "Auto"];

    public static string Emit(ServiceModel service)
    {
        var code = CodeWriter.File(
            service.Namespace,
            "System.Collections.ObjectModel",
            "Amazon.Runtime",
            "Amazon.Runtime.Endpoints",
            "Amazon.Runtime.Internal",
            $"{service.Namespace}.Endpoints",
            "Kraken.AwsClients.Runtime");
        EmitConfig(code, service);
        EmitDefaults(code, service);
        return code.ToString();
    }

    private static void EmitConfig(CodeWriter code, ServiceModel service)
    {
        var id = Naming.Literal(service.ServiceId);
        code.Open($"public partial class {service.Config} : ClientConfig");
        code.Line($"private static readonly string AgentText = ServiceMetadata.UserAgent({id});");
        code.Line($"private static readonly IEndpointProvider Endpoints = {EndpointProvider(service)};");
        code.Line();
        code.Open($"public {service.Config}() : base(new DefaultConfigurationProvider(Amazon{service.BaseName}DefaultConfiguration.GetAllConfigurations()))");
        code.Line($"base.ServiceId = {id};");
        code.Line($"AuthenticationServiceName = {Naming.Literal(service.SigningName)};");
        code.Line("EndpointProvider = Endpoints;");
        code.Close();
        code.Line();
        code.Line($"public static new string ServiceId => {id};");
        code.Line($"public override string RegionEndpointServiceName => {Naming.Literal(service.EndpointPrefix)};");
        code.Line($"public override string ServiceVersion => {Naming.Literal(service.ApiVersion)};");
        code.Line("public override string UserAgent => AgentText;");
        code.Line("public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>");
        code.Line("    Resolver().EndpointFor(this, parameters);");
        code.Line($"internal static ServiceEndpointResolver<{service.BaseName}EndpointParameters> Resolver() => new();");
        code.Close();
    }

    private static void EmitDefaults(CodeWriter code, ServiceModel service)
    {
        code.Open($"public static class Amazon{service.BaseName}DefaultConfiguration");
        foreach (var mode in _modes)
            code.Line($"public static IDefaultConfiguration {mode} => DefaultConfigurations.{mode};");
        code.Line("public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() => DefaultConfigurations.All;");
        code.Close();
    }

    /// <summary>Writes the class of the endpoint parameters, which has a namespace of its own.</summary>
    public static string EmitParameters(ServiceModel service)
    {
        var code = CodeWriter.File($"{service.Namespace}.Endpoints", "Amazon.Runtime.Endpoints");
        code.Open($"public class {service.BaseName}EndpointParameters : EndpointParameters");
        foreach (var (type, name) in new[] { ("string", "Region"), ("bool?", "UseDualStack"), ("bool?", "UseFIPS"), ("string", "Endpoint") })
            code.Line($"public {type} {name} {{ get => ({type})this[\"{name}\"]; set => this[\"{name}\"] = value; }}");
        code.Close();
        return code.ToString();
    }

    /// <summary>The constructor call of the provider that knows the service's endpoints.</summary>
    private static string EndpointProvider(ServiceModel service)
    {
        var endpoint = service.Settings.Endpoint ?? Json.Empty;
        if (endpoint["global"] is { } global)
        {
            var partitions = global.Members.Select(partition =>
                $"[{Naming.Literal(partition.Key)}] = new({string.Join(", ", _variants.Select(name => Text(partition.Value[name])))})");
            return $"new PartitionEndpoints(new() {{ {string.Join(", ", partitions)} }})";
        }

        var options = new List<string>();
        if (endpoint["dualStackPrefix"] is { } prefix)
            options.Add($"DualStackPrefix = {Text(prefix)}");
        if (endpoint["withoutFipsSuffix"] is { } plainFips)
            options.Add($"WithoutFipsSuffix = [{Texts(plainFips)}]");
        if (endpoint["withoutDualStackSuffix"] is { } plainDualStack)
            options.Add($"WithoutDualStackSuffix = [{Texts(plainDualStack)}]");
        return $"new RegionalEndpoints({Naming.Literal(service.EndpointPrefix)})"
            + (options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}");
    }

    private static string Text(Json? json) => json?.Text is { } text ? Naming.Literal(text) : "null";

    private static string Texts(Json json) => string.Join(", ", json.Texts.Select(Naming.Literal));
}
