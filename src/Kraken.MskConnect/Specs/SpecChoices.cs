namespace Kraken.MskConnect.Specs;

/// <summary>The values of fields that take one of a few words.</summary>
internal static class SpecChoices
{
    internal static readonly string[] ConnectorType = ["source", "sink"];
    internal static readonly string[] AuthenticationType = ["IAM", "NONE"];
    internal static readonly string[] EncryptionInTransit = ["TLS", "PLAINTEXT"];
    internal static readonly string[] NetworkType = ["IPV4", "DUAL"];
    internal static readonly string[] InternalTopicScope = ["Connector", "Service"];

    /// <summary>The choice as AWS spells it where only the case of letters differs; else the value as it is.</summary>
    internal static string Spell(string[] choices, string value) =>
        Array.Find(choices, choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase)) ?? value;
}
