using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Specs;

/// <summary>Asks the catalogue of connector classes about a spec.</summary>
internal static class SpecConnector
{
    /// <summary>What the catalogue knows of the spec's connector.</summary>
    internal static KnownConnector Of(ConnectorSpec spec) => new(new ConnectorConfig(spec.ConnectorConfiguration)
    {
        Name = spec.ConnectorName,
        IsSource = spec.IsSource,
        IsSink = spec.IsSink,
        Region = spec.Region,
        AccountId = spec.AccountId,
        Partition = PlaceRule.IsRegion(spec.Region) ? SpecArn.PartitionOf(spec.Region) : "aws",
        KafkaConnectVersion = spec.KafkaConnectVersion,
        WorkerProperties = spec.WorkerProperties,
    });
}
