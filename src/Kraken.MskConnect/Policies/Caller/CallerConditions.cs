using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Caller;

/// <summary>Which permissions a spec asks for beside those that every connector needs.</summary>
internal static class CallerConditions
{
    /// <summary>Whether the spec asks for it. What the account or a switch decides, a spec does not.</summary>
    /// <param name="condition">What must be so.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="needsManagedPolicies">Whether the role's grants have no room inline.</param>
    public static bool IsAskedFor(CallerCondition condition, ConnectorSpec spec, bool needsManagedPolicies) => condition switch
    {
        CallerCondition.ManagedPolicies => needsManagedPolicies,
        CallerCondition.Boundary => spec.PermissionsBoundaryArn is { Length: > 0 },
        CallerCondition.LogKey => spec.LogGroupKmsKeyArn is { Length: > 0 },
        CallerCondition.LogBucket => spec.LogS3Bucket is not null,
        CallerCondition.LogStream or CallerCondition.FirstLogStream => spec.LogFirehoseDeliveryStream is not null,
        CallerCondition.EndlessLog => spec.LogRetentionInDays == ConnectorSpec.NeverExpires,
        CallerCondition.WorkerConfiguration => spec.WorkerConfigurationArn is { Length: > 0 },
        CallerCondition.State => spec.DesiredState is not null,
        CallerCondition.NamedFleet => spec.Fleet is not null,
        CallerCondition.Ingress => spec.AdditionalIngress.Count > 0,
        CallerCondition.ListedPolicies => spec.AdditionalManagedPolicyArn.Count > 0,
        CallerCondition.KeptOffsets or CallerCondition.PrunedTags or CallerCondition.Fleet => false,
        _ => true,
    };

    /// <summary>The condition in words, as a part of a sentence that begins with the permission; null for none.</summary>
    /// <param name="condition">What must be so.</param>
    public static string? TextOf(CallerCondition condition) => condition switch
    {
        CallerCondition.FirstConnector => "for the first connector of an account",
        CallerCondition.ManagedPolicies => "where the role's grants have no room inline (more than about 60 topics)",
        CallerCondition.Boundary => "where the spec has permissions_boundary_arn",
        CallerCondition.LogKey => "where the spec has log_group_kms_key_arn",
        CallerCondition.EndlessLog => "where log events are kept for ever, on a group that has a retention",
        CallerCondition.LogBucket => "where the spec has log_s3_bucket",
        CallerCondition.LogStream => "where the spec has log_firehose_delivery_stream",
        CallerCondition.FirstLogStream => "for the first stream of an account that logs go to",
        CallerCondition.WorkerConfiguration => "where the spec has worker_configuration_arn; without it a warning says what is not derived",
        CallerCondition.Ingress => "where the spec has additional_ingress",
        CallerCondition.ListedPolicies => "where the spec has additional_managed_policy_arns",
        CallerCondition.KeptOffsets => "with -KeepOffsets",
        CallerCondition.NamedFleet => "with -Fleet",
        CallerCondition.PrunedTags => "with -PruneTags",
        CallerCondition.State => "where the spec has desired_state",
        CallerCondition.Wished => "without it the run succeeds, and a warning says what is not known",
        CallerCondition.Documented => "AWS's example has it; no call is known that fails without it",
        CallerCondition.Fleet => "for five connectors or more; without it each role is read by itself",
        _ => null,
    };
}
