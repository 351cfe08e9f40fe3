using Kraken.Tests.Shared;

namespace Kraken.Pester.Tests;

/// <summary>The Pester of this machine's PowerShell.</summary>
internal static class PesterModule
{
    private static readonly Lazy<string?> _reason = new(FindReason);

    /// <summary>Why the suites cannot run; null where they can.</summary>
    public static string? MissingReason => _reason.Value;

    private static string? FindReason()
    {
        if (PowerShell.MissingReason is { } reason)
            return reason;
        var answer = PowerShell.Ask(
            "(Get-Module Pester -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1)"
            + ".Version.ToString()");
        return Version.TryParse(answer.FirstOrDefault(), out var pester) && pester.Major >= 5
            ? null
            : "Pester 5 or newer is not installed; run Install-Module Pester in pwsh.";
    }
}
