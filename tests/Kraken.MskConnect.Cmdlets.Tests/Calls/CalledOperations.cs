using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.KeyManagementService;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Kraken.MskConnect.Specs;
using Mono.Cecil;

namespace Kraken.MskConnect.Cmdlets.Tests.Calls;

/// <summary>The operations of AWS's that the core and the cmdlets call, as their compiled assemblies have it.</summary>
internal static class CalledOperations
{
    private const string Suffix = "Async";

    /// <summary>The interface of each client, by the service's name as IAM knows it.</summary>
    public static IReadOnlyDictionary<string, Type> Clients { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["ec2"] = typeof(IAmazonEC2),
        ["iam"] = typeof(IAmazonIdentityManagementService),
        ["kafka"] = typeof(IAmazonKafka),
        ["kafkaconnect"] = typeof(IAmazonKafkaConnect),
        ["kms"] = typeof(IAmazonKeyManagementService),
        ["logs"] = typeof(IAmazonCloudWatchLogs),
        ["s3"] = typeof(IAmazonS3),
        ["secretsmanager"] = typeof(IAmazonSecretsManager),
        ["ssm"] = typeof(IAmazonSimpleSystemsManagement),
        ["sts"] = typeof(IAmazonSecurityTokenService),
    };

    /// <summary>Each as <c>service:Operation</c>.</summary>
    public static IReadOnlySet<string> All { get; } = new[] { typeof(ConnectorSpec), typeof(AsyncCmdlet) }
        .SelectMany(type => In(type.Assembly.Location))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The operations that a client has, each as <c>service:Operation</c>.</summary>
    public static IEnumerable<string> Of(string service) => Clients[service].GetMethods()
        .Where(m => m.Name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(m => $"{service}:{m.Name[..^Suffix.Length]}")
        .Distinct();

    private static List<string> In(string path)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        return
        [
            .. from type in assembly.MainModule.GetTypes()
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               let called = instruction.Operand as MethodReference
               where called is not null && called.Name.EndsWith(Suffix, StringComparison.Ordinal)
               let service = ServiceOf(called.DeclaringType.FullName)
               where service is not null
               select $"{service}:{called.Name[..^Suffix.Length]}",
        ];
    }

    /// <summary>The service whose interface or client class that is.</summary>
    private static string? ServiceOf(string type) => Clients
        .Where(c => type == c.Value.FullName || type == $"{c.Value.Namespace}.{c.Value.Name[1..]}Client")
        .Select(c => c.Key)
        .FirstOrDefault();
}
