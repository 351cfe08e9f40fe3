namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>The types that an input can have.</summary>
internal enum InputType
{
    Text,
    Int,
    Long,
    Boolean,
    List,
    Map,
    Objects,
}
