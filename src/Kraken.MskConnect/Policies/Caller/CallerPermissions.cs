using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>
/// What the person or pipeline that runs the cmdlets must be allowed for one connector: a plan, its creation, its change in
/// place and its removal. <c>docs/permissions.md</c> says the same in words. Source of what MSK Connect does with the
/// caller's permissions: Amazon MSK developer guide, Logging for MSK Connect and Using service-linked roles for MSK Connect;
/// of log delivery to S3 and Firehose: Amazon CloudWatch Logs user guide, Logs sent to Amazon S3 and Logs sent to Firehose; of
/// the resources: service authorization reference.
/// </summary>
internal static class CallerPermissions
{
    /// <summary>The service to which the role is passed, and whose service-linked role is made.</summary>
    public const string Service = "kafkaconnect.amazonaws.com";

    /// <summary>The service that tags a delivery stream, and whose service-linked role is made.</summary>
    public const string LogService = "delivery.logs.amazonaws.com";

    private const string ExampleGuide = "Amazon MSK developer guide, Example of IAM policy for MSK Connect";
    private const string LoggingGuide = "Amazon MSK developer guide, Logging for MSK Connect";
    private const string RolesGuide = "Amazon MSK developer guide, Using service-linked roles for MSK Connect";
    private const string LogsGuide = "Amazon CloudWatch Logs user guide, Logs sent to Amazon S3 and to Firehose";

    private const string TaggingGuide = "IAM user guide, Tagging customer managed policies";

    /// <summary>An id as a connector, worker configuration or group may have it, where there is none yet.</summary>
    private const string ExampleId = "0f1e2d3c-4b5a-4697-8877-665544332211-4";

    private const string ExampleGroup = "sg-0123456789abcdef0";

