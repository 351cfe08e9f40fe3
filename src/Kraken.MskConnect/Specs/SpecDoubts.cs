using Kraken.MskConnect.Connectors;

namespace Kraken.MskConnect.Specs;

/// <summary>Doubts about what a connector uses, which the spec can end by saying it.</summary>
internal static class SpecDoubts
{
    /// <summary>The rule of a doubt about the bucket, which <c>S3SinkBucketArn</c> names.</summary>
    private const string Bucket = "BucketUnknown";

    /// <summary>Whether the spec says what the configuration leaves open.</summary>
    internal static bool IsAnswered(ConnectorSpec spec, ConnectorFinding finding) => finding.IsDoubt
        && ((finding.Rule == Bucket && spec.HasSinkBucket)
            || (finding.Rule is ConnectorFinding.NotGranted or ConnectorFinding.ProviderUnknown && SaysWhatIsFetched(spec))
            || (finding.IsAboutTopics && spec.KafkaTopicWrite.Count > 0));

    private static bool SaysWhatIsFetched(ConnectorSpec spec) =>
        spec.AdditionalPolicyStatement.Count > 0 || spec.AdditionalManagedPolicyArn.Count > 0;
}
