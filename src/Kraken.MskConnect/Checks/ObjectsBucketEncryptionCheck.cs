using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// The key that the sink's bucket encrypts with by default is the one that the role is granted. Source: Amazon S3 user guide,
/// default bucket encryption.
/// </summary>
internal sealed class ObjectsBucketEncryptionCheck : IConnectorCheck
{
    public string Name => "Objects.BucketEncryption";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        var known = SpecConnector.Of(spec);
        if (SpecBucket.Of(spec, known) is not { } place || known.Use.Bucket is not { } used)
            return CheckOutcome.Pass("The spec names no bucket to write to.");
        if (used.AssumedRole is { } role)
        {
            return CheckOutcome.Unknown(
                $"The sink writes with the role {role.Value}, which may be granted any key.",
                field: SpecFinding.ConfigurationField(role.Key));
        }

        // An upload that names its encryption does not ask for the bucket's.
        if (used.UploadEncryption is { } own)
            return CheckOutcome.Pass($"The sink names the encryption of its uploads itself: {own}.");
        if (await connector.Objects.Encryption is not { } encryption)
            return CheckOutcome.Unknown("S3 tells no encryption of the bucket.", field: place.Because);
        return await CompareAsync(connector, SpecArn.Parse(place.Arn, nameof(spec.S3SinkBucketArn)).Resource, encryption);
    }

    private static async Task<CheckOutcome> CompareAsync(CheckedConnector connector, string bucket, LiveEncryption encryption)
    {
        var field = nameof(connector.Spec.S3KmsKeyArn);
        var granted = connector.Spec.S3KmsKeyArn is { Length: > 0 } arn ? arn : null;
        // Everybody in the account who may use S3 may use AWS's own key by it. Source: KMS developer guide, AWS managed keys.
        if (encryption is not { UsesKms: true, Key: { Length: > 0 } named } || named.EndsWith("alias/aws/s3", StringComparison.Ordinal))
        {
            var whose = encryption.UsesKms ? "AWS's own KMS key" : "S3's own keys";
            return granted is null
                ? CheckOutcome.Pass($"The bucket {bucket} encrypts with {whose}, which need no grant.")
                : CheckOutcome.Warn(
                    $"S3KmsKeyArn is {granted}, and the bucket {bucket} encrypts with {whose}.",
                    "Leave S3KmsKeyArn out, or make it the bucket's default encryption key.",
                    field);
        }

        var key = named == granted || granted?.EndsWith("/" + named, StringComparison.Ordinal) == true
            ? granted
            : named.Contains("alias/", StringComparison.Ordinal) ? (await connector.Objects.KeyAsync(named))?.Arn ?? named : named;
        return key == granted
            ? CheckOutcome.Pass($"The bucket {bucket} encrypts with {granted}, which the role is granted.")
            : CheckOutcome.Fail(
                $"The bucket {bucket} encrypts with {key}, and "
                + (granted is null ? "the spec grants the role no key." : $"the role is granted {granted}."),
                $"Give S3KmsKeyArn {key}.",
                field);
    }
}
