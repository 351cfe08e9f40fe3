using Amazon.CloudWatchLogs;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.SecretsManager;
using Kraken.LocalAws;
using Kraken.TestClients;
using System.Reflection;

namespace Kraken.Contract.Tests.Operations;

/// <summary>Who has which operations, each as <c>service:Operation</c>.</summary>
internal static class OperationLists
{
    // The official packages' clients have far more operations; of them count those that LocalAws has.
    private static readonly string[] _packagedServices = ["ec2", "kms", "s3", "ssm", "sts"];

    private static readonly (string Service, Type Client)[] _generated =
    [
        ("iam", typeof(IAmazonIdentityManagementService)),
        ("kafka", typeof(IAmazonKafka)),
        ("kafkaconnect", typeof(IAmazonKafkaConnect)),
        ("logs", typeof(IAmazonCloudWatchLogs)),
        ("secretsmanager", typeof(IAmazonSecretsManager)),
    ];

    /// <summary>What LocalAws answers.</summary>
    public static IReadOnlySet<string> LocalAws { get; } =
        new LocalCloud().Services.SelectMany(s => s.Operations.Select(o => $"{s.Name}:{o}"))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What our clients call, those of the tests too.</summary>
    public static IReadOnlySet<string> Clients { get; } =
        _generated.SelectMany(g => g.Client.GetMethods()
                .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal))
                .Select(m => $"{g.Service}:{m.Name[..^"Async".Length]}"))
            .Concat(typeof(FurtherOperations).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Select(m => $"{_generated.Single(g => g.Client == m.GetParameters()[0].ParameterType).Service}:{m.Name[..^"Async".Length]}"))
            .Concat(LocalAws.Where(o => _packagedServices.Contains(o[..o.IndexOf(':', StringComparison.Ordinal)])))
            .ToHashSet(StringComparer.Ordinal);
}
