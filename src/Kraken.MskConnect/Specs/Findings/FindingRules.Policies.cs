namespace Kraken.MskConnect.Specs.Findings;

/// <content>What the derivation of the policy and the plan have to say.</content>
public static partial class FindingRules
{
    private const FindingSource Derived = FindingSource.Policy;

    private static FindingRule[] Policies() =>
    [
        Warning("AllTopicsGranted", "The policy grants every topic, those with other connectors' configurations included.", "Name the topics, or the prefix that they share.", Derived),
        Warning("OverGrant", "A prefix stands for listed topics that do not fit into the policy, and grants others too.", "Set MaxOverGrant to 0, and give the connector fewer topics or shorter names.", Derived),
        Information("KafkaGrantsUnused", "MSK evaluates kafka-cluster grants only with IAM authentication.", "Nothing; the grants let you change to IAM.", Derived),
        Information("WorkerConfigurationUnread", "No AWS call was made, so what the worker configuration asks for is not in the policy.", "Nothing; cmdlets that call AWS read it.", Derived),
        Information("SchemaVersionsOpen", "Glue finds a schema version by its ID, which no policy can limit.", "Nothing can be done about it.", Derived),
        Warning("SinkPrefixUnknown", "The prefix of the objects is not known, so the whole bucket is granted.", "Give the prefix, if the class has a key for it.", Derived),
        Warning("SinkKeyNotGranted", "The key of the configuration is not the ARN or ID of a key, so it is not granted.", "Give the key's ARN.", Derived),
        Warning("SinkRoleUnknown", "The role that the sink assumes is not an ARN, so it is not granted.", "Give the role's ARN.", Derived),
        Information("SinkRoleAssumed", "The sink assumes another role for S3, which needs the access.", "Check that role's trust policy and policies.", Derived),
        Warning(ConfigProvider, "The configuration refers to a config provider that the worker configuration does not declare, so the reference is used as text.", "Give a worker configuration whose config.providers names the provider.", FindingSource.Plan),
    ];
}
