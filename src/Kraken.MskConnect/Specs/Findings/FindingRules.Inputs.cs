namespace Kraken.MskConnect.Specs.Findings;

/// <content>The rules for the inputs themselves.</content>
public static partial class FindingRules
{
    private static FindingRule[] Inputs() =>
    [
        Error("Required", "An input, or a member of an object, is required and was not given.", "Give it."),
        Error("Blank", "A value or an entry of a list is blank.", "Leave it out, or give a value."),
        Error("GivenTwice", "The same value, name or entry is given more than once.", "Give it once."),
        Error("HiddenCharacter", "A text contains a line break at its end or an invisible character.", "Write the text without it."),

        Error("ConnectorNameLength", "The name is longer than MSK Connect accepts.", "Give a name of at most 128 characters."),
        Error("ConnectorNameCharacters", "The name has characters that topic names or IAM patterns do not allow.", "Use letters, digits, dots, underscores and hyphens."),
        Error("ConnectorNameDots", "The name is . or .., which stands for a folder in URLs and paths.", "Choose another name."),
        Error("DescriptionLength", "The description is longer than MSK Connect accepts.", "Give at most 1,024 characters."),
        Error("RegionFormat", "The region is not the name of a region.", "Give the system name, for example us-east-1."),
        Error("AccountIdFormat", "The account ID does not have 12 digits.", "Give the 12 digits as a text, so that leading zeros are kept."),
        Error("ConnectorTypeAllowed", "The connector's type is neither source nor sink.", "Give source or sink."),
        Error("DesiredStateAllowed", "The state is neither RUNNING nor PAUSED.", "Give RUNNING or PAUSED."),

        Error("ArnFormat", "A value is not an ARN.", "Give the ARN that the message shows an example of."),
        Error("ArnKind", "An ARN is of another kind of resource.", "Give an ARN of the kind that the input takes."),
        Error("ArnLength", "An ARN is longer than AWS accepts.", "Give the resource's ARN."),
        Error("ArnPartition", "An ARN is in another partition than the region.", "Give an ARN in the region's partition."),
        Error("ArnRegion", "An ARN is in another region, or has one where such ARNs have none.", "Give an ARN in the spec's region, or correct Region."),
        Error("ArnAccount", "An ARN is in another account, or has one where such ARNs have none.", "Give an ARN in the spec's account, or correct AccountId."),

        Error("KafkaConnectVersionFormat", "The Kafka Connect version does not have the form of one.", "Give 2.7.1 or 3.7.x."),
        Error("KafkaConnectVersionAllowed", "MSK Connect does not support the version.", "Give 2.7.1 or 3.7.x."),
        Warning("KafkaConnectVersionUnknown", "The module does not know the version; MSK Connect may refuse it.", "Check that MSK Connect supports the version, or give one that the module knows."),

        Error("VpcIdFormat", "The VPC ID does not have the form of one.", "Give vpc- and 8 or 17 hexadecimal digits."),
        Error("SubnetIdFormat", "A subnet ID does not have the form of one.", "Give subnet- and 8 or 17 hexadecimal digits."),
        Error("SubnetIdTwice", "A subnet is given more than once.", "Give each subnet once."),
        Error("EgressDestinationEmpty", "The list of egress destinations is empty.", "Give a destination, or leave the input out for 0.0.0.0/0."),
        Error("EgressDestinationFormat", "An egress destination is not a CIDR block, a prefix list or a security group.", "Give for example 10.0.0.0/16, pl-0a1b2c3d or sg-0a1b2c3d4e5f60718."),
        Error("NetworkTypeAllowed", "The network type is neither IPV4 nor DUAL.", "Give IPV4 or DUAL."),

        Error("MskAuthenticationTypeAllowed", "The authentication type is neither IAM nor NONE.", "Give IAM or NONE."),
        Error("EncryptionInTransitAllowed", "The encryption is neither TLS nor PLAINTEXT.", "Give TLS or PLAINTEXT."),
        Error("EncryptionForIam", "IAM authentication works over TLS only.", "Leave EncryptionInTransit at TLS."),
        Error("BootstrapServerFormat", "A bootstrap server is not host:port.", "Give host:port, several separated by commas."),
        ErrorOrWarning("BootstrapServerPort", "A port is for another authentication or encryption. It is a warning where the host is no broker, and may forward.", "Give the port for the authentication, or make sure that the endpoint forwards to the right listener."),
        Error("BootstrapServerNetwork", "A broker's port is for IPv6, and the connector has IPv4 alone.", "Give NetworkType DUAL, or the ports for IPv4."),
        Warning("BootstrapServerRegion", "A broker is in another region than the spec.", "Give the brokers of the cluster in MskClusterArn."),

        Error("McuCountAllowed", "The number of MCUs is not 1, 2, 4 or 8.", "Give 1, 2, 4 or 8."),
        Error("AutoscalingMinWorkerCountRange", "The smallest number of workers is less than 1.", "Give 1 or more."),
        Error("AutoscalingMaxWorkerCountRange", "The greatest number of workers is less than 1.", "Give 1 or more."),
        Error("ProvisionedWorkerCountRange", "The number of workers is less than 1.", "Give 1 or more."),
        Error("AutoscalingScaleInCpuRange", "The percentage at which workers are removed is not 1 to 100.", "Give 1 to 100."),
        Error("AutoscalingScaleOutCpuRange", "The percentage at which workers are added is not 1 to 100.", "Give 1 to 100."),
        Error("MaxTaskCountRange", "The greatest number of tasks is less than 1, or than the number of workers.", "Give at least as many tasks as workers."),
        Error("WorkerCountOrder", "The smallest number of workers is more than the greatest.", "Give at most as many."),
        Error("ScaleCpuOrder", "Workers would be removed at the percentage at which they are added, or above.", "Give AutoscalingScaleInCpu a smaller percentage."),
        Error("ProvisionedWithoutWorkers", "ProvisionedMcuCount is given without ProvisionedWorkerCount.", "Give both, or use autoscaling."),
        Error("CapacityExclusive", "A fixed number of workers is given together with autoscaling.", "Remove one of the two."),
        Warning("WorkerCountUnusual", "The number of workers is greater than recommended.", "Check the quota and the subnets' free addresses, or give fewer workers of more MCUs."),
        Warning("AutoscaledSingleTask", "The class does not fit autoscaling, which changes the number of tasks.", "Give ProvisionedWorkerCount 1 instead of autoscaling."),

        Error("CustomPluginRevisionRange", "The plugin's revision is less than 1.", "Give 1 or more."),
        Error("WorkerConfigurationRevisionRange", "The worker configuration's revision is less than 1.", "Give 1 or more."),
        Error("LogRetentionAllowed", "CloudWatch Logs does not accept the number of days.", "Give a number that it accepts, or 0 for events that never expire."),
        Error("LogGroupNameFormat", "The name is not one that a log group can have.", "Give 1 to 512 letters, digits and . - _ / #, not beginning with aws/."),
        Error("LogBucketFormat", "The bucket for logs is not the name of a bucket.", "Give the bucket's name, not its ARN."),
        Error("LogPrefixWithoutBucket", "LogS3Prefix is given without LogS3Bucket.", "Give both, or leave the prefix out."),
        Error("LogDeliveryStreamFormat", "The delivery stream is not the name of one.", "Give the stream's name, not its ARN."),

        Error("RolePathFormat", "The role's path is not one that IAM accepts.", "Give / or a path that begins and ends with /."),
        Error("InternalTopicScopeAllowed", "The scope is neither Connector nor Service.", "Give Connector or Service."),
        Error("MaxOverGrantRange", "The number of prefixes is not 0 to 1,000.", "Give 0 to grant only the listed topics."),

        Error("TagCount", "There are more tags than a role can have, the module's own included.", "Give fewer tags."),
        Error("TagKey", "The key of a tag is not one that AWS accepts.", "Use 1 to 128 letters, digits, spaces and _ . : / = + - @."),
        Error("TagValue", "The value of a tag is not one that AWS accepts.", "Use at most 256 letters, digits, spaces and _ . : / = + - @."),
        Error("TagKeyCase", "Two keys differ only in case, which IAM ignores.", "Give one of them."),
        Error("TagKeyReserved", "The key of a tag begins with aws: or kraken:.", "Choose another key."),
        Error("EnvTagValue", "Env cannot be the value of the tag env.", "Use at most 256 letters, digits, spaces and _ . : / = + - @."),
        Error("FleetTagValue", "Fleet cannot be the value of the tag kraken:fleet.", "Use at most 256 letters, digits, spaces and _ . : / = + - @."),
        Warning("TagEnv", "The tag env in CommonTag differs from Env, which overrides it.", "Leave the tag out."),
    ];
}
