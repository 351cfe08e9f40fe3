namespace Kraken.MskConnect.Planning.Saving;

/// <summary>
/// The options that a plan depends on; a plan is valid only for the options that it was created with.
/// </summary>
/// <param name="AllowReplacement">Whether what AWS cannot change in place may be created again.</param>
/// <param name="KeepOffsets">Whether a source that is created again continues from its offsets.</param>
/// <param name="Adopt">Whether resources that this module did not create are taken over.</param>
/// <param name="SkipHealthCheck">Whether the connector is changed without MSK Connect's health checks.</param>
/// <param name="PruneTags">Whether tags that the spec does not have are removed.</param>
/// <param name="Fleet">The fleet that the connector belongs to, by a switch or by its spec; null for none.</param>
internal sealed record PlanSwitches(
    bool AllowReplacement = false, bool KeepOffsets = false, bool Adopt = false, bool SkipHealthCheck = false,
    bool PruneTags = false, string? Fleet = null)
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
        if (SkipHealthCheck)
            yield return "-SkipHealthCheck";
        if (PruneTags)
            yield return "-PruneTags";
        if (Fleet is not null)
            yield return "-Fleet " + Fleet;
    }
}
