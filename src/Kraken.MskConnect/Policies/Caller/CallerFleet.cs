using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>
/// Where a caller may remove what belongs to a fleet. The connectors whose spec is gone have names that no spec tells, so that
/// their tag says whose they are. Source of the condition keys: service authorization reference of MSK Connect, IAM, EC2 and
/// CloudWatch Logs.
/// </summary>
internal static class CallerFleet
{
    /// <summary>The scopes of a permission for the fleet of a connector.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="spec">The connector's spec, which names its fleet.</param>
    public static IReadOnlyList<CallerScope> Of(CallerPermission permission, ConnectorSpec spec)
    {
        var partition = SpecArn.PartitionOf(spec.Region);
        string Regional(string service, string rest) => $"arn:{partition}:{service}:{spec.Region}:{spec.AccountId}:{rest}";
        string Iam(string rest) => $"arn:{partition}:iam::{spec.AccountId}:{rest}";
        var tagged = new PolicyCondition("StringEquals", "aws:ResourceTag/" + ResourceNames.FleetTag, [spec.Fleet!]);
        return permission.Resource switch
        {
            CallerResource.Connector => [new("FleetConnectors", [Regional("kafkaconnect", "connector/*")], tagged)],
            CallerResource.Role => [new("FleetRoles", [Iam($"role{spec.RolePath}{ResourceNames.NamePrefix}*")], tagged)],
            // Created with the tags of that time, so that a fleet may have come later.
            CallerResource.ManagedPolicy => [new("FleetManagedPolicies", [Iam($"policy{spec.RolePath}{ResourceNames.NamePrefix}*")])],
            CallerResource.SecurityGroup => [new("FleetSecurityGroups", [Regional("ec2", "security-group/*")], tagged)],
            CallerResource.LogGroup => [new("FleetLogGroups", [Regional("logs", "log-group:*")], tagged)],
            _ => CallerScope.Of(permission, spec),
        };
    }
}
