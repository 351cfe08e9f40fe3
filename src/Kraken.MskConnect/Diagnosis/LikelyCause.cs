namespace Kraken.MskConnect.Diagnosis;

/// <summary>What probably made a connector fail, and what to do about it.</summary>
/// <param name="Name">The cause's stable name, for example <c>TopicDenied</c>.</param>
/// <param name="Explanation">The cause, in one sentence.</param>
/// <param name="Remedy">What to do, in one sentence.</param>
/// <param name="Field">The field of the spec to look at first; null where it is none, or several.</param>
public sealed record LikelyCause(string Name, string Explanation, string Remedy, string? Field = null)
{
    /// <inheritdoc/>
    public override string ToString() => Explanation;
}
