namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Fields that take one of a few words hold one of them.</summary>
internal static class ChoiceRule
{
    internal static void Check(SpecCheck check)
    {
        var spec = check.Spec;
        OneOf(check, nameof(spec.ConnectorType), spec.ConnectorType, SpecChoices.ConnectorType);
        OneOf(check, nameof(spec.MskAuthenticationType), spec.MskAuthenticationType, SpecChoices.AuthenticationType);
        OneOf(check, nameof(spec.EncryptionInTransit), spec.EncryptionInTransit, SpecChoices.EncryptionInTransit);
        OneOf(check, nameof(spec.InternalTopicScope), spec.InternalTopicScope, SpecChoices.InternalTopicScope);
        if (spec.NetworkType is not null)
            OneOf(check, nameof(spec.NetworkType), spec.NetworkType, SpecChoices.NetworkType);

        if (spec is { MskAuthenticationType: "IAM", EncryptionInTransit: "PLAINTEXT" })
        {
            check.Error(
                nameof(spec.EncryptionInTransit), "EncryptionForIam", spec.EncryptionInTransit,
                "cannot go with IAM authentication, which MSK offers over TLS only",
                "Leave EncryptionInTransit at TLS.");
        }
    }

    private static void OneOf(SpecCheck check, string field, string value, string[] choices)
    {
        // A missing required field is RequiredRule's to report.
        if (choices.Contains(value) || (string.IsNullOrWhiteSpace(value) && SpecFields.Find(field)!.IsRequired))
            return;
        check.Error(
            field, field + "Allowed", value, $"is not one of {string.Join(", ", choices)}",
            $"Give {string.Join(" or ", choices)}.");
    }
}
