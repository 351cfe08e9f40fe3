using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The Kafka Connect version is one that MSK Connect runs. It may run others than this module knows: a patch of a known
/// version, or a newer one.
/// </summary>
internal sealed partial class KafkaConnectVersionRule : ISpecRule
{
    private static IReadOnlyList<string> Known => SpecFields.KafkaConnectVersion.KnownValues;

    public void Check(SpecCheck check)
    {
        var version = check.Spec.KafkaConnectVersion;
        if (Known.Contains(version))
            return;
        const string field = nameof(ConnectorSpec.KafkaConnectVersion);
        var remedy = $"Give {string.Join(" or ", Known)}.";
        if (!Form().IsMatch(version))
            check.Error(field, "KafkaConnectVersionFormat", version, "is not a Kafka Connect version", remedy);
        else if (IsOlder(version))
            check.Error(field, "KafkaConnectVersionAllowed", version, "is not a version that MSK Connect supports", remedy);
        else
            check.Warning(
                field, "KafkaConnectVersionUnknown", version, "is not a version that this module knows",
                $"{remedy} MSK Connect rejects versions that it does not support.");
    }

    private static string Line(string version) => version[..version.LastIndexOf('.')];

    private static bool IsOlder(string version) => 
        Version.Parse(Line(version)) < Version.Parse(Line(Known[^1])) && Known.All(known => Line(known) != Line(version));

    [GeneratedRegex(@"^[0-9]{1,3}\.[0-9]{1,3}\.([0-9]{1,3}|x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
