using System.Diagnostics;

namespace Kraken.Pester.Tests;

/// <summary>The PowerShell of this machine.</summary>
internal static class PowerShell
{
    private static readonly Lazy<string?> Reason = new(FindReason);

    /// <summary>The executable's path, or null where there is none.</summary>
    public static string? Path { get; } = FindPath();

    /// <summary>Why the suites cannot run; null where they can.</summary>
    public static string? MissingReason => Reason.Value;

    private static string? FindReason()
    {
        if (Path is null)
            return "pwsh is not on the PATH; install PowerShell 7.4 or newer.";
        var (version, pester) = Ask();
        if (version is null || version < new Version(7, 4))
            return $"pwsh is version {version?.ToString() ?? "unknown"}; install PowerShell 7.4 or newer.";
        return pester is null || pester.Major < 5
            ? "Pester 5 or newer is not installed; run Install-Module Pester in pwsh."
            : null;
    }

    private static string? FindPath()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static (Version? PowerShell, Version? Pester) Ask()
    {
        const string Question =
            "\"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor)\"; "
            + "(Get-Module Pester -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1).Version.ToString()";
        using var process = Process.Start(new ProcessStartInfo(
            Path!, ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", Question])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        _ = errors.Result;
        return (Parse(lines.ElementAtOrDefault(0)), Parse(lines.ElementAtOrDefault(1)));

        static Version? Parse(string? text) => Version.TryParse(text, out var version) ? version : null;
    }
}
