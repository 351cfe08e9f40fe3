namespace Kraken.MskConnect.Planning.Saving;

/// <summary>The options that shape a plan: what is done depends on them, so a plan holds for one choice alone.</summary>
/// <param name="AllowReplacement">Whether what AWS cannot change in place may be made again.</param>
/// <param name="KeepOffsets">Whether a source that is made again goes on from its offsets.</param>
/// <param name="Adopt">Whether what others made is taken over.</param>
internal sealed record PlanSwitches(bool AllowReplacement = false, bool KeepOffsets = false, bool Adopt = false)
{
    /// <summary>The names of the switches that are on, as a command line has them; empty where none is.</summary>
    public IEnumerable<string> Names()
    {
        if (AllowReplacement)
            yield return "-AllowReplacement";
        if (KeepOffsets)
            yield return "-KeepOffsets";
        if (Adopt)
            yield return "-Adopt";
    }
}