    /// <summary>The list, each action with each resource that it is needed on.</summary>
    public static IReadOnlyList<CallerPermission> All { get; } =
    [
        .. Of(CallerResource.Any, "to find the connector", CallerRun.Plan | CallerRun.Remove,
            ["kafkaconnect:ListConnectors"]),
        .. Of(CallerResource.Connector, "to read the connector", CallerRun.Plan | CallerRun.Remove,
            ["kafkaconnect:DescribeConnector", "kafkaconnect:ListTagsForResource"]),
        .. Of(CallerResource.AnyConnector, "to find connectors of the fleet whose spec is gone", CallerRun.Plan, CallerCondition.NamedFleet,
            ["kafkaconnect:ListTagsForResource"]),
        .. Of(CallerResource.Role, "to read the role", CallerRun.Plan | CallerRun.Remove,
            ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"]),
        .. Of(CallerResource.Role, "to read the role's policy", CallerRun.Plan,
            ["iam:GetRolePolicy"]),
        .. Of(CallerResource.Any, "to read the roles of five connectors or more together", CallerRun.Plan, CallerCondition.Fleet,
            ["iam:GetAccountAuthorizationDetails"]),
        .. Of(CallerResource.Any, "to read the security group", CallerRun.Plan | CallerRun.Remove,
            ["ec2:DescribeSecurityGroups"]),
        .. Of(CallerResource.Any, "to read the subnets", CallerRun.Plan,
            ["ec2:DescribeSubnets"]),
        .. Of(CallerResource.Any, "to find the log group", CallerRun.Plan | CallerRun.Remove,
            ["logs:DescribeLogGroups"]),
        .. Of(CallerResource.LogGroup, "to read the log group", CallerRun.Plan | CallerRun.Remove,
            ["logs:ListTagsForResource"]),
        .. Of(CallerResource.Connector, "to list the operations on the connector", CallerRun.Look,
            ["kafkaconnect:ListConnectorOperations"]),
        .. Of(CallerResource.ConnectorOperation, "to read an operation", CallerRun.Look,
            ["kafkaconnect:DescribeConnectorOperation"]),
        .. Of(CallerResource.LogGroup, "to read the connector's log", CallerRun.Look,
            ["logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"]),
        .. Of(CallerResource.WorkerConfiguration, "to read what the worker configuration asks for", CallerRun.Plan, CallerCondition.WorkerConfiguration,
            ["kafkaconnect:DescribeWorkerConfiguration"]),
        .. Of(CallerResource.Any, "to make the connector", CallerRun.Create,
            ["kafkaconnect:CreateConnector"]),
        .. Of(CallerResource.Connector, "to tag the connector", CallerRun.Create | CallerRun.Update,
            ["kafkaconnect:TagResource"]),
        .. Of(CallerResource.Role, "to make the role", CallerRun.Create | CallerRun.Update,
            ["iam:CreateRole", "iam:TagRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
        .. Of(CallerResource.Role, "to take inline policies away that others added", CallerRun.Update,
            ["iam:DeleteRolePolicy"]),
        .. Of(CallerResource.Role, "to let MSK Connect use the role", CallerRun.Create, CallerCondition.Always,
            ExampleGuide, ["iam:PassRole"]),
        .. Of(CallerResource.ServiceLinkedRole, "to make MSK Connect's service-linked role", CallerRun.Create, CallerCondition.FirstConnector,
            RolesGuide, ["iam:CreateServiceLinkedRole"]),
        .. Of(CallerResource.Any, "to place the connector's network interfaces", CallerRun.Create, CallerCondition.Documented,
            ExampleGuide, ["ec2:CreateNetworkInterface", "ec2:DescribeVpcs"]),
        .. Of(CallerResource.Vpc, "to make the security group", CallerRun.Create | CallerRun.Update,
            ["ec2:CreateSecurityGroup"]),
        .. Of(CallerResource.SecurityGroup, "to make the security group", CallerRun.Create | CallerRun.Update,
            [
                "ec2:CreateSecurityGroup",
                "ec2:CreateTags",
                "ec2:AuthorizeSecurityGroupEgress",
                "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:RevokeSecurityGroupIngress",
            ]),
        .. Of(CallerResource.SecurityGroup, "to let others connect to the connector", CallerRun.Create | CallerRun.Update, CallerCondition.Ingress,
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress"]),
        .. Of(CallerResource.LogGroup, "to make the log group", CallerRun.Create | CallerRun.Update,
            ["logs:CreateLogGroup", "logs:TagResource", "logs:PutRetentionPolicy"]),
        .. Of(CallerResource.Any, "to have the connector's logs delivered", CallerRun.Create, CallerCondition.Always,
            LoggingGuide,
            [
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
            ]),
        .. Of(CallerResource.LogBucket, "to have the logs delivered to the bucket", CallerRun.Create, CallerCondition.LogBucket,
            LogsGuide, ["s3:GetBucketPolicy", "s3:PutBucketPolicy"]),
        .. Of(CallerResource.LogStream, "to have the logs delivered to Firehose", CallerRun.Create, CallerCondition.LogStream,
            LogsGuide, ["firehose:TagDeliveryStream"]),
        .. Of(CallerResource.LogServiceLinkedRole, "to make the service-linked role of log delivery", CallerRun.Create, CallerCondition.FirstLogStream,
            LogsGuide, ["iam:CreateServiceLinkedRole"]),
        .. Of(CallerResource.LogGroup, "to see whether tasks are dead", CallerRun.Create | CallerRun.Update, CallerCondition.Wished,
            ["logs:FilterLogEvents"]),
        .. Of(CallerResource.LogGroup, "to say why a connector failed", CallerRun.Create | CallerRun.Update, CallerCondition.Wished,
            ["logs:DescribeLogStreams", "logs:GetLogEvents"]),
        .. Of(CallerResource.Connector, "to change the connector", CallerRun.Update,
            ["kafkaconnect:UpdateConnector", "kafkaconnect:ListConnectorOperations"]),
        .. Of(CallerResource.Connector, "to pause and resume the connector", CallerRun.Create | CallerRun.Update, CallerCondition.State,
            ["kafkaconnect:PauseConnector", "kafkaconnect:ResumeConnector"]),
        .. Of(CallerResource.ConnectorOperation, "to follow a change", CallerRun.Update,
            ["kafkaconnect:DescribeConnectorOperation"]),
        .. Of(CallerResource.CustomPlugin, "to see whether a plugin that is changed to is there, and a connector could be made again", CallerRun.Update,
            ["kafkaconnect:DescribeCustomPlugin"]),
        .. Of(CallerResource.Any, "to keep the offsets of a replaced source", CallerRun.Update, CallerCondition.KeptOffsets,
            ["kafkaconnect:CreateWorkerConfiguration"]),
        .. Of(CallerResource.OffsetsConfiguration, "to find the worker configuration that keeps them", CallerRun.Plan | CallerRun.Remove, CallerCondition.KeptOffsets,
            ["kafkaconnect:ListTagsForResource"]),
        .. Of(CallerResource.OffsetsConfiguration, "to read the worker configuration that keeps them", CallerRun.Plan, CallerCondition.KeptOffsets,
            ["kafkaconnect:DescribeWorkerConfiguration"]),
        .. Of(CallerResource.OffsetsConfiguration, "to tag the worker configuration that keeps them", CallerRun.Update, CallerCondition.KeptOffsets,
            ["kafkaconnect:TagResource"]),
        .. Of(CallerResource.Connector, "to pause a source before it is replaced, and to resume it where it cannot be deleted",
            CallerRun.Update, CallerCondition.KeptOffsets,
            ["kafkaconnect:PauseConnector", "kafkaconnect:ResumeConnector"]),
        .. Of(CallerResource.ManagedPolicy, "to keep grants in managed policies", CallerRun.Create | CallerRun.Update, CallerCondition.ManagedPolicies,
            [
                "iam:CreatePolicy",
                "iam:GetPolicy",
                "iam:GetPolicyVersion",
                "iam:CreatePolicyVersion",
                "iam:ListPolicyVersions",
                "iam:DeletePolicyVersion",
            ]),
        .. Of(CallerResource.ManagedPolicy, "to tag managed policies as they are made", CallerRun.Create | CallerRun.Update, CallerCondition.ManagedPolicies,
            TaggingGuide, ["iam:TagPolicy"]),
        .. Of(CallerResource.Role, "to keep grants in managed policies", CallerRun.Create | CallerRun.Update, CallerCondition.ManagedPolicies,
            ["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:UntagRole"]),
        .. Of(CallerResource.Role, "to attach the policies that the spec lists", CallerRun.Create | CallerRun.Update, CallerCondition.ListedPolicies,
            ["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:UntagRole"]),
        .. Of(CallerResource.Any, "to see whether the policies that the spec lists exist", CallerRun.Create | CallerRun.Update, CallerCondition.ListedPolicies,
            ["iam:GetPolicy"]),
        .. Of(CallerResource.Role, "to give the role its boundary", CallerRun.Create | CallerRun.Update, CallerCondition.Boundary,
            ["iam:PutRolePermissionsBoundary"]),
        .. Of(CallerResource.Role, "to take a boundary away that the spec names no more", CallerRun.Update, CallerCondition.Boundary,
            ["iam:DeleteRolePermissionsBoundary"]),
        .. Of(CallerResource.LogGroup, "to encrypt the log group", CallerRun.Create | CallerRun.Update, CallerCondition.LogKey,
            ["logs:AssociateKmsKey"]),
        .. Of(CallerResource.LogGroup, "to take a key away that the spec names no more", CallerRun.Update, CallerCondition.LogKey,
            ["logs:DisassociateKmsKey"]),
        .. Of(CallerResource.LogGroup, "to keep events for ever", CallerRun.Create | CallerRun.Update, CallerCondition.EndlessLog,
            ["logs:DeleteRetentionPolicy"]),
        .. Of(CallerResource.Connector, "to remove tags of the connector", CallerRun.Update, CallerCondition.PrunedTags,
            ["kafkaconnect:UntagResource"]),
        .. Of(CallerResource.Role, "to remove tags of the role", CallerRun.Update, CallerCondition.PrunedTags,
            ["iam:UntagRole"]),
        .. Of(CallerResource.SecurityGroup, "to remove tags of the security group", CallerRun.Update, CallerCondition.PrunedTags,
            ["ec2:DeleteTags"]),
        .. Of(CallerResource.LogGroup, "to remove tags of the log group", CallerRun.Update, CallerCondition.PrunedTags,
            ["logs:UntagResource"]),
        .. Of(CallerResource.Connector, "to remove the connector", CallerRun.Remove | CallerRun.Replace,
            ["kafkaconnect:DeleteConnector"]),
        .. Of(CallerResource.Any, "to find worker configurations that were made for it", CallerRun.Remove | CallerRun.Replace,
            ["kafkaconnect:ListWorkerConfigurations"]),
        .. Of(CallerResource.OffsetsConfiguration, "to remove worker configurations that were made for it", CallerRun.Remove, CallerCondition.KeptOffsets,
            ["kafkaconnect:DeleteWorkerConfiguration"]),
        .. Of(CallerResource.Any, "to end the delivery of its logs", CallerRun.Remove | CallerRun.Replace, CallerCondition.Always,
            LoggingGuide, ["logs:DeleteLogDelivery"]),
        .. Of(CallerResource.Role, "to remove the role", CallerRun.Remove | CallerRun.Replace,
            ["iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:ListInstanceProfilesForRole"]),
        .. Of(CallerResource.ManagedPolicy, "to remove managed policies", CallerRun.Update | CallerRun.Remove, CallerCondition.ManagedPolicies,
            ["iam:DeletePolicy"]),
        .. Of(CallerResource.ManagedPolicy, "to see whether managed policies are used elsewhere", CallerRun.Remove, CallerCondition.ManagedPolicies,
            ["iam:GetPolicy", "iam:ListPolicyVersions", "iam:DeletePolicyVersion"]),
        .. Of(CallerResource.SecurityGroup, "to remove the security group", CallerRun.Remove | CallerRun.Replace,
            ["ec2:DeleteSecurityGroup"]),
        .. Of(CallerResource.Any, "to see whether the security group is still used", CallerRun.Remove | CallerRun.Replace,
            ["ec2:DescribeNetworkInterfaces"]),
        .. Of(CallerResource.LogGroup, "to remove the log group", CallerRun.Remove,
            ["logs:DeleteLogGroup"]),
    ];

    /// <summary>The resource as an ARN of one connector; where AWS gives it an id that is not known yet, with an example of one.</summary>
    /// <param name="resource">The kind of resource.</param>
    /// <param name="spec">The connector's spec.</param>
    public static string ArnOf(CallerResource resource, ConnectorSpec spec)
    {
        var (partition, name) = (SpecArn.PartitionOf(spec.Region), spec.ConnectorName);
        string Regional(string service, string rest) => $"arn:{partition}:{service}:{spec.Region}:{spec.AccountId}:{rest}";
        string Iam(string rest) => $"arn:{partition}:iam::{spec.AccountId}:{rest}";
        return resource switch
        {
            CallerResource.Connector => Regional("kafkaconnect", $"connector/{name}/{ExampleId}"),
            CallerResource.AnyConnector => Regional("kafkaconnect", "connector/*"),
            CallerResource.ConnectorOperation => Regional("kafkaconnect", $"connector-operation/{name}/{ExampleId}/{ExampleId}"),
            CallerResource.CustomPlugin => spec.CustomPluginArn,
            CallerResource.WorkerConfiguration => spec.WorkerConfigurationArn is { Length: > 0 } arn
                ? arn
                : Regional("kafkaconnect", $"worker-configuration/{name}/{ExampleId}"),
            CallerResource.OffsetsConfiguration => Regional("kafkaconnect", $"worker-configuration/{ResourceNames.OffsetsPrefix}{name}/{ExampleId}"),
            CallerResource.Role => Iam($"role{spec.RolePath}{ResourceNames.RoleName(name, spec.Region)}"),
            CallerResource.ManagedPolicy => Iam($"policy{spec.RolePath}{ResourceNames.ManagedPolicyName(name, spec.Region, 1)}"),
            CallerResource.ServiceLinkedRole => Iam($"role/aws-service-role/{Service}/AWSServiceRoleForKafkaConnect"),
            CallerResource.SecurityGroup => Regional("ec2", $"security-group/{ExampleGroup}"),
            CallerResource.Vpc => Regional("ec2", $"vpc/{spec.VpcId}"),
            CallerResource.LogGroup => Regional("logs", $"log-group:{spec.UsedLogGroupName}"),
            CallerResource.LogBucket => $"arn:{partition}:s3:::{spec.LogS3Bucket ?? "BUCKET"}",
            CallerResource.LogStream => Regional("firehose", $"deliverystream/{spec.LogFirehoseDeliveryStream ?? "STREAM"}"),
            CallerResource.LogServiceLinkedRole => Iam($"role/aws-service-role/{LogService}/AWSServiceRoleForLogDelivery"),
            _ => "*",
        };
    }

    private static IEnumerable<CallerPermission> Of(
        CallerResource resource, string reason, CallerRun runs, CallerCondition when, string[] actions) =>
        actions.Select(action => new CallerPermission(action, resource, reason, runs, when));

    /// <summary>What AWS asks of the caller while it answers another call.</summary>
    private static IEnumerable<CallerPermission> Of(
        CallerResource resource, string reason, CallerRun runs, CallerCondition when, string source, string[] actions) =>
        Of(resource, reason, runs, when, actions).Select(p => p with { Source = source });

    private static IEnumerable<CallerPermission> Of(
        CallerResource resource, string reason, CallerRun runs, string[] actions) =>
        Of(resource, reason, runs, CallerCondition.Always, actions);
}
