namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Encryption goes with authentication. Source: Amazon MSK developer guide, IAM access control.</summary>
internal sealed class EncryptionRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        if (spec is { MskAuthenticationType: "IAM", EncryptionInTransit: "PLAINTEXT" })
        {
            check.Error(
                nameof(spec.EncryptionInTransit), "EncryptionForIam", spec.EncryptionInTransit,
                "is not possible with IAM authentication, which MSK supports only over TLS",
                "Leave EncryptionInTransit at TLS.");
        }
    }
}
