using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>On which resources of a connector, and under which conditions, a caller may do something.</summary>
/// <param name="Sid">The id of the statement that grants it.</param>
/// <param name="Resources">The resources' ARNs, patterns where AWS gives an id.</param>
/// <param name="Conditions">The conditions.</param>
/// <remarks>
/// Source of the resources and condition keys: service authorization reference of MSK Connect, IAM, EC2, CloudWatch Logs, S3
/// and Firehose.
/// </remarks>
internal sealed record CallerScope(string Sid, IReadOnlyList<string> Resources, params IReadOnlyList<PolicyCondition> Conditions)
{
    private const string NameOfTag = ResourceNames.ConnectorTag;

    /// <summary>The scopes of a permission for one connector: several where several grants are needed.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="spec">The connector's spec.</param>
    public static IReadOnlyList<CallerScope> Of(CallerPermission permission, ConnectorSpec spec)
    {
        var (partition, name) = (SpecArn.PartitionOf(spec.Region), spec.ConnectorName);
        string Regional(string service, string rest) => $"arn:{partition}:{service}:{spec.Region}:{spec.AccountId}:{rest}";
        var exact = CallerPermissions.ArnOf(permission.Resource, spec);
        return permission.Resource switch
        {
            // IAM is global: a condition on the region would deny its calls.
            CallerResource.Any when permission.Action.StartsWith("iam:", StringComparison.Ordinal) => [new("AnyPolicy", ["*"])],
            CallerResource.Any => [new("AnyOfRegion", ["*"], new PolicyCondition("StringEquals", "aws:RequestedRegion", [spec.Region]))],
            CallerResource.Connector => [new("Connector", [Regional("kafkaconnect", $"connector/{name}/*")])],
            CallerResource.AnyConnector => [new("AnyConnector", [exact])],
            CallerResource.ConnectorOperation => [new("Operations", [Regional("kafkaconnect", $"connector-operation/{name}/*")])],
            CallerResource.OffsetsConfiguration =>
                [new("OffsetsConfiguration", [Regional("kafkaconnect", $"worker-configuration/{ResourceNames.OffsetsPrefix}*/*")])],
            CallerResource.Role when permission.Action == "iam:PassRole" =>
                [new("PassRole", [exact], new PolicyCondition("StringEquals", "iam:PassedToService", [CallerPermissions.Service]))],
            CallerResource.ManagedPolicy => [new("ManagedPolicies", [exact[..^1] + "*"])],
            CallerResource.ServiceLinkedRole =>
                [new("ServiceLinkedRole", [exact], new PolicyCondition("StringEquals", "iam:AWSServiceName", [CallerPermissions.Service]))],
            CallerResource.LogServiceLinkedRole =>
                [new("LogServiceLinkedRole", [exact], new PolicyCondition("StringEquals", "iam:AWSServiceName", [CallerPermissions.LogService]))],
            CallerResource.SecurityGroup => OfGroup(permission.Action, Regional("ec2", "security-group/*"), name),
            CallerResource.LogGroup => [new("LogGroup", [exact, exact + ":*"])],
            var other => [new(other.ToString(), [exact])],
        };
    }

    /// <summary>A group's id is AWS's, so its tag says whose it is: no other group may be touched.</summary>
    private static CallerScope[] OfGroup(string action, string groups, string name)
    {
        var asked = new PolicyCondition("StringEquals", "aws:RequestTag/" + NameOfTag, [name]);
        var owned = new CallerScope("SecurityGroup", [groups], new PolicyCondition("StringEquals", "aws:ResourceTag/" + NameOfTag, [name]));
        return action switch
        {
            "ec2:CreateSecurityGroup" => [new("NewSecurityGroup", [groups], asked)],
            // Tags that come with the creation are asked about before the group has any.
            "ec2:CreateTags" =>
            [
                owned,
                new("NewSecurityGroupTags", [groups], asked, new PolicyCondition("StringEquals", "ec2:CreateAction", ["CreateSecurityGroup"])),
            ],
            _ => [owned],
        };
    }
}
