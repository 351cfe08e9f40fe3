using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Checks;

/// <summary>Runs checks side by side.</summary>
internal static class CheckRun
{
    private static readonly IConnectorCheck[] _all = [.. ConnectorCheckList.All.OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>The names of all checks, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(c => c.Name)];

    /// <summary>The checks whose names match, in the order of their names.</summary>
    /// <param name="patterns">
    /// Names of checks, with <c>*</c> and <c>?</c>; the case of letters does not count. None means all checks.
    /// </param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: no check is of that name.</exception>
    public static IReadOnlyList<IConnectorCheck> Select(IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns.Where(p => !_all.Any(c => IsNamed(c, p))))
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Check: no check has the name '{pattern}'.",
                $"Give some of {string.Join(", ", Names)}; * stands for any characters.");
        }

        return patterns.Count == 0 ? _all : [.. _all.Where(c => patterns.Any(p => IsNamed(c, p)))];
    }

    /// <summary>Runs them. One that throws cannot tell, for the reason that the exception gives.</summary>
    public static async Task<IReadOnlyList<ConnectorCheck>> RunAsync(
        CheckedConnector connector, IReadOnlyList<IConnectorCheck> checks) =>
        await Task.WhenAll(checks.Select(async check =>
        {
            CheckOutcome outcome;
            try
            {
                outcome = await check.RunAsync(connector);
            }
            catch (Exception e) when (!connector.StopToken.IsCancellationRequested)
            {
                var error = AwsErrors.Translate(e, connector.Spec.ConnectorName, connector.Context.Scrub);
                outcome = CheckOutcome.Unknown(error.Message, error.Remedy);
            }

            var context = connector.Context;
            var found = new ConnectorCheck(
                connector.Spec.ConnectorName, check.Name, outcome.Status, context.Shown(outcome.Evidence),
                outcome.Remedy is null ? null : context.Shown(outcome.Remedy), outcome.Field);
            return AcceptedFindings.ReasonOf(connector.Spec, check.Name, outcome.Field) is not { } reason ? found
                : outcome.Status == CheckStatus.Warn
                    ? found with { Status = CheckStatus.Accepted, AcceptedBecause = context.Shown(reason) }
                : outcome.Status == CheckStatus.Pass
                    ? found with { Evidence = $"{found.Evidence} The spec accepts a warning of this check, which does not warn." }
                : found;
        }));

    private static bool IsNamed(IConnectorCheck check, string pattern) =>
        Wildcard.Matches(pattern.ToUpperInvariant(), check.Name.ToUpperInvariant());
}
