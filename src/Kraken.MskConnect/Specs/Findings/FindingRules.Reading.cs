namespace Kraken.MskConnect.Specs.Findings;

/// <content>What reading a spec has to say.</content>
public static partial class FindingRules
{
    private const FindingSource Read = FindingSource.Reading;

    private static FindingRule[] Reading() =>
    [
        ErrorOrWarning("UnknownField", "A name is not an input of a spec. In a tfvars.json file it is a warning unless -Strict is given.", "Correct the name, or remove it.", Read),
        Error("UnknownMember", "An object in a list has a member that such objects do not have.", "Correct the name, or remove it.", Read),
        Error("WrongType", "A value is of another type than the input: a map in place of a text, for example.", "Give a value of the input's type.", Read),
        Error("TimeNotText", "A value is a local time, not a text.", "Give the text itself, in quotes.", Read),
        Warning("TimeFromJson", "ConvertFrom-Json made a local time of a text, and the original text is lost.", "Use Import-KrakenConnectorSpec, or ConvertFrom-Json -DateKind String.", Read),
        Error("SecretLost", "A value is the mask that replaces a secret which was not written.", "Give the value, or preferably a config provider's reference.", Read),
        Warning("MadeAnew", "A file of another tool names a role or security groups, which are not taken over.", "Let the database, the cluster and the endpoints accept the new security group, and compare the policies.", Read),
        Warning("NotRead", "A file of another tool has settings for which a spec has no input.", "Check that the connector does not need them.", Read),
        Warning("NothingToRemove", "-ConfigurationChange removes a key that the configuration does not have.", "Correct the key, including its case, or leave it out.", Read),
    ];
}
