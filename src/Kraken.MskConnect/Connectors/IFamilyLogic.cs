namespace Kraken.MskConnect.Connectors;

/// <summary>
/// What of a family of connectors its declaration cannot say. The family's declaration, <c>Families/NAME.json</c>, names
/// its classes and keys.
/// </summary>
internal interface IFamilyLogic
{
    /// <summary>The name of the family's declaration, without its extension.</summary>
    string Family { get; }

    /// <summary>Adds what a connector of the family uses, and what is to be said of its configuration.</summary>
    void Describe(ConnectorConfig config, ConnectorUse use);
}
