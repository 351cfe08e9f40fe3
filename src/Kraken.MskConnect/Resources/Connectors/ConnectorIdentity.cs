using Amazon;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>What a connector's ARN and configuration tell of it, of connectors that others made too.</summary>
internal static class ConnectorIdentity
{
    /// <summary>The account in the ARN; empty where it is not one.</summary>
    public static string AccountOf(string? arn) => Arn.TryParse(arn, out var parsed) ? parsed.AccountId : "";

    /// <summary><c>source</c> or <c>sink</c>; null where the configuration has no class.</summary>
    public static string? TypeOf(IReadOnlyDictionary<string, string> configuration)
    {
        if (configuration.GetValueOrDefault(ConnectorConfig.ClassKey) is not { } className)
            return null;
        if (className.Contains("Sink", StringComparison.Ordinal))
            return "sink";
        if (className.Contains("Source", StringComparison.Ordinal))
            return "source";

        // A sink must name its topics. Source: Apache Kafka, Connect sink connector configs.
        return configuration.ContainsKey("topics") || configuration.ContainsKey("topics.regex") ? "sink" : "source";
    }
}
