using System.Collections;
using System.Globalization;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes inputs of a spec that take one of a few values.</summary>
public sealed class SpecValueCompleter : Completer
{
    private static readonly string[] McuCounts = ["1", "2", "4", "8"];

    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        parameterName switch
        {
            nameof(SpecCmdlet.ConnectorType) => ["source", "sink"],
            // Source: Amazon MSK developer guide, MSK Connect's supported Kafka Connect versions.
            nameof(SpecCmdlet.KafkaConnectVersion) => ["2.7.1", "3.7.x"],
            nameof(SpecCmdlet.MskAuthenticationType) => ["IAM", "NONE"],
            nameof(SpecCmdlet.AutoscalingMcuCount) or nameof(SpecCmdlet.ProvisionedMcuCount) => McuCounts,
            nameof(SpecCmdlet.EncryptionInTransit) => ["TLS", "PLAINTEXT"],
            nameof(SpecCmdlet.NetworkType) => ["IPV4", "DUAL"],
            nameof(SpecCmdlet.InternalTopicScope) => ["Connector", "Service"],
            _ => [],
        };
}
