using System.Collections.Concurrent;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Specs;

/// <summary>Asks the catalogue of connector classes about a spec.</summary>
internal static class SpecConnector
{
    /// <summary>Definitions by their text: a spec's is asked for by each of its rules.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<ConnectorDefinition>> _read = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> _none = [];

    /// <summary>What the catalogue knows of the spec's connector.</summary>
    internal static KnownConnector Of(ConnectorSpec spec) => new(ConfigOf(spec), OwnDefinition(spec));

    /// <summary>The definition that the spec gives; null where it gives none, or one that a rule refuses.</summary>
    private static ConnectorDefinition? OwnDefinition(ConnectorSpec spec)
    {
        if (string.IsNullOrEmpty(spec.ConnectorDefinition))
            return null;
        try
        {
            return Read(spec.ConnectorDefinition);
        }
        catch (KrakenException)
        {
            return null;
        }
    }

    /// <summary>Reads a definition, once each text.</summary>
    /// <exception cref="KrakenException">It is not of the format, or asks for what no definition may grant.</exception>
    internal static ConnectorDefinition Read(string text) =>
        _read.GetOrAdd(text, t => new Lazy<ConnectorDefinition>(() => DefinitionRules.Checked(DefinitionReader.Read(t)))).Value;

    private static ConnectorConfig ConfigOf(ConnectorSpec spec) => new ConnectorConfig(spec.ConnectorConfiguration)
    {
        Name = spec.ConnectorName,
        IsSource = spec.IsSource,
        IsSink = spec.IsSink,
        Region = spec.Region,
        AccountId = spec.AccountId,
        Partition = PlaceRule.IsRegion(spec.Region) ? SpecArn.PartitionOf(spec.Region) : "aws",
        KafkaConnectVersion = spec.KafkaConnectVersion,

        // MSK Connect's default worker configuration has nothing but two converters, which need nothing.
        WorkerProperties = string.IsNullOrEmpty(spec.WorkerConfigurationArn) ? _none : spec.WorkerProperties,
    };
}
