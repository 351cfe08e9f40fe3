namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// A form in which another tool says what a connector is. Each class that implements it is found by the generator, and is
/// asked in turn.
/// </summary>
internal interface IForeignSpecFormat
{
    /// <summary>What a text of this form is, for messages: <c>a CloudFormation template</c>.</summary>
    string Name { get; }

    /// <summary>The connectors in it; empty where it has none; null where the text is not of this form.</summary>
    /// <param name="root">What was read of the text.</param>
    IReadOnlyList<ForeignConnector>? Read(SpecMap root);
}
