namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// A CreateConnector request, as the API takes it, as the AWS CLI makes its skeleton, or in Pascal case as SDKs write it;
/// a description that the API returned has the same shape.
/// </summary>
internal sealed class CreateConnectorRequest : IForeignSpecFormat
{
    public string Name => "a CreateConnector request";

    public IReadOnlyList<ForeignConnector>? Read(SpecMap root) =>
        root.Find("kafkaCluster") is not null || (root.Find("plugins") is not null && root.Find("connectorConfiguration") is not null)
            ? [ConnectorShape.Read(root)]
            : null;
}
