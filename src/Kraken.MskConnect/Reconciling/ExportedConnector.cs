using Amazon.KafkaConnect.Model;

namespace Kraken.MskConnect.Reconciling;

/// <summary>A connector, whoever made it, that a spec is made of.</summary>
/// <param name="Description">The connector as MSK Connect describes it.</param>
/// <param name="Tags">The connector's tags.</param>
internal sealed record ExportedConnector(DescribeConnectorResponse Description, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether what the caller may not read of it is left out; else it is an error.</summary>
    public bool OfWhatIsSeen { get; init; }

    /// <summary>The connector's name.</summary>
    public string Name => Description.ConnectorName;
}
