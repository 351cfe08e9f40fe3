using Amazon;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The KMS keys that the connector's work needs are there and enabled. Source: KMS developer guide, Key states of KMS keys.
/// </summary>
internal sealed class ObjectsKmsKeysCheck : IConnectorCheck
{
    private const string Enabled = "Enabled";

    public string Name => "Objects.KmsKeys";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var named = NamedKey.In(spec).DistinctBy(k => k.Arn).ToList();
        if (named.Count == 0)
            return CheckOutcome.Pass("The spec names no KMS key.");
        var here = named.Where(k => IsIn(k.Arn, spec.Region)).ToList();
        var found = await Task.WhenAll(here.Select(k => connector.Objects.KeyAsync(k.Arn)));
        var bad = here.Zip(found).Where(p => p.Second?.State != Enabled)
            .Select(p => Outcome(p.First, p.Second)).ToList();
        if (bad.Count > 0)
        {
            return new CheckOutcome(
                bad[0].Status, string.Join(" ", bad.Select(o => o.Evidence)), string.Join(" ", bad.Select(o => o.Remedy)), bad[0].Field);
        }

        var elsewhere = named.Except(here).ToList();
        return elsewhere.Count == 0
            ? CheckOutcome.Pass($"{string.Join(", ", here.Select(k => k.Field))}: enabled.")
            : CheckOutcome.Unknown(
                $"{string.Join(", ", elsewhere.Select(k => k.Arn))}: keys of another region cannot be seen from {spec.Region}.",
                field: elsewhere[0].Field);
    }

    private static bool IsIn(string arn, string region) => Arn.TryParse(arn, out var parsed) && parsed.Region == region;

    private static CheckOutcome Outcome(NamedKey named, LiveKey? key)
    {
        var enable = $"aws kms enable-key --key-id {named.Arn}";
        var (evidence, remedy) = key?.State switch
        {
            null => ($"The key {named.Arn} of {named.Field} does not exist.", $"Give {named.Field} a key that exists, or leave it out."),
            "Disabled" => ($"The key {named.Arn} of {named.Field} is disabled.", $"Enable it: {enable}."),
            "PendingDeletion" => (
                $"The key {named.Arn} of {named.Field} is to be deleted.",
                $"Keep it: aws kms cancel-key-deletion --key-id {named.Arn}, then {enable}; or name another key in {named.Field}."),
            { } state => (
                $"The key {named.Arn} of {named.Field} is in the state {state}.",
                $"Wait until it is Enabled, or name another key in {named.Field}."),
        };
        return CheckOutcome.Fail(evidence, remedy, named.Field);
    }
}
