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

    private const string LogService = "delivery.logs.amazonaws.com";

    /// <summary>An id as a connector, worker configuration or group may have it, where there is none yet.</summary>
    private const string ExampleId = "0f1e2d3c-4b5a-4697-8877-665544332211-4";

    private const string ExampleGroup = "sg-0123456789abcdef0";

    /// <summary>The list, each action with each resource that it is needed on.</summary>
    public static IReadOnlyList<CallerPermission> All { get; } =
    [
        .. Of(CallerResource.Any, "to find the connector", CallerRun.Plan,
            ["kafkaconnect:ListConnectors"]),
        .. Of(CallerResource.Connector, "to read the connector", CallerRun.Plan,
            ["kafkaconnect:DescribeConnector", "kafkaconnect:ListTagsForResource"]),
        .. Of(CallerResource.Role, "to read the role", CallerRun.Plan,
            ["iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"]),
        .. Of(CallerResource.Any, "to read the network", CallerRun.Plan,
            ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"]),
        .. Of(CallerResource.Any, "to find the log group", CallerRun.Plan,
            ["logs:DescribeLogGroups"]),
        .. Of(CallerResource.LogGroup, "to read the log group", CallerRun.Plan,
            ["logs:ListTagsForResource"]),
        .. Of(CallerResource.WorkerConfiguration, "to read what the worker configuration asks for", CallerRun.Plan, CallerCondition.WorkerConfiguration,
            ["kafkaconnect:DescribeWorkerConfiguration"]),
        .. Of(CallerResource.Any, "to make the connector", CallerRun.Create,
            ["kafkaconnect:CreateConnector"]),
        .. Of(CallerResource.Connector, "to tag the connector", CallerRun.Create | CallerRun.Update,
            ["kafkaconnect:TagResource"]),
        .. Of(CallerResource.Role, "to make the role", CallerRun.Create | CallerRun.Update,
            ["iam:CreateRole", "iam:TagRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
        .. Of(CallerResource.Role, "to let MSK Connect use the role", CallerRun.Create,
            ["iam:PassRole"]),
        .. Of(CallerResource.ServiceLinkedRole, "to make MSK Connect's service-linked role", CallerRun.Create, CallerCondition.FirstConnector,
            ["iam:CreateServiceLinkedRole"]),
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
        .. Of(CallerResource.Any, "to have the connector's logs delivered", CallerRun.Create,
            [
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
            ]),
        .. Of(CallerResource.LogBucket, "to have the logs delivered to the bucket", CallerRun.Create, CallerCondition.LogBucket,
            ["s3:GetBucketPolicy", "s3:PutBucketPolicy"]),
        .. Of(CallerResource.LogStream, "to have the logs delivered to Firehose", CallerRun.Create, CallerCondition.LogStream,
            ["firehose:TagDeliveryStream"]),
        .. Of(CallerResource.LogServiceLinkedRole, "to make the service-linked role of log delivery", CallerRun.Create, CallerCondition.FirstLogStream,
            ["iam:CreateServiceLinkedRole"]),
        .. Of(CallerResource.LogGroup, "to see whether tasks are dead", CallerRun.Create | CallerRun.Update, CallerCondition.Wished,
            ["logs:FilterLogEvents"]),
        .. Of(CallerResource.Connector, "to change the connector", CallerRun.Update,
            ["kafkaconnect:UpdateConnector", "kafkaconnect:ListConnectorOperations"]),
        .. Of(CallerResource.Connector, "to pause and resume the connector", CallerRun.Create | CallerRun.Update, CallerCondition.State,
            ["kafkaconnect:PauseConnector", "kafkaconnect:ResumeConnector"]),
        .. Of(CallerResource.Connector, "to follow a change", CallerRun.Update,
            ["kafkaconnect:DescribeConnectorOperation"]),
        .. Of(CallerResource.CustomPlugin, "to see whether the connector could be made again", CallerRun.Update, CallerCondition.Replacement,
            ["kafkaconnect:DescribeCustomPlugin"]),
        .. Of(CallerResource.Any, "to keep the offsets of a replaced source", CallerRun.Update, CallerCondition.KeptOffsets,
            ["kafkaconnect:CreateWorkerConfiguration"]),
        .. Of(CallerResource.Connector, "to pause a source before it is replaced", CallerRun.Update, CallerCondition.KeptOffsets,
            ["kafkaconnect:PauseConnector"]),
        .. Of(CallerResource.ManagedPolicy, "to keep grants in managed policies", CallerRun.Create | CallerRun.Update, CallerCondition.ManagedPolicies,
            [
                "iam:CreatePolicy",
                "iam:TagPolicy",
                "iam:GetPolicy",
                "iam:GetPolicyVersion",
                "iam:CreatePolicyVersion",
                "iam:ListPolicyVersions",
                "iam:DeletePolicyVersion",
            ]),
        .. Of(CallerResource.Role, "to keep grants in managed policies", CallerRun.Create | CallerRun.Update, CallerCondition.ManagedPolicies,
            ["iam:AttachRolePolicy", "iam:UntagRole"]),
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
        .. Of(CallerResource.Connector, "to remove the connector", CallerRun.Remove,
            ["kafkaconnect:DeleteConnector"]),
        .. Of(CallerResource.Any, "to find worker configurations that were made for it", CallerRun.Remove,
            ["kafkaconnect:ListWorkerConfigurations"]),
        .. Of(CallerResource.WorkerConfiguration, "to remove worker configurations that were made for it", CallerRun.Remove, CallerCondition.KeptOffsets,
            ["kafkaconnect:DeleteWorkerConfiguration"]),
        .. Of(CallerResource.Any, "to end the delivery of its logs", CallerRun.Remove,
            ["logs:DeleteLogDelivery"]),
        .. Of(CallerResource.Role, "to remove the role", CallerRun.Remove,
            ["iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:ListInstanceProfilesForRole"]),
        .. Of(CallerResource.ManagedPolicy, "to remove managed policies", CallerRun.Remove, CallerCondition.ManagedPolicies,
            ["iam:DeletePolicy"]),
        .. Of(CallerResource.SecurityGroup, "to remove the security group", CallerRun.Remove,
            ["ec2:DeleteSecurityGroup"]),
        .. Of(CallerResource.Any, "to see whether the security group is still used", CallerRun.Remove,
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
            CallerResource.CustomPlugin => spec.CustomPluginArn,
            CallerResource.WorkerConfiguration => spec.WorkerConfigurationArn is { Length: > 0 } arn
                ? arn
                : Regional("kafkaconnect", $"worker-configuration/{name}/{ExampleId}"),
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

    private static IEnumerable<CallerPermission> Of(
        CallerResource resource, string reason, CallerRun runs, string[] actions) =>
        Of(resource, reason, runs, CallerCondition.Always, actions);
}
