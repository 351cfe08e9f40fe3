namespace Kraken.MskConnect.Policies.Caller;

/// <summary>For which runs the person or pipeline that runs the cmdlets needs a permission.</summary>
[Flags]
internal enum CallerRun
{
    /// <summary>For none.</summary>
    None = 0,

    /// <summary>To plan, and with that for every other run.</summary>
    Plan = 1,

    /// <summary>To make a connector.</summary>
    Create = 2,

    /// <summary>To change a connector in place.</summary>
    Update = 4,

    /// <summary>To remove a connector.</summary>
    Remove = 8,

    /// <summary>To look at what a connector does: its operations and its log.</summary>
    Look = 16,

    /// <summary>To delete a connector and make it again where AWS cannot change it in place.</summary>
    Replace = 32,
}

/// <summary>What else must be so that the permission is needed.</summary>
internal enum CallerCondition
{
    /// <summary>Nothing: it is always needed.</summary>
    Always,

    /// <summary>The connector is the account's first: MSK Connect makes its service-linked role.</summary>
    FirstConnector,

    /// <summary>The role's grants have no room inline.</summary>
    ManagedPolicies,

    /// <summary>The spec gives the role a permissions boundary.</summary>
    Boundary,

    /// <summary>The spec gives the log group a key.</summary>
    LogKey,

    /// <summary>The spec keeps log events for ever.</summary>
    EndlessLog,

    /// <summary>The spec delivers the logs to a bucket too.</summary>
    LogBucket,

    /// <summary>The spec delivers the logs to a delivery stream too.</summary>
    LogStream,

    /// <summary>The same, and the account delivers logs to its first stream: AWS makes a service-linked role.</summary>
    FirstLogStream,

    /// <summary>The spec names a worker configuration.</summary>
    WorkerConfiguration,

    /// <summary>The spec adds ingress rules.</summary>
    Ingress,

    /// <summary>The spec lists managed policies.</summary>
    ListedPolicies,

    /// <summary>A replaced source keeps its offsets, <c>-KeepOffsets</c>.</summary>
    KeptOffsets,

    /// <summary>The spec names a fleet.</summary>
    NamedFleet,

    /// <summary>Tags that the spec does not have are removed, <c>-PruneTags</c>.</summary>
    PrunedTags,

    /// <summary>The spec says whether the connector is to run or to be paused.</summary>
    State,

    /// <summary>Nothing, but the run succeeds without it, with a warning.</summary>
    Wished,

    /// <summary>Nothing, but it is in AWS's own example; no call is known that AWS refuses without it.</summary>
    Documented,

    /// <summary>Several connectors are read together; without it each is read by itself.</summary>
    Fleet,
}

/// <summary>What a permission is for.</summary>
internal enum CallerResource
{
    /// <summary>All resources: the action knows no narrower one.</summary>
    Any,

    /// <summary>The connector.</summary>
    Connector,

    /// <summary>All connectors of the region.</summary>
    AnyConnector,

    /// <summary>The operations on the connector, which have ARNs of their own.</summary>
    ConnectorOperation,

    /// <summary>The custom plugin that the spec names.</summary>
    CustomPlugin,

    /// <summary>The worker configuration that the spec names.</summary>
    WorkerConfiguration,

    /// <summary>The worker configurations that keep the offsets of replaced sources.</summary>
    OffsetsConfiguration,

    /// <summary>The connector's role.</summary>
    Role,

    /// <summary>The role's managed policies.</summary>
    ManagedPolicy,

    /// <summary>MSK Connect's service-linked role.</summary>
    ServiceLinkedRole,

    /// <summary>The connector's security group.</summary>
    SecurityGroup,

    /// <summary>The VPC.</summary>
    Vpc,

    /// <summary>The connector's log group.</summary>
    LogGroup,

    /// <summary>The bucket that the logs go to.</summary>
    LogBucket,

    /// <summary>The Firehose delivery stream that the logs go to.</summary>
    LogStream,

    /// <summary>The service-linked role with which logs are delivered to Firehose.</summary>
    LogServiceLinkedRole,
}

/// <summary>One permission that the caller needs.</summary>
/// <param name="Action">The action as IAM knows it, for example <c>iam:PassRole</c>.</param>
/// <param name="Resource">What it is for.</param>
/// <param name="Reason">What it is needed for, as a part of a sentence.</param>
/// <param name="Runs">For which runs.</param>
/// <param name="When">What else must be so.</param>
internal sealed record CallerPermission(
    string Action, CallerResource Resource, string Reason, CallerRun Runs, CallerCondition When = CallerCondition.Always)
{
    /// <summary>
    /// Where AWS says that it needs the permission of the caller while it answers another call; null where the module makes
    /// the call itself.
    /// </summary>
    public string? Source { get; init; }
}
