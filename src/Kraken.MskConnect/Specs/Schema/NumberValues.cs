namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The whole numbers that an input takes, one by one.</summary>
/// <param name="All">The numbers, in order.</param>
/// <param name="Rule">The rule's name in findings.</param>
/// <param name="TakenBy">The AWS service that takes these numbers alone, for messages; or null.</param>
/// <param name="ZeroStandsFor">What 0 stands for, where it is no number of what the others count; or null.</param>
/// <param name="Remedy">What to do about another number; null for a sentence that names the nearest one.</param>
internal sealed record NumberValues(
    IReadOnlyList<int> All, string Rule, string? TakenBy, string? ZeroStandsFor, string? Remedy)
{
    /// <summary>The nearest of the numbers, 0 left out where it stands for something else.</summary>
    public int Nearest(long number) => Counted.MinBy(taken => Math.Abs(taken - number));

    /// <summary>What is wrong with another number, as a message goes on after the field and the value.</summary>
    public string Problem() => TakenBy is null
        ? $"is not {InWords()}"
        : $"is not one of the values that {TakenBy} accepts: {string.Join(", ", Counted)}"
            + (ZeroStandsFor is null ? "" : $"; or 0, for {ZeroStandsFor}");

    private IEnumerable<int> Counted => All.Where(number => number != 0 || ZeroStandsFor is null);

    private string InWords() => All.Count == 1
        ? $"{All[0]}"
        : $"{string.Join(", ", All.Take(All.Count - 1))} or {All[^1]}";
}
