namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// The part of a progress bar that a phase of the work has: a replacement deletes in the first half and creates in the second,
/// so that its bar does not stand at the end while it deletes.
/// </summary>
/// <param name="From">Where it begins, 0 to 100.</param>
/// <param name="To">What it nears and never reaches.</param>
internal sealed record ProgressShare(int From, int To)
{
    /// <summary>All of it.</summary>
    public static ProgressShare Whole { get; } = new(0, 95);

    /// <summary>The deletion of what is made again.</summary>
    public static ProgressShare Deletion { get; } = new(15, 45);

    /// <summary>The creation after a deletion.</summary>
    public static ProgressShare CreationAgain { get; } = new(45, 95);

    /// <summary>A share of the work that is known.</summary>
    /// <param name="percent">The share in work that has one phase; -1 where it is not known.</param>
    public int Of(int percent) => percent is < 0 or 100 ? percent : Math.Clamp(percent, From, Math.Max(To, 97));

    /// <summary>The share of work that AWS does. Nobody knows when it ends: the bar nears the end and never reaches it.</summary>
    /// <param name="start">Where it begins in work that has one phase.</param>
    /// <param name="elapsed">How long it has taken.</param>
    /// <param name="typical">How long it usually takes.</param>
    public int While(int start, TimeSpan elapsed, TimeSpan typical)
    {
        var from = start > From && start < To ? start : From;
        return from + (int)((To - from) * (1 - Math.Exp(-elapsed / typical)));
    }
}
