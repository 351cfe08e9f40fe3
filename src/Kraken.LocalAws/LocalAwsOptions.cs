namespace Kraken.LocalAws;

/// <summary>How an embedded AWS behaves.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The one account that it has, 12 digits. Default <c>123456789012</c>.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The one region that it has. Default <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>How long a connector is in CREATING, UPDATING, PAUSING and the like. Default 1 second.</summary>
    public TimeSpan ConnectorTransition { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long every answer takes beyond the work itself. Default none.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>How long a new role cannot be assumed yet. Default none.</summary>
    public TimeSpan IamPropagationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether the surroundings of the examples (VPC, subnets, cluster, plugins, buckets, secret) exist from the start.
    /// Default true.
    /// </summary>
    public bool Seed { get; init; } = true;

    /// <summary>
    /// How long a connector's network interfaces stay after it is gone, and keep its security groups in use. Default
    /// none.
    /// </summary>
    public TimeSpan InterfaceLinger { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How fast the cloud's time goes: 60 makes a minute of the cloud pass in a second. More than 0. Default 1.
    /// <see cref="Latency"/> and the delays of faults are not shortened by it.
    /// </summary>
    public double ClockSpeed { get; init; } = 1;

    /// <summary>
    /// Secrets and parameters that are there from the start beside those of <see cref="Seed"/>; null, the default, for none.
    /// Where <see cref="StateFile"/> exists, they are not heeded.
    /// </summary>
    public LocalAwsSeedFile? SeedFile { get; init; }

    /// <summary>
    /// The file that the state is kept in, so that it outlives the process; null, the default, keeps none. Where the
    /// file exists, the cloud goes on from it, and <see cref="Seed"/> is not heeded.
    /// </summary>
    public string? StateFile { get; init; }

    /// <summary>
    /// The real time, that requests must be signed within 15 minutes of, whatever the cloud's own. Default the system's.
    /// </summary>
    public TimeProvider SigningClock { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a created role is not found by IAM's reads: Get* and List*. Default none.
    /// </summary>
    public TimeSpan IamVisibilityDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How long a created security group is not found by EC2, neither to describe nor to change it. Default none.
    /// </summary>
    public TimeSpan Ec2VisibilityDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How many items a page of a list has at most, whatever the request asks for; 1 or more. Small ones show whether
    /// a client reads all pages. Default: no limit but the services' own.
    /// </summary>
    public int LargestPage { get; init; } = int.MaxValue;

    /// <summary>
    /// How many workers the account's connectors may have, autoscaling's greatest number counted; 0 or more. Default 60.
    /// Source: Amazon MSK developer guide, MSK Connect quotas.
    /// </summary>
    public int WorkerQuota { get; init; } = 60;

    /// <summary>How long a client may take to send a body before its connection is closed. Default 20 seconds.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock; tests drive it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
