namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The whole numbers that an input takes, from a least one to a greatest one.</summary>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number; <see cref="long.MaxValue"/> where there is none.</param>
/// <param name="Rule">The rule's name in findings.</param>
/// <param name="Remedy">What to do about a number outside; null for a sentence that says the range.</param>
internal sealed record NumberRange(long Least, long Most, string Rule, string? Remedy)
{
    /// <summary>Whether there is a greatest number.</summary>
    public bool HasMost => Most != long.MaxValue;

    /// <summary>Whether the number is in the range.</summary>
    public bool Has(long number) => number >= Least && number <= Most;
}
