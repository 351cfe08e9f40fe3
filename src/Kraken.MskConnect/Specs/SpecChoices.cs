using System.Globalization;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Specs;

/// <summary>The values of fields that take one of a few.</summary>
public static class SpecChoices
{
    internal static readonly string[] ConnectorType = ["source", "sink"];
    internal static readonly string[] AuthenticationType = ["IAM", "NONE"];
    internal static readonly string[] EncryptionInTransit = ["TLS", "PLAINTEXT"];
    internal static readonly string[] NetworkType = ["IPV4", "DUAL"];
    internal static readonly string[] InternalTopicScope = ["Connector", "Service"];

    /// <summary>The choice as AWS spells it where only the case of letters differs; else the value as it is.</summary>
    internal static string Spell(string[] choices, string value) =>
        Array.Find(choices, choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase)) ?? value;

    /// <summary>The values that a field takes, as a person may choose among them; none where it takes any.</summary>
    /// <param name="field">The field's name, a property of <see cref="ConnectorSpec"/>.</param>
    public static IReadOnlyList<string> Of(string field) => field switch
    {
        nameof(ConnectorSpec.ConnectorType) => ConnectorType,
        nameof(ConnectorSpec.KafkaConnectVersion) => KafkaConnectVersionRule.Known,
        nameof(ConnectorSpec.MskAuthenticationType) => AuthenticationType,
        nameof(ConnectorSpec.EncryptionInTransit) => EncryptionInTransit,
        nameof(ConnectorSpec.NetworkType) => NetworkType,
        nameof(ConnectorSpec.InternalTopicScope) => InternalTopicScope,
        nameof(ConnectorSpec.AutoscalingMcuCount) or nameof(ConnectorSpec.ProvisionedMcuCount) =>
            Texts(CapacityRule.McuCounts),
        nameof(ConnectorSpec.LogRetentionInDays) => Texts([LogRetentionRule.Never, .. LogRetentionRule.Days]),
        _ => [],
    };

    private static string[] Texts(int[] numbers) =>
        Array.ConvertAll(numbers, n => n.ToString(CultureInfo.InvariantCulture));
}
