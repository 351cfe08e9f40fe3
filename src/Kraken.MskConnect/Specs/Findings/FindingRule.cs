namespace Kraken.MskConnect.Specs.Findings;

/// <summary>A rule that findings name. The name is public: specs accept findings by it.</summary>
/// <param name="Name">The name, for example <c>LiteralSecret</c>.</param>
/// <param name="FoundBy">What reports it.</param>
/// <param name="Severities">How much its findings weigh; several where that depends on the case.</param>
/// <param name="Meaning">What a finding of it says, in one or two sentences.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record FindingRule(
    string Name, FindingSource FoundBy, IReadOnlyList<FindingSeverity> Severities, string Meaning, string Remedy)
{
    /// <summary>How much its findings weigh; several where that depends on the case.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<FindingSeverity> Severities { get; init; } = Severities.ToArray();

    /// <summary>Whether a spec can accept its findings: those that are warnings.</summary>
    public bool CanBeAccepted => Severities.Contains(FindingSeverity.Warning);
}
