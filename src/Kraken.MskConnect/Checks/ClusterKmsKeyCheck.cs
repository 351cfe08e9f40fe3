namespace Kraken.MskConnect.Checks;

/// <summary>The key that the role is granted for the cluster is the cluster's.</summary>
internal sealed class ClusterKmsKeyCheck : IConnectorCheck
{
    public string Name => "Cluster.KmsKey";

    public bool IsCheap => true;

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var spec = connector.Spec;
        if (spec.MskKmsKeyArn is not { Length: > 0 } given)
            return CheckOutcome.Pass("The spec names no key of the cluster.");
        if (await connector.Cluster is not { } cluster)
            return CheckOutcome.Unknown("The cluster does not exist.");
        var key = cluster.Provisioned?.EncryptionInfo?.EncryptionAtRest?.DataVolumeKMSKeyId;
        if (string.IsNullOrEmpty(key))
            return CheckOutcome.Unknown("AWS does not tell the cluster's key.", field: nameof(spec.MskKmsKeyArn));

        // The brokers decrypt what they store; the grant on another key opens that for nothing.
        return key == given
            ? CheckOutcome.Pass($"{given} encrypts the cluster {cluster.ClusterName}.")
            : CheckOutcome.Warn(
                $"MskKmsKeyArn is {given}, and {key} encrypts the cluster {cluster.ClusterName}.",
                $"Give MskKmsKeyArn {key}, or leave it out.",
                nameof(spec.MskKmsKeyArn));
    }
}
