using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>Refuses a run whose checks fail, before anything is made or changed.</summary>
public static class Preflight
{
    /// <summary>Refuses where a check has failed. Those that warn or cannot be seen refuse nothing.</summary>
    /// <param name="spec">The connector's spec.</param>
    /// <param name="checks">What <see cref="ConnectorChecks.PreflightAsync"/> found.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PreflightFailed"/>: names each failed check, what it saw and what to do.
    /// </exception>
    public static void RefuseFailed(ConnectorSpec spec, IReadOnlyList<ConnectorCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(checks);
        var failed = checks.Where(c => c.Status == CheckStatus.Fail).ToList();
        if (failed.Count == 0)
            return;
        var lines = failed.Select(c => $"  {c.Check}: {c.Evidence}{(c.Remedy is null ? "" : " " + c.Remedy)}");
        throw new KrakenException(
            KrakenErrorKind.PreflightFailed,
            $"Preflight of '{spec.ConnectorName}': {string.Join(", ", failed.Select(c => c.Check))} {(failed.Count == 1 ? "fails" : "fail")}; nothing was changed.\n"
            + string.Join('\n', lines),
            "Do what each line says, and run again. Test-KrakenMskConnector makes the same checks without a run.")
        {
            ConnectorName = spec.ConnectorName,
        };
    }
}
