namespace Kraken.MskConnect.Specs.Findings;

/// <content>The rules for what a person adds to what is derived, and for what a person accepts.</content>
public static partial class FindingRules
{
    private static FindingRule[] Additions() =>
    [
        Error("ActionFormat", "An action of a statement is not service:Action.", "Write for example lambda:InvokeFunction."),
        Error("ActionWildcard", "An action has a wildcard, which also allows what AWS adds later.", "Name each action."),
        ErrorOrWarning("ResourceFormat", "A resource is not an ARN whose partition and service are written out.", "Give the resource's ARN."),
        Error("AnyResource", "A statement names no resource in particular.", "Name the resources, or set allow_any_resource to true."),
        Warning("AnyResourceGranted", "A statement allows its actions on every resource of the kind, as allow_any_resource says.", "Name the resources, if they are known."),
        Error("AnyRole", "A statement gives roles' rights on roles that it does not name.", "Name each role by its ARN."),
        Error("ConditionOperator", "A condition has an operator that IAM does not have.", "Use one of the operators that the message names."),
        Error("ConditionKey", "A condition's key names no service.", "Write service:Key, for example aws:SourceAccount."),
        Error("ConditionValue", "A condition has no values, or one that its operator does not take.", "Give values that the operator takes."),
        Error("ReasonLength", "A reason is longer than its place: 255 characters in AWS, 1,000 of an accepted finding.", "Give a shorter one."),
        Error("ReasonLetters", "A reason has no letter and no digit, of which the statement's ID is made.", "Give a reason with letters."),
        Error("PolicyArnFormat", "A managed policy is not the ARN of one.", "Give the policy's ARN."),
        Error("TooManyPolicies", "There are more managed policies than a role can have.", "Give fewer, or put their statements into AdditionalPolicyStatement."),
        Error("EveryName", "An entry names no consumer group or transactional ID in particular.", "Name each, or the prefix that they share."),
        Error("NameFormat", "An entry is not a consumer group or a transactional ID.", "Leave out blanks, slashes, question marks and ${."),

        Error("PeerFormat", "A rule's source or destination is not a CIDR block, a prefix list or a security group.", "Give for example 10.0.0.0/16, pl-0a1b2c3d or sg-0a1b2c3d4e5f60718."),
        Error("ProtocolName", "A rule's protocol is not one.", "Give tcp, udp, icmp, icmpv6, a number, or -1 for all."),
        Error("ProtocolPorts", "A rule has ports, and its protocol has none.", "Leave the ports out, or give their protocol."),
        Error("PortRange", "A rule's port is not one.", "Give 1 to 65535; a range may begin at 0."),
        Error("PortOrder", "A rule's from_port is above its to_port.", "Exchange the two."),
        Error("IcmpType", "A rule's type or code of ICMP is not one.", "Give -1 for all, or 0 to 255."),
        Warning("AllTraffic", "A rule opens all protocols and ports to everywhere.", "Name the ports and the addresses, if they are known."),

        Error("DefinitionFormat", "The connector definition is not of its format, or grants what no definition may.", "Correct what the message names."),
        Warning("DefinitionUnused", "The connector definition does not have the connector's class.", "Name the class in the definition's classes."),
        Information("DefinitionOverrides", "The connector definition takes the place of what the module knows of the class.", "Leave it out to use what the module knows."),
    ];

    private static FindingRule[] Acceptance() =>
    [
        Error("AcceptedFindingRule", "An accepted finding names no rule or check.", "Give a name of this page."),
        Error("AcceptedFindingSeverity", "An accepted finding names a rule that never warns: errors cannot be accepted, and information need not be.", "Correct what the rule reports, or remove the entry."),
        Error("AcceptedFindingField", "An accepted finding names no input of a spec.", "Give the field as Test-KrakenConnectorSpec shows it, or leave it out."),
        Warning(Unused, "An accepted finding accepts nothing: its rule reports nothing, or nothing about its field.", "Remove the entry, or correct its field."),
    ];
}
