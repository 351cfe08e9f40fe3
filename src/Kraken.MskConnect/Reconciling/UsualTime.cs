namespace Kraken.MskConnect.Reconciling;

/// <summary>How long MSK Connect usually takes for an operation: the only place that says so.</summary>
/// <param name="Minutes">In words; null where no figure is known.</param>
/// <param name="Typical">What a progress bar expects.</param>
/// <remarks>
/// AWS publishes no times. Creation: what users of the service report; a connector that cannot start is CREATING for about 20
/// minutes before it is FAILED. Deletion and update: the waits of Terraform's AWS provider (aws_mskconnect_connector: 10 and 20
/// minutes), within which its users' operations end. For the other operations, which are newer, no figure is known.
/// </remarks>
internal sealed record UsualTime(string? Minutes, TimeSpan Typical)
{
    private static readonly UsualTime _unknown = new(null, TimeSpan.FromMinutes(3));

    /// <summary>The time that a connector has a state.</summary>
    /// <param name="state">The state as MSK Connect names it.</param>
    public static UsualTime Of(string? state) => state switch
    {
        "CREATING" => new("5 to 12", TimeSpan.FromMinutes(5)),
        "UPDATING" => new("up to 20", TimeSpan.FromMinutes(5)),
        "DELETING" => new("up to 10", TimeSpan.FromMinutes(3)),
        _ => _unknown,
    };
}
