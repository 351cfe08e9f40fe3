namespace Kraken.MskConnect.Checks;

/// <summary>How a check ended, before it has its name.</summary>
/// <param name="Status">How.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Remedy">What to do; null for nothing.</param>
/// <param name="Field">The spec's field that it is about, or null.</param>
internal sealed record CheckOutcome(CheckStatus Status, string Evidence, string? Remedy = null, string? Field = null)
{
    /// <summary>All is well.</summary>
    public static CheckOutcome Pass(string evidence) => new(CheckStatus.Pass, evidence);

    /// <summary>Something should be looked at.</summary>
    public static CheckOutcome Warn(string evidence, string remedy, string? field = null) =>
        new(CheckStatus.Warn, evidence, remedy, field);

    /// <summary>The connector cannot run so.</summary>
    public static CheckOutcome Fail(string evidence, string remedy, string? field = null) =>
        new(CheckStatus.Fail, evidence, remedy, field);

    /// <summary>It cannot be seen.</summary>
    public static CheckOutcome Unknown(string evidence, string? remedy = null, string? field = null) =>
        new(CheckStatus.Unknown, evidence, remedy, field);
}
